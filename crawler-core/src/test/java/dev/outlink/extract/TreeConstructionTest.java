package dev.outlink.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.testing.Suites;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tree-construction documents of html5lib: our links are the links of the expected tree. The
 * expected tree is read here by a few lines of its own, which know no parser of HTML.
 *
 * <p>Few of the documents have links. So each is read once more with a link in each tag that has no
 * attributes of some elements, which the expected tree then has likewise.
 */
class TreeConstructionTest {

  private static final CrawlUrl PAGE = (CrawlUrl) CrawlUrl.parse("http://page.example/dir/doc");

  /** Documents whose links differ, each with its reason; a test that heals fails here. */
  private static final Set<String> DEVIATIONS = Set.of();

  /** One reference in each of these; what is empty is none but in {@code a} and {@code area}. */
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("a", Set.of("href")),
          Map.entry("area", Set.of("href")),
          Map.entry("link", Set.of("href")),
          Map.entry("img", Set.of("src", "longdesc")),
          Map.entry("script", Set.of("src")),
          Map.entry("iframe", Set.of("src")),
          Map.entry("frame", Set.of("src")),
          Map.entry("form", Set.of("action")),
          Map.entry("button", Set.of("formaction")),
          Map.entry("video", Set.of("src", "poster")),
          Map.entry("audio", Set.of("src")),
          Map.entry("embed", Set.of("src")),
          Map.entry("object", Set.of("data")),
          Map.entry("q", Set.of("cite")),
          Map.entry("blockquote", Set.of("cite")),
          Map.entry("body", Set.of("background")),
          Map.entry("table", Set.of("background")),
          Map.entry("td", Set.of("background")));

  /** What the second reading puts into tags without attributes. */
  private static final Map<String, String> ADDED =
      Map.of(
          "a", "href",
          "img", "src",
          "form", "action",
          "table", "background",
          "td", "background",
          "button", "formaction",
          "iframe", "src",
          "frame", "src",
          "svg a", "href");

  private int documents;
  private int links;

  @Test
  void extract_expectedTrees_haveOurLinks() throws IOException {
    LinkExtractor extractor =
        new LinkExtractor(new LinkSelection(LinkKind.all(), Set.of(), true, false, false));
    Set<String> failed = new TreeSet<>();
    List<String> details = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Suites.find("html5lib/tree-construction"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".dat")).sorted().toList()) {
        int number = 0;
        for (Case document :
            Case.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))) {
          number++;
          if (document.isFragment || document.scripted) {
            continue;
          }
          for (boolean added : new boolean[] {false, true}) {
            String name = file.getFileName() + " " + number + (added ? " with links" : "");
            String data = added ? withLinks(document.data) : document.data;
            List<String> expected = expected(document.tree, added);
            List<String> found = found(extractor, data);
            documents++;
            links += expected.size();
            if (!found.equals(expected)) {
              failed.add(name);
              details.add(
                  name + ": " + data + "\n  expected " + expected + "\n  found    " + found);
            }
          }
        }
      }
    }
    System.out.printf(
        "html5lib trees: %d of %d documents have our links (%d)%n",
        documents - failed.size(), documents, links);
    assertThat(documents).isGreaterThan(1_000);
    assertThat(failed).as(() -> String.join("\n", details)).isEqualTo(DEVIATIONS);
  }

  private static String withLinks(String data) {
    String changed = data;
    for (Map.Entry<String, String> added : ADDED.entrySet()) {
      String tag = added.getKey().equals("img") ? "(img|image)" : "(" + added.getKey() + ")";
      changed = changed.replaceAll("(?i)<" + tag + "/?>", "<$1 " + added.getValue() + "=x>");
    }
    return changed;
  }

  private static List<String> found(LinkExtractor extractor, String data) {
    byte[] body = data.getBytes(StandardCharsets.UTF_8);
    return extractor.extract(Page.of(PAGE, "text/html; charset=utf-8", body)).links().stream()
        .filter(
            link ->
                link.kind() == LinkKind.SVG
                    || ATTRIBUTES.getOrDefault(link.element(), Set.of()).contains(link.attribute()))
        .map(link -> link.element() + " " + link.attribute() + " " + link.url())
        .toList();
  }

  /**
   * The links of a tree: a line of an element is indented less than the lines of its attributes.
   */
  private static List<String> expected(List<String> tree, boolean added) {
    List<String> raw = new ArrayList<>();
    String base = null;
    String element = "";
    int template = Integer.MAX_VALUE;
    for (int i = 0; i < tree.size(); i++) {
      String line = tree.get(i);
      int depth = indent(line);
      String text = line.substring(depth);
      if (depth <= template) {
        template = Integer.MAX_VALUE;
      }
      if (template < Integer.MAX_VALUE) {
        continue;
      }
      if (text.startsWith("<!--") || text.startsWith("\"")) {
        element = "";
      } else if (text.startsWith("<")) {
        element = text.substring(1, text.length() - 1);
        String attribute = ADDED.get(element);
        boolean bare = i + 1 == tree.size() || !isAttribute(tree.get(i + 1));
        if (added && attribute != null && bare) {
          raw.add(element.replace("svg ", "") + " " + attribute + "\tx");
        }
      } else if (text.equals("content") && element.equals("template")) {
        template = depth - 1;
      } else if (isAttribute(line) && !element.isEmpty()) {
        String name = text.substring(0, text.indexOf("=\""));
        String value = text.substring(text.indexOf("=\"") + 2, text.length() - 1);
        boolean mayBeEmpty = element.equals("a") || element.equals("area");
        if (element.equals("base") && name.equals("href") && base == null) {
          base = value;
        } else if (element.startsWith("svg ")
            && (name.equals("href") || name.equals("xlink href"))
            && !value.isEmpty()) {
          raw.add(element.substring(4) + " " + name.replace(' ', ':') + "\t" + value);
        } else if (ATTRIBUTES.getOrDefault(element, Set.of()).contains(name)
            && (mayBeEmpty || !value.isEmpty())) {
          raw.add(element + " " + name + "\t" + value);
        }
      }
    }
    return resolved(raw, base);
  }

  private static List<String> resolved(
      List<String> raw, @org.jspecify.annotations.Nullable String base) {
    CrawlUrl from = base != null && PAGE.resolve(base) instanceof CrawlUrl url ? url : PAGE;
    List<String> resolved = new ArrayList<>();
    for (String link : raw) {
      int tab = link.indexOf('\t');
      if (from.resolve(link.substring(tab + 1)) instanceof CrawlUrl url) {
        resolved.add(link.substring(0, tab) + " " + url);
      }
    }
    return resolved;
  }

  private static boolean isAttribute(String line) {
    String text = line.strip();
    return text.endsWith("\"") && !text.startsWith("\"") && text.indexOf("=\"") > 0;
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private static final class Case {
    String data = "";
    final List<String> tree = new ArrayList<>();
    boolean isFragment;
    boolean scripted;

    static List<Case> read(String file) {
      List<Case> cases = new ArrayList<>();
      for (String block : ("\n" + file).split("\n#data\n", -1)) {
        if (!block.contains("\n#document\n")) {
          continue;
        }
        Case one = new Case();
        one.data = block.substring(0, Math.max(0, block.indexOf("\n#errors")));
        one.isFragment = block.contains("\n#document-fragment\n");
        one.scripted = block.contains("\n#script-on\n");
        String tree = block.substring(block.indexOf("\n#document\n") + 11);
        for (String line : tree.split("\n", -1)) {
          if (line.startsWith("| ")) {
            one.tree.add(line.substring(2));
          } else if (!one.tree.isEmpty() && !line.isEmpty()) {
            int last = one.tree.size() - 1; // a value with a line break
            one.tree.set(last, one.tree.get(last) + "\n" + line);
          }
        }
        cases.add(one);
      }
      return cases;
    }
  }
}
