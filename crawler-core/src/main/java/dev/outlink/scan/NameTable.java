package dev.outlink.scan;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Finds a constant by its name in ASCII, in any case of letters. Immutable.
 *
 * @param <T> what is found
 */
final class NameTable<T> {

  private static final int SIZE = 512;
  private static final int HASH_BITS = 9;
  private static final int MULTIPLIER = 0x9E37_79B1;

  private final byte[][] names = new byte[SIZE][];
  private final Object[] constants = new Object[SIZE];
  private final T other;

  /**
   * A table.
   *
   * @param all at most half as many as there are places; a name that is empty is not found
   * @param other what is found where no name is the one
   * @param name in lower case
   */
  NameTable(T[] all, T other, Function<T, String> name) {
    if (all.length > SIZE / 2) {
      throw new IllegalArgumentException("too many names: " + all.length);
    }
    this.other = other;
    for (T each : all) {
      byte[] bytes = name.apply(each).getBytes(StandardCharsets.US_ASCII);
      int place = place(bytes, 0, bytes.length);
      while (constants[place] != null) {
        place = (place + 1) % SIZE;
      }
      constants[place] = each;
      names[place] = bytes;
    }
  }

  @SuppressWarnings("unchecked") // only constants of T are put in
  T find(byte[] text, int from, int to) {
    int place = place(text, from, to);
    while (constants[place] != null) {
      if (isName(names[place], text, from, to)) {
        return (T) constants[place];
      }
      place = (place + 1) % SIZE;
    }
    return other;
  }

  /** By the length and the first, second, middle and last letter. */
  private static int place(byte[] text, int from, int to) {
    if (from == to) {
      return 0;
    }
    int letters =
        (text[from] & 0x1F)
            | (text[to - 1] & 0x1F) << 5
            | (text[(from + to) >>> 1] & 0x1F) << 10
            | (text[Math.min(from + 1, to - 1)] & 0x1F) << 15
            | (to - from) << 20;
    return (letters * MULTIPLIER) >>> (Integer.SIZE - HASH_BITS);
  }

  private static boolean isName(byte[] name, byte[] text, int from, int to) {
    if (name.length != to - from || from == to) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (MarkupBytes.lower(text[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }
}
