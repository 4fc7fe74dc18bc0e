package dev.outlink.extract;

import static dev.outlink.extract.LinkAttribute.Syntax.REFRESH;
import static dev.outlink.extract.LinkAttribute.Syntax.SRCSET;
import static dev.outlink.extract.LinkAttribute.Syntax.URL;
import static dev.outlink.extract.LinkAttribute.Syntax.URLS;
import static dev.outlink.extract.LinkAttribute.Syntax.URL_OR_EMPTY;
import static dev.outlink.link.LinkKind.*;

import dev.outlink.link.LinkKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An attribute of HTML elements that holds references (HTML standard, index of attributes, and the
 * obsolete features that browsers still follow).
 *
 * @param name its name
 * @param kind what its references are; of a {@code link} the {@code rel} tells more
 * @param syntax how it is read
 */
record LinkAttribute(String name, LinkKind kind, Syntax syntax) {

  /** How an attribute's value holds references. */
  enum Syntax {
    /** One reference; where it is empty, none. */
    URL,
    /** One reference, which may be empty. */
    URL_OR_EMPTY,
    /** References with white space between them. */
    URLS,
    /** Image candidates. */
    SRCSET,
    /** A time, and perhaps a reference. */
    REFRESH
  }

  private static final Map<String, List<LinkAttribute>> BY_ELEMENT = new HashMap<>();

  static {
    put("a", new LinkAttribute("href", A, URL_OR_EMPTY), new LinkAttribute("ping", PING, URLS));
    put(
        "area",
        new LinkAttribute("href", AREA, URL_OR_EMPTY),
        new LinkAttribute("ping", PING, URLS));
    put(
        "link",
        new LinkAttribute("href", LINK, URL),
        new LinkAttribute("imagesrcset", LINK, SRCSET));
    put(
        "img",
        new LinkAttribute("src", IMG, URL),
        new LinkAttribute("srcset", IMG, SRCSET),
        new LinkAttribute("longdesc", LONGDESC, URL));
    put("input", new LinkAttribute("src", IMG, URL), new LinkAttribute("formaction", FORM, URL));
    put("button", new LinkAttribute("formaction", FORM, URL));
    put(
        "source",
        new LinkAttribute("src", SOURCE, URL),
        new LinkAttribute("srcset", SOURCE, SRCSET));
    put("script", new LinkAttribute("src", SCRIPT, URL));
    put(
        "iframe",
        new LinkAttribute("src", IFRAME, URL),
        new LinkAttribute("longdesc", LONGDESC, URL));
    put(
        "frame",
        new LinkAttribute("src", FRAME, URL),
        new LinkAttribute("longdesc", LONGDESC, URL));
    put("form", new LinkAttribute("action", FORM, URL_OR_EMPTY));
    put("video", new LinkAttribute("src", VIDEO, URL), new LinkAttribute("poster", VIDEO, URL));
    put("audio", new LinkAttribute("src", AUDIO, URL));
    put("track", new LinkAttribute("src", TRACK, URL));
    put("embed", new LinkAttribute("src", EMBED, URL));
    put("object", new LinkAttribute("data", OBJECT, URL));
    put("html", new LinkAttribute("manifest", MANIFEST, URL));
    put("meta", new LinkAttribute("content", META_REFRESH, REFRESH));
    for (String element : List.of("blockquote", "q", "del", "ins")) {
      put(element, new LinkAttribute("cite", CITE, URL));
    }
    for (String element : List.of("body", "table", "thead", "tbody", "tfoot", "tr", "td", "th")) {
      put(element, new LinkAttribute("background", BACKGROUND, URL));
    }
  }

  private static void put(String element, LinkAttribute... attributes) {
    BY_ELEMENT.put(element, List.of(attributes));
  }

  /** The attributes that hold links of these kinds, by the element's name. */
  static Map<String, List<LinkAttribute>> selected(Set<LinkKind> kinds) {
    Map<String, List<LinkAttribute>> selected = new HashMap<>();
    BY_ELEMENT.forEach(
        (element, attributes) -> {
          List<LinkAttribute> wanted = new ArrayList<>(attributes);
          wanted.removeIf(attribute -> !attribute.isIn(kinds));
          if (!wanted.isEmpty()) {
            selected.put(element, List.copyOf(wanted));
          }
        });
    return selected;
  }

  private boolean isIn(Set<LinkKind> kinds) {
    boolean byRel =
        kind == LINK
            && (kinds.contains(CANONICAL) || kinds.contains(ALTERNATE) || kinds.contains(MANIFEST));
    return byRel || kinds.contains(kind);
  }
}
