package dev.outlink.extract;

import dev.outlink.tree.TreeWalk;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Finds the elements of HTML and SVG in a tree, be it of HTML, XHTML or other XML, and reads them.
 * Confined to one thread.
 *
 * <p>The contents of templates are not part of the document (HTML standard, 4.12.3).
 */
final class TreeReferences {

  private final boolean isXml;
  private final ElementReferences references;

  /**
   * Reads the elements of one document.
   *
   * @param isXml whether names have prefixes; in HTML a colon is a character like any other
   */
  TreeReferences(boolean isXml, ElementReferences references) {
    this.isXml = isXml;
    this.references = references;
  }

  /**
   * Reads one element; for {@link TreeWalk}.
   *
   * @return whether its children are part of the document
   */
  boolean visit(Element element) {
    String namespace = element.tag().namespace();
    String name = isXml ? element.tag().localName() : element.normalName();
    if (namespace.equals(Parser.NamespaceHtml)) {
      if (references.reads(name)) {
        references.html(name, new TreeElement(element));
      }
      if (references.readsStyles()) {
        styles(element, name);
      }
      return !name.equals("template");
    }
    if (namespace.equals(Parser.NamespaceSvg) && references.readsGraphics()) {
      references.graphics(new TreeElement(element));
      if (references.readsStyles()) {
        styles(element, name);
      }
    }
    return true;
  }

  private void styles(Element element, String name) {
    TreeElement read = new TreeElement(element);
    if (name.equals("style")) {
      references.styleSheet(read, childText(element));
    }
    references.style(read);
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
}
