package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.util.List;

/**
 * The pages of sitemaps, which are read one after the other, each once; those that an index names
 * follow behind the ones that wait already.
 *
 * <p>An entry that is no URL is a {@link Seed.Invalid}, and so is a sitemap that could not be read,
 * was not read to its end, or named too many others; its text and place are the sitemap's URL.
 *
 * <p>{@link SeedReader#next()} of its readers waits for the source. It ends with an {@link
 * IOException} when its thread is interrupted, or when the reader is closed, which any thread may
 * do.
 */
public final class SitemapSeeds implements Seeds {

  /** The most sitemaps that are read, whoever names them. */
  public static final int MAX_SITEMAPS = 50_000;

  /** The most indexes that may lead from a given sitemap to another. */
  public static final int MAX_DEPTH = 5;

  private final List<CrawlUrl> sitemaps;
  private final SitemapSource source;

  /** Reads nothing yet. */
  public SitemapSeeds(List<CrawlUrl> sitemaps, SitemapSource source) {
    this.sitemaps = List.copyOf(sitemaps);
    this.source = source;
  }

  @Override
  public SeedReader open() {
    return new SitemapPages(sitemaps, source, null, false);
  }
}
