package dev.outlink.extract;

import dev.outlink.link.LinkKind;
import org.jsoup.nodes.Element;

/** An element of a tree. */
record TreeElement(Element element) implements LinkElement {

  @Override
  public boolean has(String attribute) {
    return element.attributes().hasKey(attribute);
  }

  @Override
  public String get(String attribute) {
    return element.attributes().get(attribute);
  }

  @Override
  public Reference reference(LinkKind kind, String attribute, String raw, String value) {
    return Reference.in(element, kind, attribute, raw, value);
  }
}
