package dev.outlink.gate;

import java.util.concurrent.TimeUnit;

/**
 * A host's concurrency and delay as they follow its response time. Times are nanoseconds.
 *
 * <p>The concurrency begins at one and goes by additive increase, multiplicative decrease: one more
 * after as many good answers as it is large, half as many when the smoothed response time has grown
 * to more than twice the smallest one lately seen, or when the host is busy or fails. What was sent
 * before the concurrency was last halved does not halve it again. The smallest smoothed time is
 * that of the last 100 to 200 answers, so a host that has become slower for good is measured anew.
 *
 * <p>The delay is the smoothed response time over the concurrency, 30 seconds at most: it spreads
 * the requests over the time that they take.
 */
final class Adaptation {

  private static final long LONGEST_DELAY = TimeUnit.SECONDS.toNanos(30);
  private static final int LATELY = 100;

  private final int most;
  private int limit = 1;
  private int goodInARow;
  private boolean halved;
  private long halvedAt;
  private int answers;
  private double smoothed;
  private double least = Double.MAX_VALUE;
  private double leastBefore = Double.MAX_VALUE;

  Adaptation(int most) {
    this.most = most;
  }

  /** A good answer to a request that was sent then. */
  void good(long sentAt, long now) {
    measure(now - sentAt);
    if (smoothed > 2 * Math.min(least, leastBefore)) {
      halve(sentAt, now);
    } else if (++goodInARow >= limit) {
      goodInARow = 0;
      limit = Math.min(limit + 1, most);
    }
  }

  /** The host is too slow, is busy, or has failed. */
  void halve(long sentAt, long now) {
    goodInARow = 0;
    if (!halved || sentAt - halvedAt > 0) {
      halved = true;
      halvedAt = now;
      limit = Math.max(limit / 2, 1);
    }
  }

  private void measure(long time) {
    if (answers > 0 && answers % LATELY == 0) {
      leastBefore = least;
      least = Double.MAX_VALUE;
    }
    smoothed = answers == 0 ? time : smoothed + (time - smoothed) / 4;
    least = Math.min(least, smoothed);
    answers = answers == 2 * LATELY ? LATELY + 1 : answers + 1;
  }

  /** Requests that may be in flight to the host. */
  int limit() {
    return limit;
  }

  /** Pause between the starts of two requests. */
  long delay() {
    return Math.min((long) (smoothed / limit), LONGEST_DELAY);
  }

  /** Whether there is something to remember. */
  boolean hasHistory() {
    return answers > 0 || halved;
  }
}
