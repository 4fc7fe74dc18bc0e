package dev.outlink.rows;

import java.io.IOException;

/** Writes the cells of a TSV row, so that none can end its cell or its row, or fool a terminal. */
final class TsvCell {
  private static final String HEX = "0123456789abcdef";

  private TsvCell() {}

  /** A URL: as it is, since it is printable ASCII; what is not is escaped all the same. */
  static void url(String url, RowBuffer out) throws IOException {
    int printable = out.putPrintable(url);
    if (printable < url.length()) {
      escaped(url, printable, out);
    }
  }

  /**
   * Any text. At its beginning a quotation mark would open a quoted cell, which takes in lines, to
   * most readers of CSV, and some characters a formula to spreadsheets; and to some readers a row
   * of nothing but space is none.
   */
  static void text(String text, RowBuffer out) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    char first = text.charAt(0);
    if (first == '"') {
      pair(first, out);
      escaped(text, 1, out);
    } else if ("=+-@".indexOf(first) >= 0 || (first == ' ' && text.isBlank())) {
      unicode(first, out);
      escaped(text, 1, out);
    } else {
      escaped(text, 0, out);
    }
  }

  /** An empty cell that is a whole row, which would be a blank line otherwise. */
  static void emptyRow(RowBuffer out) throws IOException {
    out.put('"');
    out.put('"');
  }

  private static void escaped(String text, int from, RowBuffer out) throws IOException {
    int c;
    for (int i = from; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      switch (c) {
        case '\t' -> pair('t', out);
        case '\n' -> pair('n', out);
        case '\r' -> pair('r', out);
        case '\\' -> pair('\\', out);
        default -> {
          if (isUnsafe(c)) {
            unicode((char) c, out);
          } else {
            out.putUtf8(c);
          }
        }
      }
    }
  }

  private static void pair(char c, RowBuffer out) throws IOException {
    out.put('\\');
    out.put(c);
  }

  private static void unicode(char c, RowBuffer out) throws IOException {
    pair('u', out);
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.put(HEX.charAt((c >> shift) & 0xf));
    }
  }

  /** Control characters, line and paragraph separators, what reorders text, lone surrogates. */
  private static boolean isUnsafe(int c) {
    return c < ' '
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
