package dev.outlink.scan;

import static dev.outlink.scan.MarkupBytes.endsName;
import static dev.outlink.scan.MarkupBytes.indexOf;
import static dev.outlink.scan.MarkupBytes.isEndTag;
import static dev.outlink.scan.MarkupBytes.isLetter;
import static dev.outlink.scan.MarkupBytes.isSpace;
import static dev.outlink.scan.MarkupBytes.isWord;

/**
 * The tokeniser of the HTML standard (13.2.5), on the bytes of a document in an encoding in which
 * each byte of ASCII means what it means in ASCII. Tokens are told as they come; nothing is decoded
 * and nothing is kept, so that the time is linear in the length and the memory is constant.
 *
 * <p>What lies between tags is searched, not read. Confined to one thread.
 */
public final class HtmlScanner {

  private static final byte[] DOCTYPE = {'d', 'o', 'c', 't', 'y', 'p', 'e'};
  private static final byte[] CDATA = {'[', 'C', 'D', 'A', 'T', 'A', '['};

  /** How a tag ends. */
  private enum TagEnd {
    PLAIN,
    SELF_CLOSING,
    /** Not at all: the document does, and the tag is dropped. */
    NEVER
  }

  private final byte[] text;
  private final int end;
  private final Tokens tokens;

  private int at;
  private TextState state = TextState.DATA;

  /** The name of the start tag before this text, which an end tag has to match (13.2.5.9). */
  private int nameFrom;

  private int nameTo;

  private boolean stopped;

  private HtmlScanner(byte[] text, int from, int to, Tokens tokens) {
    this.text = text;
    this.at = from;
    this.end = to;
    this.tokens = tokens;
  }

  /**
   * Reads a document.
   *
   * @param from its first byte
   * @param to behind its last byte
   * @param tokens hears of each token, on this thread, until it wants no more
   */
  public static void scan(byte[] text, int from, int to, Tokens tokens) {
    new HtmlScanner(text, from, to, tokens).scan();
  }

  /** As {@link #scan(byte[], int, int, Tokens)}, of a text that stands behind a start tag. */
  static void scan(byte[] text, int from, TextState state, int nameFrom, Tokens tokens) {
    HtmlScanner scanner = new HtmlScanner(text, from, text.length, tokens);
    scanner.state = state;
    scanner.nameFrom = nameFrom;
    scanner.nameTo = from;
    scanner.scan();
  }

  private void scan() {
    while (at < end && !stopped) {
      switch (state) {
        case DATA -> data();
        case RCDATA, RAWTEXT -> untilEndTag();
        case SCRIPT -> script();
        case PLAINTEXT -> restIsText(at);
      }
    }
  }

  /** Text up to the next tag, comment or declaration, and that. */
  private void data() {
    int from = at;
    while (true) {
      int open = indexOf(text, '<', at, end);
      if (open + 1 >= end) {
        restIsText(from);
        return;
      }
      byte next = text[open + 1];
      if (isLetter(next)) {
        text(from, open);
        tag(open + 1, false);
        return;
      }
      if (next == '!') {
        text(from, open);
        declaration(open + 2);
        return;
      }
      if (next == '?') {
        text(from, open);
        bogusComment(open + 1);
        return;
      }
      if (next == '/') {
        if (open + 2 == end) {
          restIsText(from);
          return;
        }
        text(from, open);
        endTagOpen(open + 2);
        return;
      }
      at = open + 1; // the sign stands for itself
    }
  }

  /** 13.2.5.7. */
  private void endTagOpen(int from) {
    if (isLetter(text[from])) {
      tag(from, true);
    } else if (text[from] == '>') {
      at = from + 1;
    } else {
      bogusComment(from);
    }
  }

  private void text(int from, int to) {
    if (from < to) {
      tokens.text(state, from, to);
    }
  }

  private void restIsText(int from) {
    text(from, end);
    at = end;
  }

  /** 13.2.5.8, and what follows up to the end of the tag. */
  private void tag(int from, boolean isEnd) {
    int to = from;
    while (to < end && !endsName(text[to])) {
      to++;
    }
    at = to;
    if (to == end) {
      return;
    }
    boolean isWanted = tokens.opensTag(TagName.of(text, from, to), isEnd, from, to);
    TagEnd tagEnd = attributes(isWanted);
    if (tagEnd == TagEnd.NEVER) {
      at = end;
      return;
    }
    state = TextState.DATA;
    if (isEnd) {
      stopped = !tokens.endTag();
      return;
    }
    TextState next = tokens.startTag(tagEnd == TagEnd.SELF_CLOSING);
    if (next == null) {
      stopped = true;
    } else {
      state = next;
      nameFrom = from;
      nameTo = to;
    }
  }

  /** 13.2.5.32 to 40. */
  private TagEnd attributes(boolean isWanted) {
    while (true) {
      at = skipSpace(at);
      if (at == end) {
        return TagEnd.NEVER;
      }
      byte c = text[at];
      if (c == '>') {
        at++;
        return TagEnd.PLAIN;
      }
      if (c == '/') {
        at++;
        if (at < end && text[at] == '>') {
          at++;
          return TagEnd.SELF_CLOSING;
        }
      } else if (!attribute(isWanted)) {
        return TagEnd.NEVER;
      }
    }
  }

  /** Whether the attribute ends. */
  private boolean attribute(boolean isWanted) {
    int from = at;
    int to = from + 1; // its first character may be an equals sign
    while (to < end && text[to] != '=' && !endsName(text[to])) {
      to++;
    }
    int valueFrom = to;
    int valueTo = to;
    at = skipSpace(to);
    if (at < end && text[at] == '=') {
      at = skipSpace(at + 1);
      if (at == end) {
        return false;
      }
      byte quote = text[at];
      if (quote == '"' || quote == '\'') {
        valueFrom = at + 1;
        valueTo = indexOf(text, quote, valueFrom, end);
        at = valueTo + 1;
      } else {
        valueFrom = at;
        valueTo = unquotedEnd(at);
        at = valueTo;
      }
      if (valueTo == end) {
        return false;
      }
    }
    if (isWanted) {
      tokens.attribute(from, to, valueFrom, valueTo);
    }
    return true;
  }

  private int unquotedEnd(int from) {
    int to = from;
    while (to < end && text[to] != '>' && !isSpace(text[to])) {
      to++;
    }
    return to;
  }

  private int skipSpace(int from) {
    int to = from;
    while (to < end && isSpace(text[to])) {
      to++;
    }
    return to;
  }

  /** 13.2.5.42. */
  private void declaration(int from) {
    if (from + 1 < end && text[from] == '-' && text[from + 1] == '-') {
      comment(from + 2);
    } else if (isWord(DOCTYPE, text, from, end)) {
      int to = indexOf(text, '>', from + DOCTYPE.length, end);
      tokens.doctype(from + DOCTYPE.length, to);
      at = Math.min(to + 1, end);
    } else if (tokens.isForeign() && isCdata(from)) {
      cdata(from + CDATA.length);
    } else {
      bogusComment(from);
    }
  }

  private boolean isCdata(int from) {
    for (int i = 0; i < CDATA.length; i++) {
      if (from + i >= end || text[from + i] != CDATA[i]) {
        return false;
      }
    }
    return true;
  }

  /** 13.2.5.69. */
  private void cdata(int from) {
    int to = indexOf(text, '>', from, end);
    while (to < end && !(to >= from + 2 && text[to - 1] == ']' && text[to - 2] == ']')) {
      to = indexOf(text, '>', to + 1, end);
    }
    int contentEnd = to == end ? end : to - 2;
    if (from < contentEnd) {
      tokens.text(TextState.RAWTEXT, from, contentEnd);
    }
    at = Math.min(to + 1, end);
  }

  /** 13.2.5.43 to 52: it ends with {@code -->} or {@code --!>}, or at once with a {@code >}. */
  private void comment(int from) {
    int to = indexOf(text, '>', from, end);
    while (to < end) {
      int dashes = closing(from, to);
      if (dashes >= 0) {
        tokens.comment(from, Math.max(from, to - dashes));
        at = to + 1;
        return;
      }
      to = indexOf(text, '>', to + 1, end);
    }
    int dashes = closing(from, end);
    if (dashes < 0 || end == from) {
      dashes = end > from && text[end - 1] == '-' ? 1 : 0;
    }
    tokens.comment(from, end - dashes);
    at = end;
  }

  /** How many characters before a place end a comment there, or -1 where none do. */
  private int closing(int from, int to) {
    int length = to - from;
    if (length == 0 || (length == 1 && text[from] == '-')) {
      return length;
    }
    if (length >= 2 && text[to - 1] == '-' && text[to - 2] == '-') {
      return 2;
    }
    boolean isBang =
        length >= 3 && text[to - 1] == '!' && text[to - 2] == '-' && text[to - 3] == '-';
    return isBang ? 3 : -1;
  }

  /** 13.2.5.41. */
  private void bogusComment(int from) {
    int to = indexOf(text, '>', from, end);
    tokens.comment(from, to);
    at = Math.min(to + 1, end);
  }

  /** 13.2.5.2 and 3, and the states of their end tags. */
  private void untilEndTag() {
    int from = at;
    for (int open = indexOf(text, '<', at, end);
        open < end;
        open = indexOf(text, '<', open + 1, end)) {
      if (isEndTag(text, open, end, nameFrom, nameTo)) {
        text(from, open);
        tag(open + 2, true);
        return;
      }
    }
    restIsText(from);
  }

  private void script() {
    int from = at;
    int open = new ScriptText(text, end, nameFrom, nameTo).end(from);
    if (open == end) {
      restIsText(from);
    } else {
      text(from, open);
      tag(open + 2, true);
    }
  }
}
