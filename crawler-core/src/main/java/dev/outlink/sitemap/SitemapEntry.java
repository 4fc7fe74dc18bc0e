package dev.outlink.sitemap;

import dev.outlink.url.CrawlUrl;

/** One entry of a sitemap. */
public sealed interface SitemapEntry {

  /** A page; it may still be one that cannot be crawled ({@code ftp:}). */
  record Page(CrawlUrl url) implements SitemapEntry {}

  /** Another sitemap, which an index names; http(s). */
  record Index(CrawlUrl sitemap) implements SitemapEntry {}

  /**
   * An entry that names nothing.
   *
   * @param text the location as it was given, bounded to 2,000 characters
   * @param reason why, in words a person understands
   */
  record Invalid(String text, String reason) implements SitemapEntry {}
}
