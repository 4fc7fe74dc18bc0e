package dev.outlink.extract;

import dev.outlink.link.Provenance;

/** Text with each run of ASCII white space as one space, none at its ends, and a bounded length. */
final class FoldedText {

  /** Characters that are looked at: white space may be all there is. */
  private static final int MAX_SCANNED = 1 << 16;

  private final StringBuilder text = new StringBuilder();
  private boolean space;
  private int scanned;

  static String of(String text) {
    if (text.isEmpty()) {
      return "";
    }
    FoldedText folded = new FoldedText();
    folded.append(text);
    return folded.toString();
  }

  /** The text, cut where it is longer, and not within a surrogate pair. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  void append(String more) {
    for (int i = 0; i < more.length() && !isFull(); i++) {
      scanned++;
      char c = more.charAt(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space = true;
      } else {
        if (space && text.length() > 0) {
          text.append(' ');
        }
        space = false;
        text.append(c);
      }
    }
  }

  /** What comes next is another word. */
  void space() {
    space = true;
  }

  /** Characters that were looked at. */
  int scanned() {
    return scanned;
  }

  boolean isFull() {
    return text.length() > Provenance.MAX_TEXT || scanned > MAX_SCANNED;
  }

  @Override
  public String toString() {
    return cut(text.toString(), Provenance.MAX_TEXT);
  }
}
