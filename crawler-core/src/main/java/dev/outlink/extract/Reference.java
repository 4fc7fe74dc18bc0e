package dev.outlink.extract;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A reference that a document makes, not yet resolved: the base may still come.
 *
 * @param kind what it is
 * @param name the name of the element or header, in lower case but for XML and headers; empty in
 *     plain text
 * @param attribute the attribute's name, or empty where the element's text is the reference
 * @param raw the reference
 * @param rel the relation that a header gives; elements have their own
 * @param element where it stands, or null where that is no element
 */
record Reference(
    LinkKind kind,
    String name,
    String attribute,
    String raw,
    String rel,
    @Nullable Element element) {

  static Reference in(Element element, LinkKind kind, String attribute, String raw) {
    return new Reference(kind, element.tag().name(), attribute, raw, "", element);
  }

  static Reference ofHeader(LinkKind kind, String header, String raw, String rel) {
    return new Reference(kind, header, "", raw, rel, null);
  }

  static Reference inText(String raw) {
    return new Reference(LinkKind.TEXT, "", "", raw, "", null);
  }
}
