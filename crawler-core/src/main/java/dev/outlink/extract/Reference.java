package dev.outlink.extract;

import dev.outlink.link.LinkKind;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A reference that a document makes, not yet resolved: the base may still come.
 *
 * @param kind what it is
 * @param name the name of the element or header, in lower case but for XML and headers; empty in
 *     plain text
 * @param attribute the attribute's name, or empty where the element's text is the reference
 * @param raw the reference as it is written
 * @param value the reference, which in CSS may be written with escapes
 * @param rel the relation that a header gives; elements have their own
 * @param element where it stands, or null where that is no element
 */
record Reference(
    LinkKind kind,
    String name,
    String attribute,
    String raw,
    String value,
    String rel,
    @Nullable Element element) {

  /** The relation that the element or header gives; empty where it gives none. */
  String relation() {
    return element == null ? rel : element.attributes().get("rel");
  }

  /** This reference, which does not keep its document. */
  Reference withoutElement() {
    return element == null
        ? this
        : new Reference(kind, name, attribute, raw, value, relation(), null);
  }

  static Reference in(Element element, LinkKind kind, String attribute, String raw, String value) {
    return new Reference(kind, element.tag().name(), attribute, raw, value, "", element);
  }

  static Reference in(
      String name, LinkKind kind, String attribute, String raw, String value, String rel) {
    return new Reference(kind, name, attribute, raw, value, rel, null);
  }

  static Reference ofHeader(LinkKind kind, String header, String raw, String rel) {
    return new Reference(kind, header, "", raw, raw, rel, null);
  }

  static Reference inText(String raw) {
    return new Reference(LinkKind.TEXT, "", "", raw, raw, "", null);
  }
}
