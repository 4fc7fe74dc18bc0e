package dev.outlink.testing;

import dev.outlink.url.CrawlUrl;

/** URLs for tests. */
public final class Urls {

  private Urls() {}

  /** A URL that is known to be one. */
  public static CrawlUrl url(String text) {
    if (CrawlUrl.parse(text) instanceof CrawlUrl url) {
      return url;
    }
    throw new IllegalArgumentException(text);
  }
}
