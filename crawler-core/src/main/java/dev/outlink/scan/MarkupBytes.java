package dev.outlink.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What the bytes of markup mean, and where they are. */
final class MarkupBytes {

  /** Eight octets, the first one the lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  private MarkupBytes() {}

  /** Where an ASCII character is next, or {@code to}; eight bytes are looked at together. */
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

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }

  static boolean isLetter(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isSpace(byte c) {
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f');
  }

  /** Whether the name of a tag or attribute ends before this (13.2.5.8 and 33). */
  static boolean endsName(byte c) {
    return c <= '>' && (c == '>' || c == '/' || isSpace(c));
  }

  /** Whether a word in lower case stands here, in any case of letters. */
  static boolean isWord(byte[] word, byte[] text, int from, int end) {
    for (int i = 0; i < word.length; i++) {
      if (from + i >= end || lower(text[from + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an end tag stands here with the name that a start tag has (13.2.5.11). */
  static boolean isEndTag(byte[] text, int open, int end, int nameFrom, int nameTo) {
    int length = nameTo - nameFrom;
    if (open + 2 + length >= end || text[open + 1] != '/') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(text[open + 2 + i]) != lower(text[nameFrom + i])) {
        return false;
      }
    }
    return endsName(text[open + 2 + length]);
  }
}
