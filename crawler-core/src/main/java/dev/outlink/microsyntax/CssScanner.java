package dev.outlink.microsyntax;

/**
 * The tokens of CSS that others must not be found in (CSS Syntax Module Level 3, section 4):
 * comments, strings, URLs, names, numbers. Each call consumes what it names from the position on,
 * in time linear in what it consumes. Confined to one thread.
 */
final class CssScanner {

  /** What {@link #peek} has for the end of the text. */
  static final int END = -1;

  private static final int REPLACEMENT = 0xFFFD;

  /** Longer than any name that is looked for. */
  private static final int NAME_LENGTH = 16;

  private final String text;
  private final StringBuilder name = new StringBuilder(NAME_LENGTH);
  private int position;
  private int contentStart;
  private int contentEnd;

  CssScanner(String text) {
    this.text = text;
  }

  /** The UTF-16 code unit so far ahead of the position, or {@link #END}. */
  int peek(int ahead) {
    int i = position + ahead;
    if (i >= text.length()) {
      return END;
    }
    char c = text.charAt(i);
    return c == 0 ? REPLACEMENT : c;
  }

  void skip(int count) {
    position += count;
  }

  /** What the last string or URL has between its quotes or parentheses, as it stands there. */
  String content() {
    return text.substring(contentStart, contentEnd);
  }

  static boolean isQuote(int c) {
    return c == '"' || c == '\'';
  }

  private static boolean isNewline(int c) {
    return c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isWhitespace(int c) {
    return isNewline(c) || c == ' ' || c == '\t';
  }

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isNonPrintable(int c) {
    return (c >= 0 && c <= 8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F;
  }

  private boolean startsEscape(int ahead) {
    return peek(ahead) == '\\' && !isNewline(peek(ahead + 1));
  }

  boolean startsIdentifier() {
    if (peek(0) == '-') {
      return isNameStart(peek(1)) || peek(1) == '-' || startsEscape(1);
    }
    return isNameStart(peek(0)) || startsEscape(0);
  }

  /** Whether a name goes on here, with what may not be its first character too. */
  boolean continuesName() {
    return isNameCharacter(peek(0)) || startsEscape(0);
  }

  private static boolean isNameCharacter(int c) {
    return isNameStart(c) || Ascii.isDigit(c) || c == '-';
  }

  boolean startsNumber() {
    int sign = peek(0) == '+' || peek(0) == '-' ? 1 : 0;
    return Ascii.isDigit(peek(sign)) || (peek(sign) == '.' && Ascii.isDigit(peek(sign + 1)));
  }

  void skipWhitespace() {
    while (isWhitespace(peek(0))) {
      position++;
    }
  }

  boolean startsComment() {
    return peek(0) == '/' && peek(1) == '*';
  }

  void skipComment() {
    int end = text.indexOf("*/", position + 2);
    position = end < 0 ? text.length() : end + 2;
  }

  void skipWhitespaceAndComments() {
    skipWhitespace();
    while (startsComment()) {
      skipComment();
      skipWhitespace();
    }
  }

  /** A number, percentage or dimension: its unit is no name of its own. */
  void skipNumber() {
    position += peek(0) == '+' || peek(0) == '-' ? 1 : 0;
    skipDigits();
    if (peek(0) == '.' && Ascii.isDigit(peek(1))) {
      position++;
      skipDigits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (Ascii.isDigit(peek(1 + sign))) {
        position += 1 + sign;
        skipDigits();
      }
    }
    if (startsIdentifier()) {
      consumeName();
    }
  }

  private void skipDigits() {
    position = Ascii.skipDigits(text, position, text.length());
  }

  /** The name, decoded and in lower case; cut off where it is longer than any that matters. */
  String consumeName() {
    name.setLength(0);
    while (continuesName()) {
      if (peek(0) == '\\') {
        append(consumeEscape());
      } else {
        append(text.charAt(position++));
      }
    }
    return name.toString();
  }

  private void append(int c) {
    if (name.length() < NAME_LENGTH) {
      name.appendCodePoint(c < 0x80 ? Ascii.toLowerCase((char) c) : c);
    }
  }

  /** From the backslash on; the code point that is meant. */
  private int consumeEscape() {
    position++;
    if (Ascii.hexValue(peek(0)) < 0) {
      return consumeCodePoint();
    }
    int value = 0;
    for (int i = 0; i < 6 && Ascii.hexValue(peek(0)) >= 0; i++) {
      value = value << 4 | Ascii.hexValue(peek(0));
      position++;
    }
    skipOneWhitespace();
    boolean isScalar = value != 0 && Character.isValidCodePoint(value) && !isSurrogate(value);
    return isScalar ? value : REPLACEMENT;
  }

  private int consumeCodePoint() {
    if (peek(0) == END) {
      return REPLACEMENT;
    }
    int c = text.codePointAt(position);
    position += Character.charCount(c);
    return c == 0 || isSurrogate(c) ? REPLACEMENT : c;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private void skipOneWhitespace() {
    if (peek(0) == '\r' && peek(1) == '\n') {
      position += 2;
    } else if (isWhitespace(peek(0))) {
      position++;
    }
  }

  /** From the opening quote on; false for a bad string, which ends before a newline. */
  boolean consumeString() {
    int quote = peek(0);
    position++;
    contentStart = position;
    while (peek(0) != quote && peek(0) != END) {
      if (isNewline(peek(0))) {
        return false;
      }
      skipInString();
    }
    contentEnd = position;
    position += peek(0) == quote ? 1 : 0;
    return true;
  }

  private void skipInString() {
    if (startsEscapeInString()) {
      consumeEscape();
    } else if (peek(0) == '\\') {
      position++;
      skipOneWhitespace();
    } else {
      position++;
    }
  }

  /** Where it is none, a backslash before a newline or the end stands for nothing. */
  private boolean startsEscapeInString() {
    return startsEscape(0) && peek(1) != END;
  }

  /** From behind the parenthesis on; false for a bad URL, which is consumed too. */
  boolean consumeUrl() {
    skipWhitespace();
    contentStart = position;
    while (true) {
      contentEnd = position;
      skipWhitespace();
      int c = peek(0);
      if (c == ')' || c == END) {
        position += c == ')' ? 1 : 0;
        return true;
      }
      boolean isBad = position > contentEnd || isQuote(c) || c == '(' || isNonPrintable(c);
      if (isBad || (c == '\\' && !startsEscape(0))) {
        skipBadUrl();
        return false;
      }
      skipInUrl();
    }
  }

  private void skipInUrl() {
    if (startsEscape(0)) {
      consumeEscape();
    } else {
      position++;
    }
  }

  private void skipBadUrl() {
    while (peek(0) != ')' && peek(0) != END) {
      skipInUrl();
    }
    position += peek(0) == ')' ? 1 : 0;
  }

  /** The value of the {@link #content} of a string or a URL. */
  static String decode(String content, boolean isString) {
    if (isPlain(content)) {
      return content;
    }
    CssScanner scanner = new CssScanner(content);
    StringBuilder value = new StringBuilder(content.length());
    while (scanner.peek(0) != END) {
      if (isString && scanner.peek(0) == '\\' && !scanner.startsEscapeInString()) {
        scanner.skipInString();
      } else if (scanner.peek(0) == '\\') {
        value.appendCodePoint(scanner.consumeEscape());
      } else {
        value.appendCodePoint(scanner.consumeCodePoint());
      }
    }
    return value.toString();
  }

  private static boolean isPlain(String content) {
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == '\\' || c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
