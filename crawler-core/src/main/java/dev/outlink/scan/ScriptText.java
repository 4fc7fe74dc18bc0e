package dev.outlink.scan;

import static dev.outlink.scan.MarkupBytes.endsName;
import static dev.outlink.scan.MarkupBytes.indexOf;
import static dev.outlink.scan.MarkupBytes.isEndTag;
import static dev.outlink.scan.MarkupBytes.isWord;

/**
 * The text of a script, in which a comment may hide the end tag of an inner script (HTML standard,
 * 13.2.5.4 and 15 to 31).
 */
final class ScriptText {

  private static final byte[] SCRIPT = {'s', 'c', 'r', 'i', 'p', 't'};

  /** Where the text is, as to its comments (13.2.5.20 and 27). */
  private enum Escape {
    NONE,
    ESCAPED,
    DOUBLE
  }

  private final byte[] text;
  private final int end;
  private final int nameFrom;
  private final int nameTo;

  private Escape escape = Escape.NONE;
  private int commentFrom;

  /**
   * Of a document.
   *
   * @param end behind its last byte
   * @param nameFrom where the name of the start tag is written
   */
  ScriptText(byte[] text, int end, int nameFrom, int nameTo) {
    this.text = text;
    this.end = end;
    this.nameFrom = nameFrom;
    this.nameTo = nameTo;
  }

  /** Where the end tag stands that ends the text, or the document's end. */
  int end(int from) {
    int at = next(from);
    while (at < end) {
      if (text[at] == '>') {
        closeComment(at);
      } else if (escape == Escape.DOUBLE) {
        boolean closes = at + 1 < end && text[at + 1] == '/' && isScript(at + 2);
        escape = closes ? Escape.ESCAPED : escape;
      } else if (isEndTag(text, at, end, nameFrom, nameTo)) {
        return at;
      } else if (escape == Escape.ESCAPED) {
        escape = isScript(at + 1) ? Escape.DOUBLE : escape;
      } else if (opensComment(at)) {
        escape = Escape.ESCAPED;
        commentFrom = at + 2;
        at += 3;
      }
      at = next(at + 1);
    }
    return end;
  }

  /** The next {@code <}, and in a comment {@code >} too. */
  private int next(int from) {
    if (escape == Escape.NONE) {
      return indexOf(text, '<', from, end);
    }
    int to = from;
    while (to < end && text[to] != '<' && text[to] != '>') {
      to++;
    }
    return to;
  }

  /** The dashes that open a comment may close it, too. */
  private void closeComment(int at) {
    if (at - 2 >= commentFrom && text[at - 1] == '-' && text[at - 2] == '-') {
      escape = Escape.NONE;
    }
  }

  private boolean opensComment(int open) {
    return open + 3 < end
        && text[open + 1] == '!'
        && text[open + 2] == '-'
        && text[open + 3] == '-';
  }

  private boolean isScript(int from) {
    return isWord(SCRIPT, text, from, end)
        && from + SCRIPT.length < end
        && endsName(text[from + SCRIPT.length]);
  }
}
