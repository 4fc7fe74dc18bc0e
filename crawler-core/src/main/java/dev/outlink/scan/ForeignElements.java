package dev.outlink.scan;

import static dev.outlink.scan.MarkupBytes.lower;

import dev.outlink.scan.InsertionModes.Element;
import java.util.Arrays;

/**
 * The elements of SVG or MathML that are open (HTML standard, 13.2.6.5). HTML within them is left
 * to a parser that builds the tree. Confined to one thread.
 */
final class ForeignElements {

  /** Elements within elements. */
  private static final int MOST = 512;

  /** Names that end tags are compared with. */
  private static final int LONGEST_NAME = 64;

  private final byte[] text;
  private TagName[] names = new TagName[8];
  private int[] from = new int[8];
  private int[] to = new int[8];
  private int size;
  private boolean isSvg;
  private boolean needsTree;

  ForeignElements(byte[] text) {
    this.text = text;
  }

  boolean isOpen() {
    return size > 0;
  }

  boolean needsTree() {
    return needsTree;
  }

  void clear() {
    size = 0;
  }

  /** Whether a start tag closes them all, and is HTML. */
  boolean isBrokenOutOf(TagName name, TagAttributes attributes) {
    return switch (name) {
      case B, BIG, BLOCKQUOTE, BODY, BR, CENTER, CODE, DD, DIV, DL, DT, EM, EMBED -> true;
      case H1, H2, H3, H4, H5, H6, HEAD, HR, I, IMG, LI, LISTING, MENU, META -> true;
      case NOBR, OL, P, PRE, RUBY, S, SMALL, SPAN, STRONG, STRIKE, SUB, SUP -> true;
      case TABLE, TT, U, UL, VAR -> true;
      case FONT ->
          attributes.has(AttributeName.COLOR)
              || attributes.has(AttributeName.FACE)
              || attributes.has(AttributeName.SIZE);
      default -> false;
    };
  }

  /** Whether what stands in the innermost element may be HTML. */
  boolean isHtmlAllowed() {
    if (size == 0) {
      return false;
    }
    return switch (names[size - 1]) {
      case FOREIGNOBJECT, DESC, TITLE -> isSvg;
      case MI, MO, MN, MS, MTEXT, ANNOTATION_XML -> !isSvg;
      default -> false;
    };
  }

  /** An element of theirs; the first one says whether they are SVG. */
  Element start(TagName name, int nameFrom, int nameTo, boolean selfClosing) {
    if (size == 0) {
      isSvg = name == TagName.SVG;
    }
    if (!selfClosing) {
      push(name, nameFrom, nameTo);
    }
    return isSvg ? Element.SVG : Element.MATHML;
  }

  private void push(TagName name, int nameFrom, int nameTo) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
    }
    names[size] = name;
    from[size] = nameFrom;
    to[size] = nameTo;
    size++;
    needsTree |= size > MOST || nameTo - nameFrom > LONGEST_NAME;
  }

  /** Closes the innermost element with this name, and what is in it; false where none has it. */
  boolean end(int nameFrom, int nameTo) {
    for (int i = size - 1; i >= 0; i--) {
      if (isSame(i, nameFrom, nameTo)) {
        size = i;
        return true;
      }
    }
    return false;
  }

  private boolean isSame(int element, int nameFrom, int nameTo) {
    int length = nameTo - nameFrom;
    if (to[element] - from[element] != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(text[from[element] + i]) != lower(text[nameFrom + i])) {
        return false;
      }
    }
    return true;
  }
}
