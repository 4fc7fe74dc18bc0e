package dev.outlink.codec;

import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The decoder of UTF-8 (Encoding standard, 8.1.1, error mode "replacement"), which decodes as much
 * as is asked for. Never fails. Confined to one thread.
 */
public final class Utf8Reader extends Reader {

  /** Eight octets at once, of which only the high bits are looked at: in any order. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final byte[] in;
  private final int to;
  private int at;

  /** The second half of a pair of which only the first had room; 0 where there is none. */
  private char pending;

  public Utf8Reader(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.to = to;
  }

  @Override
  public int read(char[] out, int offset, int length) {
    int end = offset + length;
    int n = offset;
    if (pending != 0 && n < end) {
      out[n++] = pending;
      pending = 0;
    }
    int i = at;
    while (n < end && i < to) {
      int ascii = ascii(i, out, n, Math.min(end - n, to - i));
      n += ascii;
      i += ascii;
      if (n == end || i == to) {
        break;
      }
      int octet = in[i];
      if (octet < (byte) 0xE0 && octet >= (byte) 0xC2 && isTail(i + 1)) {
        out[n++] = (char) ((octet & 0x1F) << 6 | bits(i + 1));
        i += 2;
      } else if (isOfThree(octet) && isTail(i + 1) && isTail(i + 2)) {
        out[n++] = (char) ((octet & 0x0F) << 12 | bits(i + 1) << 6 | bits(i + 2));
        i += 3;
      } else {
        int sequence = Utf8.wellFormed(in, i, to);
        int codePoint = sequence > 0 ? codePoint(i, sequence) : Decoder.REPLACEMENT;
        i += Math.abs(sequence);
        if (Character.isBmpCodePoint(codePoint)) {
          out[n++] = (char) codePoint;
        } else {
          out[n++] = Character.highSurrogate(codePoint);
          pending = Character.lowSurrogate(codePoint);
          if (n < end) {
            out[n++] = pending;
            pending = 0;
          }
        }
      }
    }
    at = i;
    return n > offset || length == 0 ? n - offset : -1;
  }

  /** Copies ASCII, which most of most documents is, eight octets at a time. */
  private int ascii(int from, char[] out, int start, int most) {
    byte[] octets = in;
    int i = from;
    int n = start;
    int end = from + most;
    while (i <= end - Long.BYTES && ((long) EIGHT.get(octets, i) & HIGH_BITS) == 0) {
      out[n] = (char) octets[i];
      out[n + 1] = (char) octets[i + 1];
      out[n + 2] = (char) octets[i + 2];
      out[n + 3] = (char) octets[i + 3];
      out[n + 4] = (char) octets[i + 4];
      out[n + 5] = (char) octets[i + 5];
      out[n + 6] = (char) octets[i + 6];
      out[n + 7] = (char) octets[i + 7];
      i += Long.BYTES;
      n += Long.BYTES;
    }
    while (i < end && octets[i] >= 0) {
      out[n++] = (char) octets[i++];
    }
    return i - from;
  }

  /** Leads of three bytes whose second one may be any; of those of few there is no haste. */
  private static boolean isOfThree(int octet) {
    return octet > (byte) 0xE0 && octet < (byte) 0xF0 && octet != (byte) 0xED;
  }

  private boolean isTail(int i) {
    return i < to && in[i] < (byte) 0xC0;
  }

  private int bits(int i) {
    return in[i] & 0x3F;
  }

  private int codePoint(int i, int length) {
    int codePoint = in[i] & (0xFF >> (length + 1));
    for (int k = 1; k < length; k++) {
      codePoint = codePoint << 6 | bits(i + k);
    }
    return codePoint;
  }

  @Override
  public void close() {
    at = to;
    pending = 0;
  }
}
