package dev.outlink.url;

/** Windows drive letters in file URLs (URL standard, section 4.2). */
final class DriveLetter {

  private DriveLetter() {}

  /** True for a letter and a colon or bar, both of which must be there to look at. */
  static boolean is(CharSequence s, int at) {
    return Scheme.isAlpha(s.charAt(at)) && (s.charAt(at + 1) == ':' || s.charAt(at + 1) == '|');
  }

  /** True where the text from {@code at} to {@code end} starts with a drive letter and no more. */
  static boolean startsAt(String s, int at, int end) {
    return end - at >= 2 && is(s, at) && (end - at == 2 || "/\\?#".indexOf(s.charAt(at + 2)) >= 0);
  }

  /** Appends the first segment of a file URL's path, with its slash, where that is a drive. */
  static void appendOf(CrawlUrl url, StringBuilder out) {
    String href = url.href();
    int start = url.pathStart();
    int length = url.pathEnd() - start;
    if (length >= 3
        && Scheme.isAlpha(href.charAt(start + 1))
        && href.charAt(start + 2) == ':'
        && (length == 3 || href.charAt(start + 3) == '/')) {
      out.append(href, start, start + 3);
    }
  }
}
