package dev.outlink.url;

/** IPv6 addresses: the URL standard's parser (section 3.5) and serialiser (3.6). */
final class Ipv6 {

  private static final int PIECES = 8;

  private Ipv6() {}

  /** Appends the address in brackets; false, and nothing appended, where the text is none. */
  static boolean append(StringBuilder out, String text, int from, int to) {
    int[] pieces = new int[PIECES];
    if (!parse(pieces, text, from, to)) {
      return false;
    }
    serialise(out, pieces);
    return true;
  }

  private static boolean parse(int[] pieces, String s, int from, int to) {
    int count = 0;
    int compress = -1;
    int p = from;
    if (p < to && s.charAt(p) == ':') {
      if (p + 1 >= to || s.charAt(p + 1) != ':') {
        return false;
      }
      p += 2;
      compress = ++count;
    }
    while (p < to) {
      if (count == PIECES) {
        return false;
      }
      if (s.charAt(p) == ':') {
        if (compress >= 0) {
          return false;
        }
        p++;
        compress = ++count;
        continue;
      }
      int start = p;
      int value = 0;
      while (p < to && p - start < 4 && PercentEncoding.hexDigit(s.charAt(p)) >= 0) {
        value = (value << 4) | PercentEncoding.hexDigit(s.charAt(p));
        p++;
      }
      if (p < to && s.charAt(p) == '.') {
        if (p == start || count > PIECES - 2 || !embeddedIpv4(pieces, count, s, start, to)) {
          return false;
        }
        count += 2;
        break;
      }
      if (p < to) {
        if (s.charAt(p) != ':' || p + 1 == to) {
          return false;
        }
        p++;
      }
      pieces[count++] = value;
    }
    if (compress < 0) {
      return count == PIECES;
    }
    int moved = count - compress;
    for (int i = 0; i < moved; i++) {
      int piece = pieces[count - 1 - i];
      pieces[count - 1 - i] = 0;
      pieces[PIECES - 1 - i] = piece;
    }
    return true;
  }

  /** Four decimal numbers without leading zeros, up to the end of the address. */
  private static boolean embeddedIpv4(int[] pieces, int at, String s, int from, int to) {
    int p = from;
    for (int number = 0; number < 4; number++) {
      if (number > 0) {
        if (p >= to || s.charAt(p) != '.') {
          return false;
        }
        p++;
      }
      int start = p;
      int value = 0;
      while (p < to && s.charAt(p) >= '0' && s.charAt(p) <= '9') {
        if (p > start && value == 0) {
          return false;
        }
        value = value * 10 + s.charAt(p) - '0';
        if (value > 255) {
          return false;
        }
        p++;
      }
      if (p == start) {
        return false;
      }
      int piece = at + number / 2;
      pieces[piece] = (pieces[piece] << 8) | value;
    }
    return p == to;
  }

  private static void serialise(StringBuilder out, int[] pieces) {
    int compress = longestZeroRun(pieces);
    out.append('[');
    int i = 0;
    while (i < PIECES) {
      if (i == compress) {
        out.append(i == 0 ? "::" : ":");
        while (i < PIECES && pieces[i] == 0) {
          i++;
        }
        continue;
      }
      out.append(Integer.toHexString(pieces[i]));
      if (i < PIECES - 1) {
        out.append(':');
      }
      i++;
    }
    out.append(']');
  }

  /** The first of the longest runs of two or more zero pieces, or -1. */
  private static int longestZeroRun(int[] pieces) {
    int best = -1;
    int bestLength = 1;
    int i = 0;
    while (i < PIECES) {
      int start = i;
      while (i < PIECES && pieces[i] == 0) {
        i++;
      }
      if (i - start > bestLength) {
        best = start;
        bestLength = i - start;
      }
      i++;
    }
    return best;
  }
}
