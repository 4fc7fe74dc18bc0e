package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;

/** Reads a URL as a person writes it into a list, and says what is wrong where it is none. */
final class SeedText {
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_SUGGESTION = 200;

  private SeedText() {}

  /** The seed that the text is; its place is {@code input} and then {@code number}. */
  static Seed seed(String text, String input, long number) {
    UrlResult result = CrawlUrl.parse(text);
    if (result instanceof CrawlUrl url && (url.isHttp() || !isHostAndPort(url))) {
      return new Seed.Url(url);
    }
    String reason = result instanceof InvalidUrl invalid ? invalid.reason() : "";
    return invalid(text, input + number, hasScheme(text) ? reason : withoutScheme(text));
  }

  /** A line that is no URL; the text is cut where it is too long to be kept. */
  static Seed.Invalid invalid(String text, String where, String reason) {
    return new Seed.Invalid(cut(text), where, reason);
  }

  /** The URL standard takes the host of {@code example.org:8080/path} for a scheme. */
  private static boolean isHostAndPort(CrawlUrl url) {
    String href = url.href();
    int digit = url.scheme().length() + 1;
    return isHostName(url.scheme())
        && digit < href.length()
        && href.charAt(digit) >= '0'
        && href.charAt(digit) <= '9';
  }

  private static boolean isHostName(String name) {
    return name.indexOf('.') > 0 || name.startsWith("[") || name.equals("localhost");
  }

  /** Whether a colon stands before anything that ends a scheme, and no host and port do. */
  private static boolean hasScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return i > 0 && !isHostName(text.substring(0, i));
      }
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && !(other && i > 0)) {
        return false;
      }
    }
    return false;
  }

  private static String withoutScheme(String text) {
    if (text.isEmpty()) {
      return "empty";
    }
    String guess = text.startsWith("//") ? "https:" + text : "https://" + text;
    if (CrawlUrl.parse(guess) instanceof CrawlUrl url
        && isHostName(url.hostname())
        && url.href().length() <= MAX_SUGGESTION) {
      return "no scheme; did you mean " + url.href() + " ?";
    }
    return "no scheme; a URL begins with https:// or http://";
  }

  /** The text, or its first 2,000 characters. */
  static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, splits ? MAX_TEXT - 1 : MAX_TEXT);
  }
}
