package dev.outlink.scan;

import org.jsoup.nodes.Entities;

/** Character references in attributes and text (HTML standard, 13.2.5.72 to 80). */
public final class CharacterReferences {

  private static final char REPLACEMENT = '\uFFFD';

  /** What 0x80 to 0x9F stand for (13.2.5.80); others are themselves. */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
          + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

  private final String text;
  private final boolean inAttribute;
  private final StringBuilder out;
  private int at;

  private CharacterReferences(String text, boolean inAttribute) {
    this.text = text;
    this.inAttribute = inAttribute;
    this.out = new StringBuilder(text.length());
  }

  /**
   * The text with its references replaced.
   *
   * @param inAttribute whether it is an attribute's value, in which a name without a semicolon
   *     stands for itself before an equals sign, a letter or a digit
   */
  public static String decode(String text, boolean inAttribute) {
    return text.indexOf('&') < 0 ? text : new CharacterReferences(text, inAttribute).decode();
  }

  private String decode() {
    while (true) {
      int sign = text.indexOf('&', at);
      if (sign < 0) {
        return out.append(text, at, text.length()).toString();
      }
      out.append(text, at, sign);
      at = sign;
      boolean isReference = next(1) == '#' ? numeric(sign + 2) : named(sign + 1);
      if (!isReference) {
        out.append('&');
        at = sign + 1;
      }
    }
  }

  private int next(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
  }

  private boolean numeric(int from) {
    boolean isHex = from < text.length() && (text.charAt(from) | 0x20) == 'x';
    int radix = isHex ? 16 : 10;
    int first = isHex ? from + 1 : from;
    int to = first;
    int value = 0;
    while (to < text.length() && text.charAt(to) < 0x80) {
      int digit = Character.digit(text.charAt(to), radix);
      if (digit < 0) {
        break;
      }
      value = Math.min(value * radix + digit, Character.MAX_CODE_POINT + 1);
      to++;
    }
    if (to == first) {
      return false;
    }
    append(value);
    at = to < text.length() && text.charAt(to) == ';' ? to + 1 : to;
    return true;
  }

  private void append(int value) {
    if (value == 0
        || value > Character.MAX_CODE_POINT
        || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
      out.append(REPLACEMENT);
    } else if (value >= 0x80 && value < 0x80 + WINDOWS_1252.length()) {
      out.append(WINDOWS_1252.charAt(value - 0x80));
    } else {
      out.appendCodePoint(value);
    }
  }

  private boolean named(int from) {
    int to = from;
    while (to < text.length() && isAlphanumeric(text.charAt(to))) {
      to++;
    }
    int after = to < text.length() ? text.charAt(to) : -1;
    String name = text.substring(from, to);
    if (after == ';' && isKnown(name)) {
      at = to + 1;
      return true;
    }
    String prefix = inAttribute ? name : Entities.findPrefix(name);
    if (prefix.isEmpty() || !Entities.isBaseNamedEntity(prefix) || (inAttribute && after == '=')) {
      return false;
    }
    at = from + prefix.length();
    return isKnown(prefix);
  }

  /** Appends what a name stands for. The commonest ones need no table. */
  private boolean isKnown(String name) {
    switch (name) {
      case "amp" -> out.append('&');
      case "lt" -> out.append('<');
      case "gt" -> out.append('>');
      case "quot" -> out.append('"');
      default -> {
        int[] points = new int[2];
        // The question before it loads the table: without it the first name has one code point
        // only.
        int count = Entities.isNamedEntity(name) ? Entities.codepointsForName(name, points) : 0;
        for (int i = 0; i < count; i++) {
          out.appendCodePoint(points[i]);
        }
        return count > 0;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
  }
}
