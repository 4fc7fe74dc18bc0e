package dev.outlink.extract;

import dev.outlink.link.LinkKind;

/** An element as links see it, whoever has read the document. */
interface LinkElement {

  /** Whether it has an attribute. */
  boolean has(String attribute);

  /** The value of an attribute; empty where it has none. */
  String get(String attribute);

  /**
   * A reference of this element.
   *
   * @param attribute where it stands, or empty where that is the element's text
   * @param raw as it is written
   * @param value without the escapes of what it is written in
   */
  Reference reference(LinkKind kind, String attribute, String raw, String value);
}
