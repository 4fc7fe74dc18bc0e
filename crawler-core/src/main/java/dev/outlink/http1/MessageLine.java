package dev.outlink.http1;

import java.nio.charset.StandardCharsets;

/** One line without its end. Valid until the next line is read. */
final class MessageLine {

  private static final int LONGEST_SHOWN = 40;

  private final byte[] bytes;
  private final int length;

  /** The line that is the first bytes of an array. */
  MessageLine(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  int length() {
    return length;
  }

  byte at(int position) {
    return bytes[position];
  }

  boolean isEmpty() {
    return length == 0;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  boolean beginsWithSpace() {
    return length > 0 && isSpace(bytes[0]);
  }

  /** Position of the first byte at or after a start that has the value; -1 where none has. */
  int indexOf(char value, int from) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** Position of the first byte at or after a start that is no space; the length where all are. */
  int skipSpaces(int from) {
    int i = from;
    while (i < length && isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  /** The text between, as ISO 8859-1, without spaces and tabs at its ends. */
  String trimmed(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) {
      start++;
    }
    while (end > start && isSpace(bytes[end - 1])) {
      end--;
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /**
   * Refuses NUL, and a CR that ends no line: what follows would be something else to one reader,
   * and not to others (RFC 9112, section 2.2).
   *
   * @param part of the response, for the message
   */
  void checkEnds(String part) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        throw new MalformedResponse("a NUL in its " + part);
      }
      if (bytes[i] == '\r') {
        throw new MalformedResponse("a CR without LF in its " + part);
      }
    }
  }

  /** Its beginning up to a control character, for a message. */
  String shown() {
    int end = 0;
    while (end < length && end < LONGEST_SHOWN && (bytes[end] < 0 || bytes[end] >= ' ')) {
      end++;
    }
    return '"' + new String(bytes, 0, end, StandardCharsets.ISO_8859_1) + '"';
  }
}
