package dev.outlink.tree;

import dev.outlink.link.PageBound;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The tree of one document, as far as the bounds of a page let it grow. Confined to one thread. */
public final class DocumentTree {

  /**
   * When a tree is taken apart while it grows.
   *
   * @param above what it may hold without
   * @param characters that are read from one time to the next
   */
  public record Parts(long above, int characters) {
    public static final Parts USUAL = new Parts(24L << 20, 1 << 18);
  }

  /** What a part may hold; less where a page may not have much. */
  private static final long PART_BYTES = 8L << 20;

  /** What is left of a tree takes this for a node, at most. */
  private static final int NODE_BYTES = 400;

  private final DocumentText text;
  private final Parts parts;
  private final long partBytes;
  private final BoundedParse parse;
  private final DocumentRoom holding;

  private long takenOutAt;
  private int openedAt;
  private long left;
  private boolean full;

  public DocumentTree(
      DocumentText text, Parts parts, boolean isXml, boolean places, DocumentRoom holding) {
    this.text = text;
    this.parts = parts;
    this.partBytes = Math.min(PART_BYTES, holding.most() / 4);
    this.holding = holding;
    this.parse = new BoundedParse(isXml, places, text.markup(), holding);
  }

  /**
   * Parses, and visits the elements in the order of the document.
   *
   * @param inParts whether they are visited, and let go, while the tree grows
   * @param visit tells whether the children of an element are visited
   * @return the bound that ended the document, or null
   */
  public @Nullable PageBound visit(boolean inParts, Predicate<Element> visit) {
    Markup markup = text.markup();
    long bytes = inParts ? Math.min(markup.bytes(), partBytes) : markup.bytes();
    if (!holding.take(bytes)) {
      return PageBound.MEMORY;
    }
    if (!markup.isShort()) {
      parse.mayHold(bytes);
    }
    if (inParts) {
      Spine spine = new Spine(visit);
      Document document =
          parse.inSteps(text.reader(), (complete, growing, read) -> takeOut(spine, growing, read));
      spine.finish(document);
      holding.give(bytes + left);
    } else {
      TreeWalk.through(
          parse.countsNesting()
              ? parse.inSteps(text.reader(), (complete, growing, read) -> {})
              : parse.whole(text.reader()),
          visit);
    }
    if (parse.cut() != null) {
      return parse.cut();
    }
    return markup.cut() == null && text.reader().isCut() ? PageBound.TAG_NAME : markup.cut();
  }

  private void takeOut(Spine spine, Document growing, long read) {
    int opened = parse.opened() - openedAt;
    if (read - takenOutAt < parts.characters()
        && (long) opened * parse.elementBytes() < partBytes / 2) {
      return;
    }
    spine.takeOut(growing);
    takenOutAt = read;
    openedAt = parse.opened();
    parse.forget(opened);
    long now = (long) spine.kept() * NODE_BYTES + spine.controlBytes();
    if (now > left && !full) {
      full = !holding.take(now - left);
      left = now;
    }
    if (full) {
      parse.end(PageBound.MEMORY);
    }
  }
}
