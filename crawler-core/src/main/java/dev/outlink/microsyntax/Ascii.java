package dev.outlink.microsyntax;

/** The character classes of the Infra standard, and scans over them. */
final class Ascii {

  private Ascii() {}

  static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static char toLowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** In which only A to Z are folded, so that no other character becomes an ASCII one. */
  static String toLowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (toLowerCase(text.charAt(i)) != text.charAt(i)) {
        return folded(text);
      }
    }
    return text;
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.append(toLowerCase(text.charAt(i)));
    }
    return folded.toString();
  }

  static int hexValue(int c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /** The index from {@code from} on, below {@code to}, of what is no white space, or {@code to}. */
  static int skipWhitespace(String text, int from, int to) {
    int i = from;
    while (i < to && isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The same for digits. */
  static int skipDigits(String text, int from, int to) {
    int i = from;
    while (i < to && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The number that digits write; {@link Long#MAX_VALUE} where it is larger. */
  static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (number > (Long.MAX_VALUE - digit) / 10) {
        return Long.MAX_VALUE;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
