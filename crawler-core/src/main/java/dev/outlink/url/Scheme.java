package dev.outlink.url;

/** The special schemes of the URL standard (section 4.2). */
final class Scheme {

  private Scheme() {}

  /** True for the schemes whose URLs always have slashes and, but for file, a host. */
  static boolean isSpecial(String scheme) {
    return defaultPort(scheme) >= 0 || scheme.equals("file");
  }

  /** The port of a special scheme, or -1 for file and all others. */
  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  /** True for an ASCII letter. */
  static boolean isAlpha(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /** Where the colon after the scheme that a text starts with stands; -1 if it starts with none. */
  static int colon(String in) {
    if (in.isEmpty() || !isAlpha(in.charAt(0))) {
      return -1;
    }
    for (int i = 1; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == ':') {
        return i;
      }
      if (!isAlpha(c) && (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
        return -1;
      }
    }
    return -1;
  }
}
