package dev.outlink.codec;

/** The decoder that Big5, EUC-KR and Shift_JIS share: a character is one byte or two. */
abstract class DoubleByte extends Codec {

  /** No character: from {@link #single} and {@link #pair}. */
  static final int NONE = -1;

  /** The byte begins a pair: from {@link #single}. */
  static final int LEAD = -2;

  /** What a byte beyond ASCII stands for by itself. */
  abstract int single(int octet);

  /** The code point of a pair, or two characters as {@link #two} packs them. */
  abstract int pair(int lead, int trail);

  /** Two characters that one pair stands for, as a number that is no code point. */
  static int two(char first, char second) {
    return first << 16 | second;
  }

  @Override
  public final int decode(byte[] in, int from, int to, char[] out) {
    int n = 0;
    int i = from;
    while (i < to) {
      int octet = in[i++];
      if (octet >= 0) {
        out[n++] = (char) octet;
        continue;
      }
      int codePoint = single(octet & 0xFF);
      if (codePoint == LEAD) {
        if (i == to) {
          codePoint = NONE;
        } else {
          codePoint = pair(octet & 0xFF, in[i] & 0xFF);
          // A trail byte of ASCII is not lost with its lead: it might be the end of a tag.
          i += codePoint != NONE || in[i] < 0 ? 1 : 0;
        }
      }
      if (codePoint < 0) {
        out[n++] = REPLACEMENT;
      } else if (codePoint > Character.MAX_CODE_POINT) {
        out[n++] = (char) (codePoint >> 16);
        out[n++] = (char) codePoint;
      } else {
        n = CodePointIndex.append(codePoint, out, n);
      }
    }
    return n;
  }
}
