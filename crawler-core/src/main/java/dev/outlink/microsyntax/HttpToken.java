package dev.outlink.microsyntax;

/** Names in HTTP: letters and digits of ASCII, and some signs (RFC 9110, section 5.6.2). */
public final class HttpToken {

  private static final String SIGNS = "!#$%&'*+-.^_`|~";

  private static final boolean[] ALLOWED = new boolean[128];

  static {
    for (char c = 0; c < ALLOWED.length; c++) {
      ALLOWED[c] = Ascii.isDigit(c) || isLetter(Ascii.toLowerCase(c)) || SIGNS.indexOf(c) >= 0;
    }
  }

  private HttpToken() {}

  private static boolean isLetter(char lowerCase) {
    return lowerCase >= 'a' && lowerCase <= 'z';
  }

  /** Whether a token may have such a character, or byte; any number may be asked for. */
  public static boolean has(int c) {
    return c >= 0 && c < ALLOWED.length && ALLOWED[c];
  }

  /** Whether a text is a token; the empty one is none. */
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!has(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
