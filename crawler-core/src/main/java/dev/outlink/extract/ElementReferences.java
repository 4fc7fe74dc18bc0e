package dev.outlink.extract;

import com.google.common.base.Ascii;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.microsyntax.CssUrls;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.microsyntax.Srcset;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The references that elements make by their attributes and style sheets, and what a document says
 * of its base and for robots. Told of elements in the document's order. Confined to one thread.
 */
final class ElementReferences {

  private static final String XLINK_HREF = "xlink:href";

  // Immutable.
  private final WantedLinks wanted;
  private final FollowRules rules;
  private final boolean css;
  private final boolean svg;
  private final References found;

  private @Nullable String base;
  private int foundBeforeBase;
  private RobotsDirectives robots = RobotsDirectives.NONE;

  /**
   * None yet.
   *
   * @param rules whether what the document says for robots is of interest
   * @param found where they go
   */
  ElementReferences(WantedLinks wanted, FollowRules rules, References found) {
    this.wanted = wanted;
    this.rules = rules;
    this.css = wanted.has(LinkKind.CSS);
    this.svg = wanted.has(LinkKind.SVG);
    this.found = found;
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

  /** Whether style sheets and style attributes are of interest. */
  boolean readsStyles() {
    return css;
  }

  /** Whether elements of SVG are of interest. */
  boolean readsGraphics() {
    return svg || css;
  }

  /** Whether an element of HTML is of interest, whatever its style attribute says. */
  boolean reads(String name) {
    return wanted.attributes().containsKey(name)
        || name.equals("base")
        || (name.equals("meta") && rules.obeysRobotsTags());
  }

  /** Reads the attributes of an element of HTML, but for its style. */
  void html(String name, LinkElement element) {
    List<LinkAttribute> attributes = wanted.attributes().get(name);
    if (attributes != null) {
      for (int i = 0; i < attributes.size(); i++) { // an iterator for each tag takes its time
        read(element, name, attributes.get(i));
      }
    }
    if (name.equals("meta") && rules.obeysRobotsTags()) {
      readRobots(element);
    }
    if (name.equals("base") && base == null && element.has("href")) {
      base = element.get("href");
      foundBeforeBase = found.size();
    }
  }

  /** Reads the attributes of an element of SVG, but for its style. */
  void graphics(LinkElement element) {
    if (svg) {
      String attribute = element.has("href") ? "href" : XLINK_HREF;
      String value = element.get(attribute);
      if (!value.isEmpty()) {
        add(LinkKind.SVG, attribute, value, element);
      }
    }
  }

  /** Reads the text of a style element. */
  void styleSheet(LinkElement element, String text) {
    CssUrls.forEachInStyleSheet(
        text, url -> found.add(element.reference(LinkKind.CSS, "", url.raw(), url.value())));
  }

  /** Reads an element's style. */
  void style(LinkElement element) {
    if (element.has("style")) {
      CssUrls.forEachInDeclarations(
          element.get("style"),
          url -> found.add(element.reference(LinkKind.CSS, "style", url.raw(), url.value())));
    }
  }

  private void readRobots(LinkElement meta) {
    if (RobotsDirectives.isName(meta.get("name"), rules.product())) {
      robots = robots.and(RobotsDirectives.ofMeta(meta.get("content")));
    }
  }

  private void read(LinkElement element, String name, LinkAttribute attribute) {
    String value = element.get(attribute.name());
    if (value.isEmpty() && !element.has(attribute.name())) {
      return;
    }
    LinkKind kind = attribute.kind();
    if (kind == LinkKind.LINK) {
      kind = Rel.kind(element.get("rel"));
      if (!wanted.has(kind)) {
        return;
      }
    }
    switch (attribute.syntax()) {
      case URL_OR_EMPTY -> add(kind, attribute.name(), value, element);
      case URL -> {
        if (!value.isEmpty() && !(name.equals("input") && isOther(attribute, element))) {
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
        if (Ascii.equalsIgnoreCase(element.get("http-equiv"), "refresh")) {
          MetaRefresh refresh = MetaRefresh.parse(value);
          if (refresh != null && refresh.url() != null) {
            add(kind, attribute.name(), refresh.url(), element);
          }
        }
      }
    }
  }

  /** An {@code input} has a {@code src} only where it is an image. */
  private static boolean isOther(LinkAttribute attribute, LinkElement element) {
    return attribute.kind() == LinkKind.IMG
        && !Ascii.equalsIgnoreCase(element.get("type"), "image");
  }

  private void add(LinkKind kind, String attribute, String text, LinkElement element) {
    found.add(element.reference(kind, attribute, text, text));
  }
}
