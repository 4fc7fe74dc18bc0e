package dev.outlink.url;

/** What does not count in the text of a URL (URL standard, section 4.4, steps 1 to 3). */
final class WhiteSpace {

  private WhiteSpace() {}

  /** The text without control characters and spaces around it, tabs and newlines anywhere. */
  static String without(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (isTabOrNewline(text.charAt(i))) {
        return withoutTabsAndNewlines(text, from, to);
      }
    }
    return text.substring(from, to);
  }

  private static boolean isTabOrNewline(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  private static String withoutTabsAndNewlines(String text, int from, int to) {
    StringBuilder kept = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isTabOrNewline(c)) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
