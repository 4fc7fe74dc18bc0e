package dev.outlink.sitemap;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds and fetches sitemaps. Safe for any thread; its methods never block or throw, and may be
 * asked for many things at a time. A failed future is a bug, which ends the reading of the seeds;
 * what is cancelled is not wanted any more.
 */
public interface SitemapSource {

  /**
   * The {@code Sitemap} lines of a host's robots.txt (RFC 9309, section 2.2.4), URLs that may be
   * relative and of other hosts; none where there is no robots.txt. Empty where the host cannot be
   * asked, and is not to be asked for a sitemap either.
   */
  CompletableFuture<Optional<List<String>>> ofHost(Host host);

  /**
   * Starts to fetch a sitemap, redirects followed. Every failure of the fetch is a {@link Failed}.
   * Bodies that wait to be read take memory, which the source bounds: it may fetch later, and what
   * is not closed keeps others waiting.
   *
   * @param url http(s)
   */
  CompletableFuture<Body> fetch(CrawlUrl url);

  /** Why no further seeds are wanted, such as a budget; null as long as they are. */
  default @Nullable Failed over() {
    return null;
  }

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
   * @param outcome how the fetch ended, by the name that page records have for it
   * @param status the HTTP status, 0 where there was none
   * @param detail what happened, in words a person understands; may be empty
   */
  record Failed(String outcome, int status, String detail) implements Body {}
}
