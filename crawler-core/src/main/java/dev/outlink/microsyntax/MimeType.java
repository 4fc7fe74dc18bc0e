package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a Content-Type header says (Fetch standard, "extract a MIME type"; MIME Sniffing, 4.4).
 *
 * @param essence type and subtype in lower case, such as {@code text/html}; never a wildcard
 * @param charset the label of the charset parameter, or null
 */
public record MimeType(String essence, @Nullable String charset) {

  /**
   * Of several values, with commas between, the last that is a MIME type counts, and a charset
   * lasts as long as the type stays the same.
   *
   * @return null where no value is a MIME type: it is then as if there were no header
   */
  public static @Nullable MimeType of(String header) {
    MimeType last = null;
    for (String part : split(header)) {
      Parse type = new Parse(part);
      String essence = type.essence();
      if (essence == null || essence.equals("*/*")) {
        continue;
      }
      String charset = type.charset();
      if (charset == null && last != null && last.essence.equals(essence)) {
        charset = last.charset;
      }
      last = new MimeType(essence, charset);
    }
    return last;
  }

  /** Splits at commas that are not quoted. */
  private static List<String> split(String header) {
    List<String> parts = new ArrayList<>(1);
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(trim(header, from, i));
        from = i + 1;
      }
    }
    parts.add(trim(header, from, header.length()));
    return parts;
  }

  private static String trim(String text, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && isSpace(text.charAt(first))) {
      first++;
    }
    while (last > first && isSpace(text.charAt(last - 1))) {
      last--;
    }
    return text.substring(first, last);
  }

  private static final String CHARSET = "charset";

  /** One value, read from left to right. */
  private static final class Parse {
    private final String value;
    private final int to;
    private int at;

    Parse(String value) {
      this.value = value;
      this.to = value.length();
    }

    /** Reads type and subtype, in lower case; null where they are none. */
    @Nullable String essence() {
      int slash = value.indexOf('/');
      int semicolon = value.indexOf(';');
      at = semicolon < 0 ? to : semicolon;
      if (slash < 0 || slash > at) {
        return null;
      }
      String essence = trim(value, 0, at);
      boolean valid =
          HttpToken.is(essence.substring(0, slash)) && HttpToken.is(essence.substring(slash + 1));
      return valid ? essence.toLowerCase(Locale.ROOT) : null;
    }

    /** Reads the parameters: the first charset that is one counts. */
    @Nullable String charset() {
      while (at < to) {
        at++;
        while (at < to && isSpace(value.charAt(at))) {
          at++;
        }
        int from = at;
        while (at < to && value.charAt(at) != ';' && value.charAt(at) != '=') {
          at++;
        }
        boolean isCharset =
            at - from == CHARSET.length() && value.regionMatches(true, from, CHARSET, 0, at - from);
        if (at < to && value.charAt(at) == '=') {
          at++;
          String found = at < to ? parameter() : null;
          if (isCharset && found != null && isQuotable(found)) {
            return found;
          }
        }
      }
      return null;
    }

    /** Reads a value as far as the next semicolon; null where there is none. */
    private @Nullable String parameter() {
      boolean quoted = value.charAt(at) == '"';
      String text = quoted ? quoted() : "";
      int from = at;
      int semicolon = value.indexOf(';', at);
      at = semicolon < 0 ? to : semicolon;
      if (quoted) {
        return text;
      }
      int end = at;
      while (end > from && isSpace(value.charAt(end - 1))) {
        end--;
      }
      return end == from ? null : value.substring(from, end);
    }

    private String quoted() {
      StringBuilder text = new StringBuilder();
      at++;
      while (at < to && value.charAt(at) != '"') {
        if (value.charAt(at) == '\\' && at + 1 < to) {
          at++;
        }
        text.append(value.charAt(at++));
      }
      return text.toString();
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** True where a quoted string may hold it. */
  private static boolean isQuotable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
        return false;
      }
    }
    return true;
  }
}
