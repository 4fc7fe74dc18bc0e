package dev.outlink.cli.console;

import dev.outlink.crawl.CrawlProgress;
import java.time.Duration;

/**
 * How fast a crawl is and how much of it is left, from a snapshot of it.
 *
 * @param now the snapshot
 * @param elapsed since the crawl's start
 * @param grows whether pages lead to more, so that nobody can tell how many there will be
 */
record ProgressEstimate(CrawlProgress now, Duration elapsed, boolean grows) {

  /** Before anything has happened. */
  static final ProgressEstimate NONE =
      new ProgressEstimate(
          new CrawlProgress(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Double.NaN), Duration.ZERO, true);

  /** What nobody can tell. */
  static final long UNKNOWN = -1;

  /** So few say nothing of those to come: at its start a program is slow. */
  private static final int FEW = 10;

  /** Requests sent in a second, on the average. */
  double requestsPerSecond() {
    return now.requests() / seconds();
  }

  /** How many URLs and lines there will have been, as far as one can tell, or {@link #UNKNOWN}. */
  long expected() {
    double read = now.inputRead();
    if (grows || Double.isNaN(read) || read <= 0) {
      return UNKNOWN;
    }
    return Math.round(now.known() / read);
  }

  /**
   * Seconds to the crawl's end, as far as one can tell, or {@link #UNKNOWN}. What takes time is
   * what is asked of servers: lines that were settled without are no measure for those that wait,
   * and of what is still unread only as large a part counts as of what was read.
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
