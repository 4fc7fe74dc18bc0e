package dev.outlink.codec;

import java.util.Arrays;

/** The ranges of gb18030's sequences of four bytes (Encoding standard, 5: index gb18030 ranges). */
final class GbRanges {

  private static final int END_OF_BMP = 39_419;
  private static final int SUPPLEMENTARY = 189_000;
  private static final int LAST = 1_237_575;
  private static final int ODD_POINTER = 7457;
  private static final int ODD_CODE_POINT = 0xE7C7;

  // immutable; both ascend
  private final int[] pointers;
  private final int[] codePoints;

  private GbRanges(int[] pointers, int[] codePoints) {
    this.pointers = pointers;
    this.codePoints = codePoints;
  }

  /** Reads lines of a pointer, decimal, and the code point it stands for, hexadecimal. */
  static GbRanges read(String resource) {
    String text = CodePointIndex.text(resource);
    int[] pointers = new int[256];
    int[] codePoints = new int[256];
    int count = 0;
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      int space = text.indexOf(' ', from);
      pointers[count] = Integer.parseInt(text, from, space, 10);
      codePoints[count++] = Integer.parseInt(text, space + 1, end, 16);
      from = end + 1;
    }
    return new GbRanges(Arrays.copyOf(pointers, count), Arrays.copyOf(codePoints, count));
  }

  int codePoint(int pointer) {
    if ((pointer > END_OF_BMP && pointer < SUPPLEMENTARY) || pointer > LAST) {
      return CodePointIndex.NONE;
    }
    if (pointer == ODD_POINTER) {
      return ODD_CODE_POINT;
    }
    int range = last(pointers, pointer);
    return codePoints[range] + pointer - pointers[range];
  }

  /** The pointer of a code point that is not in the index. */
  int pointer(int codePoint) {
    if (codePoint == ODD_CODE_POINT) {
      return ODD_POINTER;
    }
    int range = last(codePoints, codePoint);
    return pointers[range] + codePoint - codePoints[range];
  }

  /** The place of the last number that is not greater. */
  private static int last(int[] numbers, int number) {
    int found = Arrays.binarySearch(numbers, number);
    return found >= 0 ? found : -found - 2;
  }
}
