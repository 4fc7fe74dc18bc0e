package dev.outlink.crawl;

import dev.outlink.record.PageRecord;

/**
 * Told what happens in a crawl: one thing after the other, on a thread of its own. It may take its
 * time, and the crawl goes on; only where it is more than 65,536 records behind the crawl waits for
 * it. {@link Crawl#completion()} does not wait for it, {@link Crawl#close()} does. A listener that
 * throws is logged and never stops the crawl.
 */
public interface CrawlListener {

  /** Hears nothing. */
  CrawlListener NONE = new CrawlListener() {};

  /** A URL or input line has reached its one final outcome, and the sink has its rows. */
  default void settled(PageRecord page) {}

  /** The crawl is over and the sink is finished: the last call. Not for a crawl that failed. */
  default void finished(CrawlSummary summary) {}
}
