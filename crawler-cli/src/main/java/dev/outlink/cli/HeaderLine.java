package dev.outlink.cli;

/** A request header as the user writes it: {@code Name: value} (RFC 9110, section 5). */
record HeaderLine(String name, String value) {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  static HeaderLine parse(String text) throws BadValue {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new BadValue("'" + SafeText.of(text) + "' is not of the form 'Name: value'");
    }
    String name = text.substring(0, colon).strip();
    if (!isToken(name)) {
      throw new BadValue("'" + SafeText.of(name) + "' is not the name of a header");
    }
    return new HeaderLine(name, value(text.substring(colon + 1)));
  }

  /** A header's value: no control characters, and no space around it. */
  static String value(String text) throws BadValue {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new BadValue("'" + SafeText.of(text) + "' has control characters");
      }
    }
    return text.strip();
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && TOKEN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
