package dev.outlink.rows;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Gathers rows in a fixed number of bytes and hands them on when they are full, within a row too if
 * need be. Confined to one thread.
 */
final class RowBuffer {
  static final int CAPACITY = 131_072;
  private static final int LONGEST_CHARACTER = 4;
  private static final int LONGEST_NUMBER = 20;

  private final OutputStream out;
  private final byte[] bytes;
  private int used;
  private long handed;
  private boolean handedOn;

  RowBuffer(OutputStream out) {
    this(out, CAPACITY);
  }

  /** A buffer of so many bytes, at least 20. */
  RowBuffer(OutputStream out, int capacity) {
    this.out = out;
    this.bytes = new byte[capacity];
  }

  /** Whether there is something that {@link #flush} would bring out. */
  boolean holdsRows() {
    return used > 0 || handedOn;
  }

  /** How many bytes came in from the start. */
  long written() {
    return handed + used;
  }

  /** Hands on everything, and makes the stream below do so too. */
  void flush() throws IOException {
    handOn();
    out.flush();
    handedOn = false;
  }

  private void handOn() throws IOException {
    out.write(bytes, 0, used);
    handed += used;
    used = 0;
    handedOn = true;
  }

  private void makeRoom(int length) throws IOException {
    if (bytes.length - used < length) {
      handOn();
    }
  }

  /** Appends an ASCII character. */
  void put(char c) throws IOException {
    makeRoom(1);
    bytes[used++] = (byte) c;
  }

  /** Appends bytes as they are. */
  void put(byte[] text) throws IOException {
    for (int from = 0; from < text.length; ) {
      makeRoom(Math.min(text.length - from, bytes.length));
      int n = Math.min(text.length - from, bytes.length - used);
      System.arraycopy(text, from, bytes, used, n);
      used += n;
      from += n;
    }
  }

  /** Appends the printable ASCII that the text begins with, and says how many characters it is. */
  int putPrintable(String text) throws IOException {
    int length = text.length();
    int at = 0;
    while (at < length) {
      makeRoom(Math.min(length - at, bytes.length));
      int end = Math.min(length, at + bytes.length - used);
      int to = used;
      while (at < end && isPrintable(text.charAt(at))) {
        bytes[to++] = (byte) text.charAt(at++);
      }
      used = to;
      if (at < end) {
        break;
      }
    }
    return at;
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  /** Appends a character as UTF-8; a surrogate must not stand alone. */
  void putUtf8(int codePoint) throws IOException {
    makeRoom(LONGEST_CHARACTER);
    if (codePoint < 0x80) {
      bytes[used++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[used++] = (byte) (0xc0 | (codePoint >> 6));
      bytes[used++] = continuation(codePoint);
    } else if (codePoint < 0x10000) {
      bytes[used++] = (byte) (0xe0 | (codePoint >> 12));
      bytes[used++] = continuation(codePoint >> 6);
      bytes[used++] = continuation(codePoint);
    } else {
      bytes[used++] = (byte) (0xf0 | (codePoint >> 18));
      bytes[used++] = continuation(codePoint >> 12);
      bytes[used++] = continuation(codePoint >> 6);
      bytes[used++] = continuation(codePoint);
    }
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** Appends a number in decimal. */
  void putNumber(long number) throws IOException {
    makeRoom(LONGEST_NUMBER);
    String digits = Long.toString(number);
    for (int i = 0; i < digits.length(); i++) {
      bytes[used++] = (byte) digits.charAt(i);
    }
  }
}
