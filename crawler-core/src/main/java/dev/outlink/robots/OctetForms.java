package dev.outlink.robots;

/**
 * The forms in which patterns and paths are compared. Texts have a char for each octet, so the
 * result is longer only where octets are percent-encoded.
 */
final class OctetForms {

  private static final String HEX = "0123456789ABCDEF";
  // RFC 3986, sections 2.2 and 2.3, without letters and digits.
  private static final String UNRESERVED = "-._~";
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = 0; c < PLAIN.length; c++) {
      PLAIN[c] = c != '$' && (isUnreserved(c) || RESERVED.indexOf(c) >= 0);
    }
  }

  private OctetForms() {}

  /** Whether all forms of a pattern are itself. Most are such, so this comes first. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  /** Hex digits of percent-encoded octets in upper case, nothing else changed. */
  static String upperCased(String text) {
    return text.indexOf('%') < 0 ? text : rewrite(text, OctetForms::same);
  }

  /** As {@link #upperCased}, octets beyond ASCII percent-encoded: a pattern as Google reads it. */
  static String asWritten(String pattern) {
    return isPlain(pattern) ? pattern : rewrite(pattern, OctetForms::encodeBeyondAscii);
  }

  /**
   * The form of RFC 9309, section 2.2.2: unreserved characters as they are, reserved ones as they
   * stand in the text, all else percent-encoded.
   */
  private static String normalised(String text) {
    return isPlain(text) ? text : rewrite(text, OctetForms::normalise);
  }

  /**
   * As {@link #normalised}, for a pattern: {@code $} means itself but at the end (section 2.2.3).
   */
  static String normalisedPattern(String pattern) {
    String text = normalised(pattern);
    int special = text.endsWith("$") ? text.length() - 1 : text.length();
    return text.indexOf('$') == special || text.indexOf('$') < 0
        ? text
        : text.substring(0, special).replace("$", "%24") + text.substring(special);
  }

  /**
   * As {@link #normalised}, for a path: {@code *} and {@code $} mean themselves (section 2.2.3).
   */
  static String normalisedPath(String path) {
    String text = normalised(path);
    return text.indexOf('*') < 0 && text.indexOf('$') < 0
        ? text
        : text.replace("*", "%2A").replace("$", "%24");
  }

  /** Printable ASCII, all else percent-encoded. */
  static String printable(String text) {
    return rewrite(
        text,
        (out, c, encoded) -> {
          if (encoded || c < ' ' || c > '~') {
            percent(out, c);
          } else {
            out.append((char) c);
          }
        });
  }

  @FunctionalInterface
  private interface Writer {
    void write(StringBuilder out, int octet, boolean encoded);
  }

  private static String rewrite(String text, Writer writer) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        writer.write(out, high << 4 | low, true);
        i += 2;
      } else {
        writer.write(out, c, false);
      }
    }
    return out.toString();
  }

  private static void same(StringBuilder out, int octet, boolean encoded) {
    if (encoded) {
      percent(out, octet);
    } else {
      out.append((char) octet);
    }
  }

  private static void encodeBeyondAscii(StringBuilder out, int octet, boolean encoded) {
    same(out, octet, encoded || octet >= 0x80);
  }

  private static void normalise(StringBuilder out, int octet, boolean encoded) {
    boolean plain =
        isUnreserved(octet) || (!encoded && (octet == '%' || RESERVED.indexOf(octet) >= 0));
    same(out, octet, !plain);
  }

  private static boolean isUnreserved(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || UNRESERVED.indexOf(octet) >= 0;
  }

  private static void percent(StringBuilder out, int octet) {
    out.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
  }
}
