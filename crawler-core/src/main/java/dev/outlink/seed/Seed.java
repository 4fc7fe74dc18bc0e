package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the user's input: a URL, a line that is none, or a sitemap that could not be had.
 * Blank lines and comments are no seeds.
 */
public sealed interface Seed {

  /**
   * A URL that parsed; it may still be one that cannot be crawled ({@code ftp:}).
   *
   * @param namedBy where it does not come from the user: what the user named, on another host, that
   *     led to it; else null
   */
  record Url(CrawlUrl url, @Nullable CrawlUrl namedBy) implements Seed {

    /** A URL of the user's, or of a host that the user named. */
    public Url(CrawlUrl url) {
      this(url, null);
    }
  }

  /**
   * A line that is no URL.
   *
   * @param text the line as it was given, bounded to 2,000 characters
   * @param where the input and line number, {@code urls.txt:17}
   * @param reason why, in words a person understands
   */
  record Invalid(String text, String where, String reason) implements Seed {}

  /**
   * A source of seeds that could not be had, or was not read to its end: a sitemap.
   *
   * @param url what the user or another sitemap named
   * @param outcome how it ended, by the name that page records have for it
   * @param status the HTTP status, 0 where there was none
   * @param detail what happened, in words a person understands; may be empty
   */
  record Failed(String url, String outcome, int status, String detail) implements Seed {}
}
