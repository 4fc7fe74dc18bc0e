package dev.outlink.extract;

import com.google.common.base.Ascii;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.microsyntax.CssUrls;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.microsyntax.Srcset;
import dev.outlink.tree.TreeWalk;
import java.util.List;
import java.util.StringTokenizer;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The references of HTML elements, in HTML, XHTML or within other XML, and the document's base.
 * Confined to one thread.
 *
 * <p>The contents of templates are not part of the document (HTML standard, 4.12.3).
 */
final class HtmlReferences {

  private static final String XLINK_HREF = "xlink:href";

  // Immutable.
  private final WantedLinks wanted;
  private final FollowRules rules;
  private final boolean css;
  private final boolean svg;
  private final boolean isXml;
  private final References found;

  private @Nullable String base;
  private int foundBeforeBase;
  private RobotsDirectives robots = RobotsDirectives.NONE;

  /**
   * Finds the references of one document.
   *
   * @param rules whether what the document says for robots is of interest
   * @param isXml whether names have prefixes; in HTML a colon is a character like any other
   * @param found where they go
   */
  HtmlReferences(WantedLinks wanted, FollowRules rules, boolean isXml, References found) {
    this.isXml = isXml;
    this.found = found;
    this.wanted = wanted;
    this.rules = rules;
    this.css = wanted.has(LinkKind.CSS);
    this.svg = wanted.has(LinkKind.SVG);
  }

  /** The {@code href} of the first {@code base} that has one (HTML standard, 4.2.3), or null. */
  @Nullable String base() {
    return base;
  }

  /** How many references stand before the base; 0 where there is none. */
  int foundBeforeBase() {
    return foundBeforeBase;
  }

  /** What the document says for robots, where that is of interest. */
  RobotsDirectives robots() {
    return robots;
  }

  /**
   * Reads one element; for {@link TreeWalk}.
   *
   * @return whether its children are part of the document
   */
  boolean visit(Element element) {
    String namespace = element.tag().namespace();
    if (namespace.equals(Parser.NamespaceHtml)) {
      String name = isXml ? element.tag().localName() : element.normalName();
      List<LinkAttribute> attributes = wanted.attributes().get(name);
      if (attributes != null) {
        attributes.forEach(attribute -> read(element, name, attribute));
      }
      if (name.equals("meta") && rules.obeysRobotsTags()) {
        readRobots(element.attributes());
      }
      if (name.equals("base") && base == null && element.attributes().hasKey("href")) {
        base = element.attributes().get("href");
        foundBeforeBase = found.size();
      }
      if (css) {
        styles(element, name);
      }
      return !name.equals("template");
    }
    if (namespace.equals(Parser.NamespaceSvg) && (svg || css)) {
      graphics(element);
    }
    return true;
  }

  private void readRobots(Attributes meta) {
    if (RobotsDirectives.isName(meta.get("name"), rules.product())) {
      robots = robots.and(RobotsDirectives.ofMeta(meta.get("content")));
    }
  }

  private void read(Element element, String name, LinkAttribute attribute) {
    Attributes present = element.attributes();
    String value = present.get(attribute.name());
    if (value.isEmpty() && !present.hasKey(attribute.name())) {
      return;
    }
    LinkKind kind = attribute.kind();
    if (kind == LinkKind.LINK) {
      kind = Rel.kind(present.get("rel"));
      if (!wanted.has(kind)) {
        return;
      }
    }
    switch (attribute.syntax()) {
      case URL_OR_EMPTY -> add(kind, attribute.name(), value, element);
      case URL -> {
        if (!value.isEmpty() && !(name.equals("input") && isOther(attribute, present))) {
          add(kind, attribute.name(), value, element);
        }
      }
      case URLS -> {
        StringTokenizer tokens = new StringTokenizer(value, "\t\n\f\r ");
        while (tokens.hasMoreTokens()) {
          add(kind, attribute.name(), tokens.nextToken(), element);
        }
      }
      case SRCSET -> {
        LinkKind images = kind;
        Srcset.forEach(value, image -> add(images, attribute.name(), image.url(), element));
      }
      case REFRESH -> {
        if (Ascii.equalsIgnoreCase(present.get("http-equiv"), "refresh")) {
          MetaRefresh refresh = MetaRefresh.parse(value);
          if (refresh != null && refresh.url() != null) {
            add(kind, attribute.name(), refresh.url(), element);
          }
        }
      }
    }
  }

  /** An {@code input} has a {@code src} only where it is an image. */
  private static boolean isOther(LinkAttribute attribute, Attributes present) {
    return attribute.kind() == LinkKind.IMG
        && !Ascii.equalsIgnoreCase(present.get("type"), "image");
  }

  private void styles(Element element, String name) {
    if (name.equals("style")) {
      CssUrls.forEachInStyleSheet(
          childText(element), url -> found.add(Reference.inCss(element, "", url)));
    }
    if (element.attributes().hasKey("style")) {
      CssUrls.forEachInDeclarations(
          element.attributes().get("style"),
          url -> found.add(Reference.inCss(element, "style", url)));
    }
  }

  /** The child text content: in HTML it is data, in SVG and XML text like any other. */
  private static String childText(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node child = element.firstChild(); child != null; child = child.nextSibling()) {
      if (child instanceof DataNode data) {
        text.append(data.getWholeData());
      } else if (child instanceof TextNode words) {
        text.append(words.getWholeText());
      }
    }
    return text.toString();
  }

  private void graphics(Element element) {
    Attributes present = element.attributes();
    if (svg) {
      String attribute = present.hasKey("href") ? "href" : XLINK_HREF;
      if (present.hasKey(attribute) && !present.get(attribute).isEmpty()) {
        add(LinkKind.SVG, attribute, present.get(attribute), element);
      }
    }
    if (css) {
      styles(element, isXml ? element.tag().localName() : element.normalName());
    }
  }

  private void add(LinkKind kind, String attribute, String text, Element element) {
    found.add(Reference.in(element, kind, attribute, text));
  }
}
