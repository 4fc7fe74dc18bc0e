package dev.outlink;

import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import java.util.concurrent.CompletionStage;

/** One crawl under way. Safe for any thread. */
public interface Crawl extends AutoCloseable {

  /**
   * Completes when every input has its outcome and the sink is finished. Fails with an {@link
   * java.io.IOException} that names the file if the input cannot be read or the output cannot be
   * written, and with any other exception for a bug.
   */
  CompletionStage<CrawlSummary> completion();

  /**
   * Drains: starts no more requests and lets those in flight end; the rest is settled as stopped.
   * What waits on disk, and has no record after five seconds, is counted without one. Idempotent;
   * returns at once.
   */
  void stop();

  /**
   * Aborts: ends the requests in flight too. What the sink has taken is still written; what waits
   * on disk is counted without a record. Idempotent; returns at once.
   */
  void cancel();

  /** How far the crawl is. */
  CrawlProgress progress();

  /**
   * Aborts if the crawl is still running, and waits until it has ended and its listener has heard
   * all, ten seconds at most. Idempotent.
   */
  @Override
  void close();
}
