package dev.outlink.gate;

import java.util.random.RandomGenerator;

/**
 * How long a busy host rests that does not say for how long: 1 s, 2 s, 4 s and so on up to a cap,
 * each time a random part of it between the half and the whole. It begins with the first answer
 * that says so and is dropped with the first good one; times are in nanoseconds.
 *
 * <p>Only an answer to a request that was sent after the latest such answer is news. Those in
 * flight then were sent before the host's word was heard, so they neither lengthen the rest nor end
 * it.
 */
final class Backoff {

  private static final long FIRST = 1_000_000_000;

  private final long cap;
  private long busyAt;
  private long length;

  Backoff(long cap, long now) {
    this.cap = cap;
    this.busyAt = now;
  }

  boolean isNews(long sentAt) {
    return sentAt - busyAt > 0;
  }

  /** The host has said once more that it is busy. */
  void busy(long now) {
    busyAt = now;
  }

  /** Twice as long as the last time. */
  long longer(RandomGenerator random) {
    length = length == 0 ? Math.min(FIRST, cap) : Math.min(2 * length, cap);
    return asLong(random);
  }

  /** As long as the last time. */
  long again(RandomGenerator random) {
    return length == 0 ? longer(random) : asLong(random);
  }

  private long asLong(RandomGenerator random) {
    long half = length / 2;
    return half + random.nextLong(length - half + 1);
  }
}
