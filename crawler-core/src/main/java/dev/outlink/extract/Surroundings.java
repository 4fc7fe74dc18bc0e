package dev.outlink.extract;

import dev.outlink.link.Provenance;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** What stands around the references of one document. Confined to one thread. */
final class Surroundings {

  /** Nodes that are looked at for one text. */
  private static final int MAX_NODES = 4_096;

  /** A node takes the time of so many characters. */
  private static final int NODE_LOOKS = 4;

  /** Nodes and characters that are looked at for all references of a document. */
  private static final long MOST_LOOKED = 100_000_000;

  /** Nodes and characters that were looked at. */
  private long looked;

  /** Whether so much was looked at that no more references can be told of. */
  boolean isSpent() {
    return looked > MOST_LOOKED;
  }

  Provenance of(Reference reference, int occurrence) {
    String raw = FoldedText.cut(reference.raw(), Provenance.MAX_RAW);
    Element element = reference.element();
    if (element == null) {
      return new Provenance("", FoldedText.of(reference.relation()), raw, 0, 0, occurrence);
    }
    Range range = element.sourceRange();
    boolean tracked = range.isTracked() && !range.isImplicit();
    return new Provenance(
        text(reference, element),
        FoldedText.of(reference.relation()),
        raw,
        tracked ? range.start().lineNumber() : 0,
        tracked ? range.start().columnNumber() : 0,
        occurrence);
  }

  private String text(Reference reference, Element element) {
    return switch (reference.kind()) {
      case A, SVG, FORM -> text(element);
      case AREA, IMG -> FoldedText.of(element.attributes().get("alt"));
      default -> FoldedText.of(element.attributes().get("title"));
    };
  }

  /**
   * The text of an element, as far as there is room for it: of blocks and lines with a space
   * between them, and without that of templates.
   */
  private String text(Element element) {
    FoldedText text = new FoldedText();
    Node node = element;
    for (int nodes = 0; node != null && nodes < MAX_NODES && !text.isFull(); nodes++) {
      if (node instanceof TextNode words) {
        text.append(words.getWholeText());
      } else if (node instanceof Element inner && isBreak(inner)) {
        text.space();
      }
      node = following(node, element, text);
      looked += NODE_LOOKS;
    }
    looked += text.scanned();
    return text.toString();
  }

  private static boolean isBreak(Element element) {
    return element.isBlock() || element.normalName().equals("br");
  }

  /** The next node in document order within an element, or null. */
  private static @Nullable Node following(Node node, Element within, FoldedText text) {
    if (node.childNodeSize() > 0 && !node.normalName().equals("template")) {
      return node.childNode(0);
    }
    Node up = node;
    while (!up.equals(within)) {
      Node next = up.nextSibling();
      if (next != null) {
        return next;
      }
      up = up.parent();
      if (up == null) {
        return null;
      }
      if (up instanceof Element outer && isBreak(outer)) {
        text.space();
      }
    }
    return null;
  }
}
