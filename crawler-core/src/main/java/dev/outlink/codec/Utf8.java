package dev.outlink.codec;

import java.nio.charset.StandardCharsets;

/** UTF-8 (Encoding standard, 8.1). */
public final class Utf8 {

  private Utf8() {}

  /**
   * The JDK's decoder, which is as fast as can be, and right for all that is well formed. Of what
   * is not it makes fewer U+FFFD than the standard (one for a surrogate, where the standard has
   * three), so that a text with a U+FFFD is decoded again.
   */
  public static String decode(byte[] in, int from, int to) {
    String text = new String(in, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf(Decoder.REPLACEMENT) < 0 ? text : decodeMalformed(in, from, to);
  }

  private static String decodeMalformed(byte[] in, int from, int to) {
    char[] out = new char[to - from];
    int length = new Utf8Reader(in, from, to).read(out, 0, out.length);
    return new String(out, 0, length);
  }

  /**
   * The length of the sequence at {@code i} where it is well formed (Unicode, table 3-7); else
   * minus the length of what could have begun one, at least one byte.
   */
  public static int wellFormed(byte[] in, int i, int to) {
    int lead = in[i] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead >= 0x80 && !isLead(in[i])) {
      return -1;
    }
    for (int k = 1; k < length; k++) {
      int low = k > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
      int high = k > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
      if (i + k >= to || (in[i + k] & 0xFF) < low || (in[i + k] & 0xFF) > high) {
        return -k;
      }
    }
    return length;
  }

  /** True where a byte may begin a sequence of two or more. */
  public static boolean isLead(byte octet) {
    return (octet & 0xFF) >= 0xC2 && (octet & 0xFF) <= 0xF4;
  }
}
