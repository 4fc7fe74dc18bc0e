package dev.outlink.record;

/**
 * Told what happens in a crawl: one event after the other, on a thread of its own or on the
 * executor that was named for it. It may take its time, and the crawl goes on; only where it is
 * more than 65,536 events behind the crawl waits for it. The end of a crawl does not wait for it,
 * closing the crawl does. A listener that throws is logged and never stops the crawl.
 */
@FunctionalInterface
public interface CrawlListener {

  /** Hears nothing, and costs nothing. */
  CrawlListener NONE =
      new CrawlListener() {
        @Override
        public void on(CrawlEvent event) {}

        @Override
        public boolean hears(CrawlEvent event) {
          return false;
        }
      };

  /** Something has happened. */
  void on(CrawlEvent event);

  /**
   * Whether the listener wants to be told of an event. Asked where it happens, on any thread: it
   * must be quick, and must not block or throw.
   */
  default boolean hears(CrawlEvent event) {
    return true;
  }
}
