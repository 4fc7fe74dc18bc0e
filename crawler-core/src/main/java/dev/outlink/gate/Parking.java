package dev.outlink.gate;

import java.util.concurrent.TimeUnit;

/**
 * A host's failures in a row, and whether it is parked for them. It begins with the first failure
 * and is dropped with the first good answer; times are nanoseconds.
 *
 * <p>States: <i>open</i>, until so many failures; <i>parked</i>, for half an hour, in which nothing
 * is sent; <i>half-open</i>, in which one request at a time is sent and the next failure parks the
 * host again.
 */
final class Parking {

  private static final long TIME = TimeUnit.MINUTES.toNanos(30);

  private int failures;
  private long countedAt;
  private boolean parked;
  private long until;

  /**
   * A request that was sent then has failed. Of those that were under way together the first one
   * counts, since they may have failed for one reason. {@code most} failures park the host, none
   * does if it is 0.
   */
  void failed(int most, long sentAt, long now) {
    if (failures > 0 && sentAt - countedAt < 0) {
      return;
    }
    failures++;
    countedAt = now;
    if (most > 0 && failures >= most && !isParked(now)) {
      parked = true;
      until = now + TIME;
    }
  }

  boolean isParked(long now) {
    return parked && until - now > 0;
  }

  /** Whether it is parked or half-open. */
  boolean isShut() {
    return parked;
  }

  /** When it becomes half-open; only while it is shut. */
  long until() {
    return until;
  }

  int failures() {
    return failures;
  }
}
