package dev.outlink.microsyntax;

import org.jspecify.annotations.Nullable;

/**
 * A declarative refresh: the {@code content} of {@code meta[http-equiv=refresh]}, or the HTTP
 * {@code Refresh} header (HTML standard, "shared declarative refresh steps").
 *
 * @param seconds how long the page is shown, not negative; {@link Long#MAX_VALUE} for all that is
 *     larger
 * @param url what comes then, unresolved, may be empty; null where the page itself is meant
 */
public record MetaRefresh(long seconds, @Nullable String url) {

  /** The refresh that the text asks for, or null where it asks for none. */
  public static @Nullable MetaRefresh parse(String content) {
    int length = content.length();
    int from = Ascii.skipWhitespace(content, 0, length);
    int i = Ascii.skipDigits(content, from, length);
    if (i == from && (i == length || content.charAt(i) != '.')) {
      return null;
    }
    long seconds = Ascii.number(content, from, i);
    while (i < length && (Ascii.isDigit(content.charAt(i)) || content.charAt(i) == '.')) {
      i++;
    }
    if (i < length && !isSeparator(content.charAt(i)) && !Ascii.isWhitespace(content.charAt(i))) {
      return null;
    }
    i = Ascii.skipWhitespace(content, i, length);
    if (i < length && isSeparator(content.charAt(i))) {
      i = Ascii.skipWhitespace(content, i + 1, length);
    }
    return new MetaRefresh(seconds, i == length ? null : url(content, i));
  }

  private static boolean isSeparator(char c) {
    return c == ';' || c == ',';
  }

  private static String url(String content, int from) {
    int start = skipName(content, from);
    boolean isQuoted = start < content.length() && "\"'".indexOf(content.charAt(start)) >= 0;
    if (!isQuoted) {
      return content.substring(start);
    }
    int end = content.indexOf(content.charAt(start), start + 1);
    return content.substring(start + 1, end < 0 ? content.length() : end);
  }

  /** Behind {@code url =}, or where it was where there is none. */
  private static int skipName(String content, int from) {
    int i = from;
    for (char c : new char[] {'u', 'r', 'l'}) {
      if (i == content.length() || Ascii.toLowerCase(content.charAt(i)) != c) {
        return from;
      }
      i++;
    }
    i = Ascii.skipWhitespace(content, i, content.length());
    if (i == content.length() || content.charAt(i) != '=') {
      return from;
    }
    return Ascii.skipWhitespace(content, i + 1, content.length());
  }
}
