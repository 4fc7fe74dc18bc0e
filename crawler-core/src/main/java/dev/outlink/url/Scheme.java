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
}
