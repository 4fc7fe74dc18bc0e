package dev.outlink.microsyntax;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a link in a {@code Link} header.
 *
 * @param name in lower case, without the asterisk of an encoded one
 * @param value decoded, may be empty
 * @param language the language tag of an encoded value (RFC 8187), may be empty; null where the
 *     value is not encoded
 */
public record LinkParameter(String name, String value, @Nullable String language) {

  /**
   * The parameter of an encoded value (RFC 8187, section 3.2), or null where it is no such value or
   * in a charset that the JVM does not know. Octets that are no characters are U+FFFD.
   */
  static @Nullable LinkParameter encoded(String name, String value) {
    int first = value.indexOf('\'');
    int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
    Charset charset = second < 0 ? null : charset(value.substring(0, first));
    if (charset == null) {
      return null;
    }
    String language = value.substring(first + 1, second);
    return new LinkParameter(name, decode(value, second + 1, charset), language);
  }

  private static @Nullable Charset charset(String name) {
    try {
      return Charset.isSupported(name) ? Charset.forName(name) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }

  private static String decode(String value, int from, Charset charset) {
    boolean isUtf8 = charset.equals(StandardCharsets.UTF_8);
    Charset unescaped = isUtf8 ? charset : StandardCharsets.ISO_8859_1;
    byte[] raw = value.substring(from).getBytes(unescaped);
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Ascii.hexValue(raw[i + 1]) : -1;
      int low = high < 0 ? -1 : Ascii.hexValue(raw[i + 2]);
      raw[length++] = low < 0 ? raw[i] : (byte) (high << 4 | low);
      i += low < 0 ? 0 : 2;
    }
    return new String(raw, 0, length, charset);
  }
}
