package dev.outlink.visit;

import dev.outlink.record.CrawlEvent;
import java.util.concurrent.CompletableFuture;

/** Where the events of a crawl go. Safe for any thread; never blocks or throws. */
@FunctionalInterface
public interface Events {

  /**
   * Something has happened.
   *
   * @return completes when the next event may be told: at once, unless a listener is too far behind
   */
  CompletableFuture<Void> tell(CrawlEvent event);
}
