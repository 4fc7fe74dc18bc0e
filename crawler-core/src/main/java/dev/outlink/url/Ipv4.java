package dev.outlink.url;

/**
 * IPv4 addresses in every form the URL standard takes (section 3.5): {@code 0x7f.1}, {@code
 * 017700000001}.
 */
final class Ipv4 {

  private static final long NOT_A_NUMBER = -1;
  private static final long TOO_LARGE = 1L << 40;

  private Ipv4() {}

  /** True where the last label of the host is a number: then the host is an address or invalid. */
  static boolean endsInNumber(CharSequence s, int from, int to) {
    int end = to > from && s.charAt(to - 1) == '.' ? to - 1 : to;
    int start = end;
    while (start > from && s.charAt(start - 1) != '.') {
      start--;
    }
    if (start == end) {
      return false;
    }
    boolean digits = true;
    for (int i = start; i < end; i++) {
      digits &= s.charAt(i) >= '0' && s.charAt(i) <= '9';
    }
    return digits || number(s, start, end) != NOT_A_NUMBER;
  }

  /** The address as 32 bits, or -1 where the text is none. */
  static long parse(CharSequence s, int from, int to) {
    int end = to - from > 1 && s.charAt(to - 1) == '.' ? to - 1 : to;
    long address = 0;
    int parts = 0;
    int start = from;
    for (int i = from; i <= end; i++) {
      if (i < end && s.charAt(i) != '.') {
        continue;
      }
      long value = number(s, start, i);
      if (value == NOT_A_NUMBER || ++parts > 4) {
        return -1;
      }
      if (i < end) {
        if (value > 255) {
          return -1;
        }
        address = (address << 8) | value;
      } else {
        int bits = 8 * (5 - parts);
        return value >> bits != 0 ? -1 : (address << bits) | value;
      }
      start = i + 1;
    }
    return -1;
  }

  /** Appends the address in dotted decimal. */
  static void append(StringBuilder out, long address) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.append((address >> shift) & 255);
      if (shift > 0) {
        out.append('.');
      }
    }
  }

  /** Decimal, octal after {@code 0}, hexadecimal after {@code 0x}. */
  private static long number(CharSequence s, int from, int to) {
    if (from == to) {
      return NOT_A_NUMBER;
    }
    int start = from;
    int radix = 10;
    if (to - from >= 2 && s.charAt(from) == '0') {
      boolean hex = (s.charAt(from + 1) | 0x20) == 'x';
      start += hex ? 2 : 1;
      radix = hex ? 16 : 8;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      int digit = PercentEncoding.hexDigit(s.charAt(i));
      if (digit < 0 || digit >= radix) {
        return NOT_A_NUMBER;
      }
      value = Math.min(value * radix + digit, TOO_LARGE);
    }
    return value;
  }
}
