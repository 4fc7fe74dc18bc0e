package dev.outlink.url;

/** The user and password of a URL, before its host (URL standard, section 4.4, authority state). */
final class Userinfo {

  private Userinfo() {}

  /**
   * Writes the user, and after a colon the password if there is one, percent-encoded, with the sign
   * at their end; nothing if both are empty.
   *
   * @param atSign where the sign stands that ends them
   */
  static void append(StringBuilder out, String in, int from, int atSign) {
    int colon = from;
    while (colon < atSign && in.charAt(colon) != ':') {
      colon++;
    }
    PercentEncoding.append(out, in, from, colon, PercentEncoding.USERINFO);
    if (colon + 1 < atSign) {
      out.append(':');
      PercentEncoding.append(out, in, colon + 1, atSign, PercentEncoding.USERINFO);
    }
    boolean empty = colon == from && colon + 1 >= atSign;
    if (!empty) {
      out.append('@');
    }
  }
}
