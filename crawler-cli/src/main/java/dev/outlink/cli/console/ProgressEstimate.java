package dev.outlink.cli.console;

import dev.outlink.record.CrawlProgress;
import java.time.Duration;

/**
 * The speed of a crawl and an estimate of the remaining work, from a snapshot of it.
 *
 * @param now the snapshot
 * @param elapsed the time since the start of the crawl
 * @param grows whether links are crawled, so that the number of pages cannot be known
 */
record ProgressEstimate(CrawlProgress now, Duration elapsed, boolean grows) {

  /** The state before a crawl has started. */
  static final ProgressEstimate NONE =
      new ProgressEstimate(
          new CrawlProgress(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Double.NaN), Duration.ZERO, true);

  /** There is no estimate. */
  static final long UNKNOWN = -1;

  /** Fewer URLs are not enough for an estimate, because a program is slow at its start. */
  private static final int FEW = 10;

  /** The average number of requests per second. */
  double requestsPerSecond() {
    return now.requests() / seconds();
  }

  /** The estimated number of all URLs and lines, or {@link #UNKNOWN}. */
  long expected() {
    double read = now.inputRead();
    if (grows || Double.isNaN(read) || read <= 0) {
      return UNKNOWN;
    }
    return Math.round(now.known() / read);
  }

  /**
   * The estimated number of seconds until the end of the crawl, or {@link #UNKNOWN}. Only requests
   * take time, so lines that were settled without a request are left out. The unread part of the
   * input is assumed to contain the same share of such lines as the part that was read.
   */
  long secondsLeft() {
    long expected = expected();
    long asked = now.settled() - now.unasked();
    if (expected == UNKNOWN || asked < FEW) {
      return UNKNOWN;
    }
    double share = (double) (now.known() - now.unasked()) / now.known();
    double left = now.known() - now.settled() + (expected - now.known()) * share;
    return Math.round(left * seconds() / asked);
  }

  private double seconds() {
    return Math.max(1e-3, elapsed.toNanos() / 1e9);
  }
}
