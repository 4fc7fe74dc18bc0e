package dev.outlink.codec;

import java.util.Arrays;

/**
 * An index the other way round: pointers by code point, for the encoders. Where an index has a code
 * point twice, the first pointer counts, but for those that an encoding names.
 */
final class PointerIndex {

  static final int NONE = -1;

  private static final char[] EMPTY = new char[256];

  /** Pointer + 1, by code point; rows of 256, those without any are one and the same. */
  private final char[][] rows = new char[0x300][];

  /**
   * @param from the first pointer that counts
   * @param skipFrom the first of a range of pointers that do not count
   * @param skipTo the end of that range, exclusive
   * @param lastOf the code points whose last pointer counts
   */
  PointerIndex(CodePointIndex index, int from, int skipFrom, int skipTo, String lastOf) {
    Arrays.fill(rows, EMPTY);
    for (int pointer = from; pointer < index.size(); pointer++) {
      int codePoint = index.codePoint(pointer);
      boolean counts =
          codePoint != CodePointIndex.NONE && (pointer < skipFrom || pointer >= skipTo);
      if (counts && (of(codePoint) == NONE || lastOf.indexOf(codePoint) >= 0)) {
        put(codePoint, pointer);
      }
    }
  }

  PointerIndex(CodePointIndex index) {
    this(index, 0, 0, 0, "");
  }

  private void put(int codePoint, int pointer) {
    char[] row = rows[codePoint >> 8];
    if (row == EMPTY) {
      row = new char[256];
      rows[codePoint >> 8] = row;
    }
    row[codePoint & 0xFF] = (char) (pointer + 1);
  }

  /** The pointer of a code point, or {@link #NONE}. */
  int of(int codePoint) {
    return codePoint >> 8 < rows.length ? rows[codePoint >> 8][codePoint & 0xFF] - 1 : NONE;
  }
}
