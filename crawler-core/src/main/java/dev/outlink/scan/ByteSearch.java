package dev.outlink.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches bytes, eight at a time. */
final class ByteSearch {

  /** Eight octets, the first one the lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  private ByteSearch() {}

  /** Where an ASCII character is next, or {@code to}. */
  static int indexOf(byte[] octets, int c, int from, int to) {
    long wanted = ONES * c;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long others = (long) EIGHT.get(octets, at) ^ wanted;
      long found = others - ONES & ~others & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < to && octets[at] != c) {
      at++;
    }
    return Math.min(at, to);
  }
}
