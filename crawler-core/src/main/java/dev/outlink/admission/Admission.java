package dev.outlink.admission;

import java.util.Locale;

/** The answer to offering a URL to the frontier, or the reason why it is not offered. */
public enum Admission {
  /** It is new and waits for its turn. */
  ADMITTED,
  /** The same canonical URL was admitted before. */
  ALREADY_KNOWN,
  /** Its scheme cannot be fetched. */
  NOT_CRAWLABLE,
  /** There is no room now; the URL was not taken in and may be offered again. Only for seeds. */
  FULL,
  /** The frontier takes nothing in any more. */
  CLOSED,
  /** It is further from its seed than the crawl goes. */
  TOO_DEEP,
  /** It is outside of what its seed stands for. */
  OUT_OF_SCOPE,
  /** A pattern excludes it, or there are patterns to include and none does. */
  EXCLUDED,
  /** The page or the link asks not to be followed. */
  NOFOLLOW,
  /** Budget: the URL is too long. */
  URL_TOO_LONG,
  /** Budget: its path has too many segments. */
  TOO_MANY_SEGMENTS,
  /** Budget: the same segments come again and again in its path. */
  REPEATED_SEGMENTS,
  /** Budget: enough URLs of its host look like it, but for numbers, tokens and query. */
  TOO_MANY_VARIANTS,
  /** Budget: the crawl has as many pages as it may have. */
  MAX_PAGES,
  /** Budget: its host has as many pages as it may have. */
  MAX_PAGES_PER_HOST;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in outputs: lower case, words joined by hyphens, as in {@code out-of-scope}. */
  public String label() {
    return label;
  }

  /** Whether the crawl would have gone on with this URL if it were allowed more. */
  public boolean isBudget() {
    return compareTo(URL_TOO_LONG) >= 0;
  }
}
