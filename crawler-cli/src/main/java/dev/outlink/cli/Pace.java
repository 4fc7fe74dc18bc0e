package dev.outlink.cli;

import dev.outlink.cli.text.Numbers;
import dev.outlink.crawl.CrawlProgress;
import java.time.Duration;

/**
 * How fast a crawl is and how much of it is left, from a snapshot of it.
 *
 * @param now the snapshot
 * @param elapsed since the crawl's start
 * @param grows whether pages lead to more, so that nobody can tell how many there will be
 */
record Pace(CrawlProgress now, Duration elapsed, boolean grows) {

  private static final long UNKNOWN = -1;

  /** Such as {@code 12.5 pages/s, 256 in flight, 1,024 waiting, 3 errors}. */
  String numbers() {
    return Numbers.tenths(perSecond(now.pages()))
        + " pages/s, "
        + Numbers.grouped(now.inFlight())
        + " in flight, "
        + Numbers.grouped(now.waiting())
        + " waiting, "
        + Numbers.grouped(now.failed())
        + (now.failed() == 1 ? " error" : " errors");
  }

  /** How many URLs there will have been, as far as one can tell, or -1. */
  long expected() {
    double read = now.inputRead();
    if (grows || Double.isNaN(read) || read <= 0) {
      return UNKNOWN;
    }
    long soFar = now.settled() + now.inFlight() + now.waiting();
    return Math.round(soFar / read);
  }

  /** One line, with the time that is left where it can be told. */
  String line() {
    String line = Numbers.grouped(now.settled()) + " done, " + numbers();
    long expected = expected();
    double rate = perSecond(now.settled());
    if (expected == UNKNOWN || rate == 0) {
      return line;
    }
    long left = Math.max(0, Math.round((expected - now.settled()) / rate));
    return line + ", about " + Numbers.duration(Duration.ofSeconds(left)) + " left";
  }

  private double perSecond(long count) {
    return count / Math.max(1e-3, elapsed.toNanos() / 1e9);
  }
}
