package dev.outlink.frontier;

import java.util.concurrent.TimeUnit;

/**
 * How long URLs that were found wait for the seeds that are not read yet, any of which may be one
 * of them: until the input has paused for half a minute in all, or very many seeds were read. From
 * then on an input that does not end holds nothing up (docs/adr/0012). Guarded by the frontier's
 * lock.
 */
final class InputWait {

  /** So long may the pauses between seeds be, all together, once something was found. */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  /** What is shorter is no pause. */
  static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  /** So many times the capacity of seeds. */
  static final int MOST_FILLS = 16;

  private final long mostSeeds;
  private boolean over;
  private boolean anyFound;
  private long seeds;
  private long lastAt;
  private long paused;

  InputWait(FrontierConfig config) {
    this.mostSeeds = (long) MOST_FILLS * config.capacity();
    this.over = !config.levels();
  }

  /** Whether a seed or what was found first counts. */
  boolean isWaiting() {
    return !over;
  }

  /** A seed was read. */
  void seed(long now) {
    seeds++;
    paused += pause(now);
    lastAt = now;
  }

  /** A URL was found that is no seed. */
  void found(long now) {
    if (!anyFound) {
      anyFound = true;
      lastAt = now;
    }
  }

  /** Ends the wait if it was long enough; true once. */
  boolean ends(long now) {
    boolean ends = nanosLeft(now) == 0;
    over |= ends;
    return ends;
  }

  /** The input has ended. */
  void end() {
    over = true;
  }

  /** How long it still is if no seed comes; Long.MAX_VALUE if nothing waits. */
  long nanosLeft(long now) {
    if (over || !anyFound) {
      return Long.MAX_VALUE;
    }
    return seeds >= mostSeeds ? 0 : Math.max(0, PATIENCE - paused - pause(now));
  }

  private long pause(long now) {
    return anyFound && now - lastAt >= PAUSE ? now - lastAt : 0;
  }
}
