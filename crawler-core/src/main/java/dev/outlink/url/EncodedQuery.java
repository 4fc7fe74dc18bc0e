package dev.outlink.url;

/**
 * Percent-encodes a query after encoding it (URL standard, section 1.3, "percent-encode after
 * encoding" with the special-query percent-encode set).
 */
final class EncodedQuery implements QueryEncoding.Receiver {

  private final StringBuilder out;

  private EncodedQuery(StringBuilder out) {
    this.out = out;
  }

  static void append(StringBuilder out, String in, int from, int to, QueryEncoding encoding) {
    if (isPrintableAscii(in, from, to)) {
      PercentEncoding.append(out, in, from, to, PercentEncoding.SPECIAL_QUERY);
    } else {
      encoding.encode(in.substring(from, to), new EncodedQuery(out));
    }
  }

  /** Control characters are not the same in every encoding: ISO-2022-JP has no escape. */
  private static boolean isPrintableAscii(String s, int from, int to) {
    for (int i = from; i < to; i++) {
      if (s.charAt(i) < ' ' || s.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void put(int octet) {
    if (PercentEncoding.contains(PercentEncoding.SPECIAL_QUERY, (char) octet)) {
      PercentEncoding.appendByte(out, octet);
    } else {
      out.append((char) octet);
    }
  }

  @Override
  public void unmappable(int codePoint) {
    out.append("%26%23").append(codePoint).append("%3B");
  }
}
