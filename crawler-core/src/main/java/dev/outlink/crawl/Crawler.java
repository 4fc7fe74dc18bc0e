package dev.outlink.crawl;

import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;

/**
 * The engine: threads, connections and configuration, which several crawls may share. Safe for any
 * thread; closing it ends its crawls and all its threads.
 */
public final class Crawler implements AutoCloseable {

  private Crawler() {}

  /** Starts the threads and the HTTP client of an engine. */
  public static Crawler create(CrawlConfig config) {
    throw new UnsupportedOperationException(config.toString());
  }

  /**
   * Starts a crawl at once. What goes wrong at the start fails {@link Crawl#completion()}; this
   * method does not throw.
   */
  public Crawl crawl(Seeds seeds, LinkSink sink) {
    return crawl(seeds, sink, CrawlListener.NONE);
  }

  /** Starts a crawl that tells a listener. */
  public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Cancels its crawls and ends every thread and connection, within about ten seconds. Idempotent.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
