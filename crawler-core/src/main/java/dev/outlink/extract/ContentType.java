package dev.outlink.extract;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The Content-Type header, as far as decoding a page needs it. */
final class ContentType {

  private static final String PARAMETER = "charset";

  private ContentType() {}

  /**
   * The name of the charset that the header gives (RFC 9110, section 8.3), where this JVM can
   * decode it; else null.
   */
  static @Nullable String charset(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int semicolon = header.indexOf(';');
    while (semicolon >= 0) {
      int from = skipSpace(header, semicolon + 1);
      semicolon = header.indexOf(';', from);
      int to = semicolon < 0 ? header.length() : semicolon;
      int equals = skipSpace(header, from + PARAMETER.length());
      if (header.regionMatches(true, from, PARAMETER, 0, PARAMETER.length())
          && equals < to
          && header.charAt(equals) == '=') {
        return supported(unquote(header.substring(equals + 1, to).trim()));
      }
    }
    return null;
  }

  private static int skipSpace(String s, int from) {
    int i = from;
    while (i < s.length() && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static String unquote(String value) {
    int length = value.length();
    boolean quoted =
        length >= 2
            && "\"'".indexOf(value.charAt(0)) >= 0
            && value.charAt(length - 1) == value.charAt(0);
    return quoted ? value.substring(1, length - 1).trim() : value;
  }

  private static @Nullable String supported(String label) {
    try {
      return Charset.isSupported(label) ? label : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
