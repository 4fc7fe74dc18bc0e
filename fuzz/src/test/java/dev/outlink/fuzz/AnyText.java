package dev.outlink.fuzz;

/** Makes text of bytes, so that every text has bytes it is made of. */
final class AnyText {

  private AnyText() {}

  /**
   * UTF-8 of one to three bytes, where surrogates are characters as others are; a byte that is part
   * of no such sequence is the character of its number.
   */
  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int first = bytes[i] & 0xff;
      int length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : 3;
      if (first < 0xf0 && isContinued(bytes, i, length)) {
        int c = length == 1 ? first : first & (length == 2 ? 0x1f : 0xf);
        for (int k = 1; k < length; k++) {
          c = (c << 6) | (bytes[i + k] & 0x3f);
        }
        text.append((char) c);
        i += length;
      } else {
        text.append((char) first);
        i++;
      }
    }
    return text.toString();
  }

  private static boolean isContinued(byte[] bytes, int at, int length) {
    if (at + length > bytes.length) {
      return false;
    }
    for (int k = 1; k < length; k++) {
      if ((bytes[at + k] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
