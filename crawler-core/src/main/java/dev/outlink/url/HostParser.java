package dev.outlink.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The host parser and serialiser of the URL standard (sections 3.5 and 3.6), with its domain parser
 * (3.3), which is not strict: a domain in ASCII is only put into lower case, whatever its {@code
 * xn--} labels hold.
 */
final class HostParser {

  private HostParser() {}

  /**
   * Appends the serialised host to {@code out}.
   *
   * @param special whether the URL's scheme is special, so that the host is a domain or an address
   * @return null, or why the text is no host; then what was appended has no meaning
   */
  static @Nullable String append(StringBuilder out, String s, int from, int to, boolean special) {
    if (from < to && s.charAt(from) == '[') {
      boolean closed = s.charAt(to - 1) == ']';
      return closed && Ipv6.append(out, s, from + 1, to - 1) ? null : "not an IPv6 address";
    }
    return special ? appendDomain(out, s, from, to) : appendOpaque(out, s, from, to);
  }

  private static @Nullable String appendOpaque(StringBuilder out, String s, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (c < 128 && PercentEncoding.contains(PercentEncoding.FORBIDDEN_HOST, c)) {
        return forbidden(c);
      }
    }
    PercentEncoding.append(out, s, from, to, PercentEncoding.C0_CONTROL);
    return null;
  }

  private static @Nullable String appendDomain(StringBuilder out, String s, int from, int to) {
    boolean ascii = true;
    boolean encoded = false;
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      ascii &= c < 128;
      encoded |= c == '%';
    }
    if (ascii && !encoded) {
      return appendAscii(out, s, from, to);
    }
    String domain = s.substring(from, to);
    if (encoded) {
      domain = percentDecode(domain);
      ascii = isAscii(domain);
    }
    if (!ascii) {
      String mapped = Idna.toAscii(domain);
      if (mapped == null) {
        return "the host is not a valid internationalised domain name";
      }
      domain = mapped;
    }
    return appendAscii(out, domain, 0, domain.length());
  }

  private static @Nullable String appendAscii(StringBuilder out, String s, int from, int to) {
    if (from == to) {
      return "empty host";
    }
    int start = out.length();
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (PercentEncoding.contains(PercentEncoding.FORBIDDEN_DOMAIN, c)) {
        return forbidden(c);
      }
      out.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    if (!Ipv4.endsInNumber(out, start, out.length())) {
      return null;
    }
    long address = Ipv4.parse(out, start, out.length());
    if (address < 0) {
      return "the host ends in a number but is not an IPv4 address";
    }
    out.setLength(start);
    Ipv4.append(out, address);
    return null;
  }

  private static boolean isAscii(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static String percentDecode(String s) {
    byte[] bytes = s.getBytes(UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = -1;
      int low = -1;
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        high = PercentEncoding.hexDigit((char) bytes[i + 1]);
        low = PercentEncoding.hexDigit((char) bytes[i + 2]);
      }
      if (high >= 0 && low >= 0) {
        bytes[length++] = (byte) ((high << 4) | low);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return new String(bytes, 0, length, UTF_8);
  }

  private static String forbidden(char c) {
    String name =
        c > 0x20 && c < 0x7F
            ? "'" + c + "'"
            : "U+00" + (c < 16 ? "0" : "") + Integer.toHexString(c);
    return "the host has the forbidden character " + name;
  }
}
