package dev.outlink.codec;

/** UTF-16, either way round (Encoding standard, 14.2): a lone surrogate becomes U+FFFD. */
final class Utf16 implements Decoder {

  /** Where of two bytes the high one is: 0 for UTF-16BE, 1 for UTF-16LE. */
  private final int high;

  Utf16(int high) {
    this.high = high;
  }

  @Override
  public int decode(byte[] in, int from, int to, char[] out) {
    int n = 0;
    int i = from;
    while (i + 1 < to) {
      char c = unit(in, i);
      i += 2;
      if (!Character.isSurrogate(c)) {
        out[n++] = c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(unit(in, i))) {
        out[n++] = c;
        out[n++] = unit(in, i);
        i += 2;
      } else if (Character.isHighSurrogate(c) && i + 1 == to) {
        // The end takes the surrogate and the odd byte with one error.
        i++;
        out[n++] = REPLACEMENT;
      } else {
        out[n++] = REPLACEMENT;
      }
    }
    if (i < to) {
      out[n++] = REPLACEMENT;
    }
    return n;
  }

  private char unit(byte[] in, int i) {
    return (char) ((in[i + high] & 0xFF) << 8 | (in[i + 1 - high] & 0xFF));
  }
}
