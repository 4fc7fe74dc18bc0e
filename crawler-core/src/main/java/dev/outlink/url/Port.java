package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/** The port of a URL (URL standard, section 4.4, "port state"). */
final class Port {

  private static final int MAX = 65_535;

  private Port() {}

  /**
   * Appends the port with its colon, where it is not the standard one of the scheme.
   *
   * @return null, or why the text is no port
   */
  static @Nullable String append(StringBuilder out, String in, int from, int to, int standard) {
    int port = 0;
    for (int i = from; i < to; i++) {
      char c = in.charAt(i);
      if (c < '0' || c > '9') {
        return "the port is not a number";
      }
      port = Math.min(port * 10 + c - '0', MAX + 1);
    }
    if (port > MAX) {
      String text = to - from > 12 ? in.substring(from, from + 12) + "..." : in.substring(from, to);
      return "port " + text + " is above " + MAX;
    }
    if (port != standard) {
      out.append(':').append(port);
    }
    return null;
  }
}
