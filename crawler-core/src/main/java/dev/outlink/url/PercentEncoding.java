package dev.outlink.url;

/**
 * The code point sets of the URL standard (section 1.3 and 3.1) as one table, and percent-encoding
 * by them. A set holds what may not stand as it is; everything beyond ASCII is in every
 * percent-encode set.
 */
final class PercentEncoding {

  static final int C0_CONTROL = 1;
  static final int FRAGMENT = 1 << 1;
  static final int QUERY = 1 << 2;
  static final int SPECIAL_QUERY = 1 << 3;
  static final int PATH = 1 << 4;
  static final int USERINFO = 1 << 5;
  static final int FORBIDDEN_HOST = 1 << 6;
  static final int FORBIDDEN_DOMAIN = 1 << 7;

  /** What ends the plain part of a path of a special scheme: see {@link CleanUrl}. */
  static final int PATH_STOP = 1 << 8;

  private static final short[] SETS = new short[128];
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  static {
    for (int c = 0; c < 0x20; c++) {
      SETS[c] |= C0_CONTROL | FRAGMENT | QUERY | SPECIAL_QUERY | PATH | USERINFO | FORBIDDEN_DOMAIN;
    }
    SETS[0x7F] = SETS[0x1F];
    add(" \"<>", FRAGMENT | QUERY | SPECIAL_QUERY | PATH | USERINFO);
    add("`", FRAGMENT | PATH | USERINFO);
    add("#", QUERY | SPECIAL_QUERY | PATH | USERINFO);
    add("'", SPECIAL_QUERY);
    add("?^{}", PATH | USERINFO);
    add("/:;=@[\\]|", USERINFO);
    add("\0\t\n\r #/:<>?@[\\]^|", FORBIDDEN_HOST | FORBIDDEN_DOMAIN);
    add("%", FORBIDDEN_DOMAIN);
    for (int c = 0; c < SETS.length; c++) {
      if ((SETS[c] & PATH) != 0 || c == '\\' || c == '.' || c == '%') {
        SETS[c] |= PATH_STOP;
      }
    }
  }

  private PercentEncoding() {}

  private static void add(String characters, int sets) {
    for (int i = 0; i < characters.length(); i++) {
      SETS[characters.charAt(i)] |= (short) sets;
    }
  }

  /** True where {@code c} is in the set, or is not ASCII. */
  static boolean contains(int set, char c) {
    return c >= 128 || (SETS[c] & set) != 0;
  }

  /** Appends the given part of a text, its characters in the set as percent-encoded UTF-8. */
  static void append(StringBuilder out, String text, int from, int to, int set) {
    int run = from;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (!contains(set, c)) {
        i++;
        continue;
      }
      out.append(text, run, i);
      i++;
      int codePoint = c;
      if (Character.isHighSurrogate(c) && i < to && Character.isLowSurrogate(text.charAt(i))) {
        codePoint = Character.toCodePoint(c, text.charAt(i));
        i++;
      } else if (Character.isSurrogate(c)) {
        codePoint = 0xFFFD;
      }
      appendUtf8(out, codePoint);
      run = i;
    }
    out.append(text, run, to);
  }

  private static void appendUtf8(StringBuilder out, int codePoint) {
    if (codePoint < 0x80) {
      appendByte(out, codePoint);
      return;
    }
    if (codePoint < 0x800) {
      appendByte(out, 0xC0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        appendByte(out, 0xE0 | (codePoint >> 12));
      } else {
        appendByte(out, 0xF0 | (codePoint >> 18));
        appendByte(out, 0x80 | ((codePoint >> 12) & 0x3F));
      }
      appendByte(out, 0x80 | ((codePoint >> 6) & 0x3F));
    }
    appendByte(out, 0x80 | (codePoint & 0x3F));
  }

  static void appendByte(StringBuilder out, int b) {
    out.append('%').append(HEX[b >> 4]).append(HEX[b & 15]);
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
