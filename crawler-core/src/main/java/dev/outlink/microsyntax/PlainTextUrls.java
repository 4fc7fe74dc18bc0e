package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The http(s) URLs in plain text. One starts at {@code http://} or {@code https://} in any case,
 * not behind a letter or digit, and ends before white space, a control character, what is no
 * character, or one of {@code < > " `}. As in the autolinks of GitHub's Markdown, punctuation at
 * its end ({@code . , ; : ! ? '}) is not part of it, nor is a closing bracket there that none
 * inside it opens.
 */
public final class PlainTextUrls {

  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private PlainTextUrls() {}

  /** The URLs as they stand there, in their order, duplicates kept. */
  public static List<String> find(String text) {
    List<String> urls = new ArrayList<>();
    forEach(text, urls::add);
    return urls;
  }

  /** Hands over the URLs of {@link #find} one by one, so that none need be kept. */
  public static void forEach(String text, Consumer<? super String> consumer) {
    int colon = text.indexOf(':');
    while (colon >= 0) {
      int next = colon + 1;
      int start = text.startsWith("//", next) ? schemeStart(text, colon) : -1;
      if (start >= 0) {
        int authority = next + 2;
        next = stop(text, authority);
        int end = end(text, authority, next);
        if (end > authority) {
          consumer.accept(text.substring(start, end));
        }
      }
      colon = text.indexOf(':', next);
    }
  }

  /** Where the scheme before the colon starts, or -1 where it is not one of a URL. */
  private static int schemeStart(String text, int colon) {
    int start = -1;
    if (endsWith(text, colon, "http")) {
      start = colon - 4;
    } else if (endsWith(text, colon, "https")) {
      start = colon - 5;
    }
    boolean isInWord = start > 0 && Character.isLetterOrDigit(text.codePointBefore(start));
    return isInWord ? -1 : start;
  }

  /** Folds ASCII only: for {@code regionMatches} the long s is an s too. */
  private static boolean endsWith(String text, int end, String scheme) {
    int start = end - scheme.length();
    if (start < 0) {
      return false;
    }
    for (int i = 0; i < scheme.length(); i++) {
      if (Ascii.toLowerCase(text.charAt(start + i)) != scheme.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int stop(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (isStop(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static boolean isStop(int c) {
    if (c < 0x80) {
      return c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`';
    }
    boolean isNoncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return isNoncharacter
        || Character.isISOControl(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  /** Behind the last character that may be the last one; {@code from} where there is none. */
  private static int end(String text, int from, int to) {
    int[] open = new int[OPENING.length()];
    int end = from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int opening = OPENING.indexOf(c);
      int closing = CLOSING.indexOf(c);
      if (opening >= 0) {
        open[opening]++;
      }
      boolean isUnopened = closing >= 0 && open[closing] == 0;
      if (closing >= 0 && !isUnopened) {
        open[closing]--;
      }
      if (!isUnopened && ".,;:!?'".indexOf(c) < 0) {
        end = i + 1;
      }
    }
    return end;
  }
}
