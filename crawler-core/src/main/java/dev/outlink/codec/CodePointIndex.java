package dev.outlink.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An index of the Encoding standard (section 5): code points by pointer. Read from a resource, in
 * UTF-8: a line for each lead byte, a space where there is nothing, the end of a line left out
 * where there is nothing more.
 */
final class CodePointIndex {

  /** What {@link #codePoint} says where the index has nothing. */
  static final int NONE = -1;

  private final int[] codePoints;

  private CodePointIndex(int[] codePoints) {
    this.codePoints = codePoints;
  }

  /**
   * Reads an index.
   *
   * @param width how many pointers a line has
   */
  static CodePointIndex read(String resource, int width) {
    char[] text = text(resource).toCharArray();
    int lines = 0;
    for (char c : text) {
      lines += c == '\n' ? 1 : 0;
    }
    int[] codePoints = new int[lines * width];
    Arrays.fill(codePoints, NONE);
    int line = 0;
    int pointer = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      if (c == '\n') {
        pointer = ++line * width;
      } else if (c == ' ') {
        pointer++;
      } else if (Character.isHighSurrogate(c)) {
        codePoints[pointer++] = Character.toCodePoint(c, text[++i]);
      } else {
        codePoints[pointer++] = c;
      }
    }
    return new CodePointIndex(codePoints);
  }

  /** The upper part of a table by byte; U+FFFD is nothing. */
  static CodePointIndex of(char[] characters, int from) {
    int[] codePoints = new int[characters.length - from];
    for (int i = 0; i < codePoints.length; i++) {
      char c = characters[from + i];
      codePoints[i] = c == Decoder.REPLACEMENT ? NONE : c;
    }
    return new CodePointIndex(codePoints);
  }

  /** The text of a resource of this package. */
  static String text(String resource) {
    try (InputStream in = CodePointIndex.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more than the highest pointer. */
  int size() {
    return codePoints.length;
  }

  /** The code point of a pointer, or {@link #NONE}; any number may be asked for. */
  int codePoint(int pointer) {
    return pointer >= 0 && pointer < codePoints.length ? codePoints[pointer] : NONE;
  }

  /** Appends a code point as UTF-16. */
  static int append(int codePoint, char[] out, int n) {
    if (codePoint < 0x10000) {
      out[n] = (char) codePoint;
      return n + 1;
    }
    out[n] = Character.highSurrogate(codePoint);
    out[n + 1] = Character.lowSurrogate(codePoint);
    return n + 2;
  }
}
