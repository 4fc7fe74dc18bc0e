package dev.outlink.crawl;

import dev.outlink.sink.PageRecord;

/**
 * Told what happens in a crawl. Called outside locks, from several threads at once, and must not
 * block. A listener that throws is logged and never stops the crawl.
 */
public interface CrawlListener {

  /** Hears nothing. */
  CrawlListener NONE = new CrawlListener() {};

  /** A URL or input line has reached its one final outcome, and the sink has its rows. */
  default void settled(PageRecord page) {}

  /** The crawl is over and the sink is finished. Not called for a crawl that failed. */
  default void finished(CrawlSummary summary) {}
}
