package dev.outlink.charset;

import java.nio.charset.StandardCharsets;

/**
 * Reads tags from the bytes of a document whose encoding is not known yet: "get an attribute" of
 * the HTML standard, 13.2.3.2. Where the bytes end inside a tag, {@link #at()} is the end.
 */
final class TagBytes {

  // set once
  private final byte[] in;
  private final int end;

  // confined to one scan
  private int at;
  private int nameFrom;
  private int nameTo;
  private int valueFrom;
  private int valueTo;

  TagBytes(byte[] in, int end) {
    this.in = in;
    this.end = end;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = Math.min(position, end);
  }

  boolean atEnd() {
    return at >= end;
  }

  /** The byte so far ahead, 0 to 255; -1 beyond the end. */
  int peek(int ahead) {
    return at + ahead < end ? in[at + ahead] & 0xFF : -1;
  }

  /** True where the bytes ahead are these, ASCII in any case; {@code text} is in lower case. */
  boolean ahead(String text) {
    return matches(at, Math.min(at + text.length(), end), text);
  }

  private boolean matches(int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      int octet = in[from + i];
      if ((octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first place from here on of a byte; the end where there is none. */
  int find(int octet) {
    int i = at;
    while (i < end && in[i] != octet) {
      i++;
    }
    return i;
  }

  /** Moves past the end of a comment that begins here. */
  void skipComment() {
    // Both hyphens of the beginning may be those of the end.
    int i = at + 4;
    while (i < end && !(in[i] == '>' && in[i - 1] == '-' && in[i - 2] == '-')) {
      i++;
    }
    moveTo(i + 1);
  }

  /** Moves to the end of a tag's name: white space, a slash where it counts, or {@code >}. */
  void skipName(boolean slashEnds) {
    while (at < end && !isSpace(in[at]) && in[at] != '>' && !(slashEnds && in[at] == '/')) {
      at++;
    }
  }

  /** Reads one attribute; false where the tag has no more, or the bytes end. */
  boolean nextAttribute() {
    while (at < end && (isSpace(in[at]) || in[at] == '/')) {
      at++;
    }
    if (at >= end || in[at] == '>') {
      return false;
    }
    nameFrom = at;
    while (at < end && !isNameEnd(in[at]) && (in[at] != '=' || at == nameFrom)) {
      at++;
    }
    nameTo = at;
    valueFrom = at;
    valueTo = at;
    skipSpaces();
    if (at < end && in[at] == '=') {
      at++;
      skipSpaces();
      readValue();
    }
    return at < end;
  }

  private void readValue() {
    if (at < end && (in[at] == '"' || in[at] == '\'')) {
      int quote = in[at++];
      valueFrom = at;
      at = find(quote);
      valueTo = at;
      moveTo(at + 1);
      return;
    }
    valueFrom = at;
    skipName(false);
    valueTo = at;
  }

  private void skipSpaces() {
    while (at < end && isSpace(in[at])) {
      at++;
    }
  }

  private static boolean isNameEnd(byte octet) {
    return isSpace(octet) || octet == '/' || octet == '>';
  }

  static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\f' || octet == '\r';
  }

  static boolean isLetter(int octet) {
    return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
  }

  /** True where the attribute last read has this name, in lower case. */
  boolean isName(String name) {
    return matches(nameFrom, nameTo, name);
  }

  /** True where the attribute last read has this value, in lower case. */
  boolean isValue(String value) {
    return matches(valueFrom, valueTo, value);
  }

  /** The value of the attribute last read, a character for each byte. */
  String value() {
    return text(valueFrom, valueTo);
  }

  String text(int from, int to) {
    return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
