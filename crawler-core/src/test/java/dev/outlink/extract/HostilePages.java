package dev.outlink.extract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Pages that are made to take much time or memory; each compresses to some kilobytes. */
final class HostilePages {

  private static final int ALL_ATTRIBUTES = 400;

  private HostilePages() {}

  /** All of them, by name. Each begins with a link to {@code first}. */
  static Map<String, String> ofSize(int characters) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("items in nesting", page(characters, "<div>".repeat(400), i -> "<li>"));
    pages.put("end tags in nesting", page(characters, "<span>".repeat(500), i -> "</x>"));
    pages.put("ends in svg", page(characters, "<svg>" + "<g>".repeat(500), i -> "</x>"));
    pages.put("rules in nesting", page(characters, "<div>".repeat(500), i -> "<hr>"));
    pages.put("items in a table", page(characters, "<table>" + "<div>".repeat(400), i -> "<li>"));
    pages.put("wide", page(characters, "", i -> "<p>x"));
    pages.put("formatting again", page(characters, formatting(""), i -> "<p>x"));
    pages.put("large formatting again", page(characters, formatting(attributes(0)), i -> "<p>x"));
    pages.put("many attributes", page(characters, "", i -> "<q" + attributes(0) + "></q>"));
    pages.put("attributes compared", page(characters, "", i -> "<b" + attributes(i) + ">"));
    pages.put("tags in values", page(characters, "", i -> "<b" + valued(i) + ">"));
    pages.put("one tag", page(characters, "<i ", i -> "a" + i + " "));
    pages.put("links", page(characters, "", i -> "<a href=" + i + ">x</a>"));
    pages.put("links in one another", page(characters, "<svg>", i -> "<a href=" + i + ">"));
    pages.put("entities", page(characters, "", i -> "&zzzz"));
    pages.put("controls", page(characters, "<table><form>", i -> "<tr><td><input a=b>"));
    pages.put("names", page(characters, "", i -> "<t" + i + "></t" + i + ">"));
    pages.put("names in names", page(characters, "<textarea>", i -> "a<"));
    pages.put("comments", page(characters, "", i -> "<!--x-->"));
    return pages;
  }

  /** Twelve of them: 600,000 links and nothing odd. */
  static String ofLinks(int links) {
    StringBuilder page = new StringBuilder("<title>links</title>");
    for (int i = 0; i < links; i++) {
      page.append("<a href=").append(1_000_000 + i).append(">x</a>");
    }
    return page.toString();
  }

  private static String page(int characters, String before, IntFunction<String> unit) {
    StringBuilder page = new StringBuilder("<a href=first></a>").append(before);
    for (int i = 0; page.length() < characters; i++) {
      page.append(unit.apply(i));
    }
    return page.append("'\"><a href=last>").toString();
  }

  private static String formatting(String attributes) {
    StringBuilder tags = new StringBuilder("<p>");
    for (String name : "b i u s em tt big code font small strike strong".split(" ", -1)) {
      tags.append('<').append(name).append(attributes).append('>');
    }
    return tags.toString();
  }

  private static String attributes(int last) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ALL_ATTRIBUTES; i++) {
      all.append(' ').append((char) ('a' + i % 26)).append(i / 26);
    }
    return all.append(" z=").append(last).toString();
  }

  private static String valued(int last) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < ALL_ATTRIBUTES; i++) {
      all.append(' ').append((char) ('a' + i % 26)).append(i / 26).append("='<>'");
    }
    return all.append(" z=").append(last).toString();
  }
}
