package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import java.util.concurrent.CompletableFuture;

/** Fetches sitemaps. */
@FunctionalInterface
public interface SitemapSource {

  /**
   * Starts to fetch a sitemap, redirects followed. Never throws: every failure of the fetch is a
   * {@link Failed}, and a failed future is a bug, which ends the reading of the seeds.
   *
   * @param url http(s), unless {@link SitemapSeeds} was given another
   */
  CompletableFuture<Body> fetch(CrawlUrl url);

  /** What came. */
  sealed interface Body {}

  /**
   * A body as it was sent, without the encodings of HTTP; it may be gzipped still.
   *
   * @param bytes its first {@code length} bytes are the body; not changed before the close
   * @param truncated whether the body was longer, and was cut
   * @param finalUrl where it came from in the end
   * @param close what ends the use of the bytes; called once, on any thread, and does not throw
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; megabytes are not copied
  record Bytes(byte[] bytes, int length, boolean truncated, CrawlUrl finalUrl, Runnable close)
      implements Body {}

  /**
   * No body.
   *
   * @param reason why, in words a person understands
   */
  record Failed(String reason) implements Body {}
}
