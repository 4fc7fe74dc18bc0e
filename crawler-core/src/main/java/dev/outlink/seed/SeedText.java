package dev.outlink.seed;

import com.google.common.base.CharMatcher;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;

/** Reads a URL as a person writes it into a list, and says what is wrong where it is none. */
public final class SeedText {
  private static final int MAX_TEXT = 2_000;

  /** The URL parser would drop these, so that one URL would be made of several. */
  private static final CharMatcher LINE_ENDS = CharMatcher.anyOf("\t\n\r");

  private static final int MAX_SUGGESTION = 200;

  /** Takes nothing without a scheme. */
  public static final SeedText PLAIN = new SeedText("");

  private final String defaultScheme;

  /**
   * Reads URLs.
   *
   * @param defaultScheme of what is a bare domain, with or without a path; empty for none
   */
  SeedText(String defaultScheme) {
    this.defaultScheme = defaultScheme;
  }

  /**
   * Takes bare domains for URLs of a scheme.
   *
   * @throws IllegalArgumentException if it is neither {@code http} nor {@code https}
   */
  static SeedText withScheme(String scheme) {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("neither http nor https: " + scheme);
    }
    return new SeedText(scheme);
  }

  /** The seed that a line of a list is; its place is {@code input} and then {@code number}. */
  public Seed seed(String text, ListLine line, String input, long number) {
    String fault = line.fault();
    if (fault == null) {
      return seed(text, line.url(), input, number);
    }
    boolean isNoUrl = defaultScheme.isEmpty() && !text.startsWith("\"") && !hasScheme(text);
    boolean namesColumns = fault.equals(ListLine.NAMES_OF_COLUMNS);
    return invalid(text, input + number, isNoUrl && !namesColumns ? withoutScheme(text) : fault);
  }

  /**
   * The seed that is given by itself and not in a list.
   *
   * @param kind what it is called in messages
   * @param number its number, from 1
   */
  Seed given(String text, String kind, long number) {
    String url = text.strip();
    return LINE_ENDS.matchesNoneOf(url)
        ? seed(url, url, kind + ' ', number)
        : invalid(url, kind + ' ' + number, "several lines, or columns, in one " + kind);
  }

  /**
   * The seed that a text is.
   *
   * @param text what was given
   * @param url the part of it that should be a URL
   */
  Seed seed(String text, String url, String input, long number) {
    if (isUndecodable(url)) {
      return invalid(text, input + number, "octets that are no UTF-8; write them as %XX");
    }
    UrlResult result = CrawlUrl.parse(url);
    if (result instanceof CrawlUrl parsed && parsed.isHttp()) {
      return new Seed.Url(parsed);
    }
    if (result instanceof CrawlUrl parsed && !isHostAndPort(parsed)) {
      return invalid(parsed.href(), input + number, parsed.scheme() + ": cannot be fetched");
    }
    if (hasScheme(url) && result instanceof InvalidUrl invalid) {
      return invalid(text, input + number, invalid.reason());
    }
    CrawlUrl bare = defaultScheme.isEmpty() ? null : BareDomain.url(defaultScheme, url);
    return bare == null ? invalid(text, input + number, withoutScheme(url)) : new Seed.Url(bare);
  }

  /** Whether a text had octets that its encoding does not have. Nobody means U+FFFD in a URL. */
  public static boolean isUndecodable(String text) {
    return text.indexOf('\ufffd') >= 0;
  }

  /** A line that is no URL; the text is cut where it is too long to be kept. */
  public static Seed.Invalid invalid(String text, String where, String reason) {
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
    String guess = likelyScheme(text) + (text.startsWith("//") ? "" : "//") + text;
    if (CrawlUrl.parse(guess) instanceof CrawlUrl url
        && isHostName(url.hostname())
        && url.href().length() <= MAX_SUGGESTION) {
      return "no scheme; did you mean " + url.href() + " ?";
    }
    return "no scheme; a URL begins with https:// or http://";
  }

  /** What a URL begins with that has no scheme, most likely: this machine rarely has TLS. */
  public static String likelyScheme(String text) {
    int start = text.startsWith("//") ? 2 : 0;
    boolean isHere = text.startsWith("localhost", start) || text.startsWith("127.", start);
    return isHere ? "http:" : "https:";
  }

  /** The text, or its first 2,000 characters. */
  public static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, splits ? MAX_TEXT - 1 : MAX_TEXT);
  }
}
