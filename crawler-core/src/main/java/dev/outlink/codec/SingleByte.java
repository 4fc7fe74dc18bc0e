package dev.outlink.codec;

/** An encoding of one byte a character (Encoding standard, 9), or x-user-defined (14.5). */
final class SingleByte extends Codec {

  private static final int UPPER_HALF = 0x80;

  /** The upper half of windows-1252 begins so; the rest is as in Latin-1. */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
          + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

  /** Characters by byte; U+FFFD where there is none. */
  private final char[] characters = new char[256];

  private final Lazy<PointerIndex> pointers;

  private SingleByte() {
    for (int octet = 0; octet < UPPER_HALF; octet++) {
      characters[octet] = (char) octet;
    }
    pointers = new Lazy<>(() -> new PointerIndex(CodePointIndex.of(characters, UPPER_HALF)));
  }

  /** The table of an encoding by its name: windows-1252's without reading any file. */
  static SingleByte of(String name) {
    SingleByte made = new SingleByte();
    if (name.equals("windows-1252")) {
      for (int octet = UPPER_HALF; octet < 256; octet++) {
        int i = octet - UPPER_HALF;
        made.characters[octet] = i < WINDOWS_1252.length() ? WINDOWS_1252.charAt(i) : (char) octet;
      }
    } else {
      made.fill(row(name));
    }
    return made;
  }

  private static String row(String name) {
    String rows = CodePointIndex.text("single-byte.txt");
    int from = 0;
    while (!rows.startsWith(name, from) || rows.charAt(from + name.length()) != ' ') {
      from = rows.indexOf('\n', from) + 1;
      if (from == 0 || from == rows.length()) {
        throw new IllegalStateException("no single-byte encoding " + name);
      }
    }
    return rows.substring(from + name.length() + 1, rows.indexOf('\n', from));
  }

  /** A row: code points, ranges of them ({@code 410..43F}), gaps ({@code -}, {@code -3}). */
  private void fill(String row) {
    int octet = UPPER_HALF;
    for (int from = 0; from < row.length(); ) {
      int space = row.indexOf(' ', from);
      int to = space < 0 ? row.length() : space;
      int dots = row.indexOf("..", from);
      if (row.charAt(from) == '-') {
        int count = to == from + 1 ? 1 : Integer.parseInt(row, from + 1, to, 10);
        while (count-- > 0) {
          characters[octet++] = REPLACEMENT;
        }
      } else {
        boolean range = dots >= 0 && dots < to;
        int first = Integer.parseInt(row, from, range ? dots : to, 16);
        int last = range ? Integer.parseInt(row, dots + 2, to, 16) : first;
        for (int codePoint = first; codePoint <= last; codePoint++) {
          characters[octet++] = (char) codePoint;
        }
      }
      from = to + 1;
    }
  }

  @Override
  public int decode(byte[] in, int from, int to, char[] out) {
    char[] table = characters;
    for (int i = from, n = 0; i < to; i++, n++) {
      out[n] = table[in[i] & 0xFF];
    }
    return to - from;
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    int pointer = pointers.get().of(codePoint);
    if (pointer == PointerIndex.NONE) {
      receiver.unmappable(codePoint);
    } else {
      receiver.put(pointer + UPPER_HALF);
    }
  }
}
