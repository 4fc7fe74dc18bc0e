package dev.outlink.extract;

import com.google.common.base.Ascii;
import dev.outlink.microsyntax.CssUrls;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.microsyntax.Srcset;
import java.util.List;
import java.util.Map;
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
  private final Map<String, List<LinkAttribute>> attributes;
  private final boolean css;
  private final boolean svg;
  private final LinkSelection selection;
  private final boolean isXml;
  private final References found;

  private @Nullable String base;

  /**
   * Finds the references of one document.
   *
   * @param attributes those that the selection wants, by element
   * @param isXml whether names have prefixes; in HTML a colon is a character like any other
   * @param found where they go
   */
  HtmlReferences(
      LinkSelection selection,
      Map<String, List<LinkAttribute>> attributes,
      boolean isXml,
      References found) {
    this.isXml = isXml;
    this.found = found;
    this.selection = selection;
    this.attributes = attributes;
    this.css = selection.has(LinkKind.CSS);
    this.svg = selection.has(LinkKind.SVG);
  }

  /** The {@code href} of the first {@code base} that has one (HTML standard, 4.2.3), or null. */
  @Nullable String base() {
    return base;
  }

  /**
   * Reads one element; for {@link Walk}.
   *
   * @return whether its children are part of the document
   */
  boolean visit(Element element) {
    String namespace = element.tag().namespace();
    if (namespace.equals(Parser.NamespaceHtml)) {
      String name = isXml ? element.tag().localName() : element.normalName();
      List<LinkAttribute> wanted = attributes.get(name);
      if (wanted != null) {
        wanted.forEach(attribute -> read(element, name, attribute));
      }
      if (name.equals("base") && base == null && element.attributes().hasKey("href")) {
        base = element.attributes().get("href");
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

  private void read(Element element, String name, LinkAttribute attribute) {
    Attributes present = element.attributes();
    if (!present.hasKey(attribute.name())) {
      return;
    }
    String value = present.get(attribute.name());
    LinkKind kind = attribute.kind();
    if (kind == LinkKind.LINK) {
      kind = Rel.kind(present.get("rel"));
      if (!selection.has(kind)) {
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
          childText(element), url -> add(LinkKind.CSS, "", url.value(), element));
    }
    if (element.attributes().hasKey("style")) {
      CssUrls.forEachInDeclarations(
          element.attributes().get("style"),
          url -> add(LinkKind.CSS, "style", url.value(), element));
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
