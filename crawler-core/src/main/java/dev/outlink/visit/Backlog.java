package dev.outlink.visit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The results of a crawl that wait for its sink. While there are too many no visit begins, so that
 * the crawl goes as fast as whoever takes its results. Safe for any thread.
 */
public final class Backlog {

  /** Results that may wait before visits do. */
  private static final int MOST = 1024;

  private final Runnable wake;
  private final AtomicInteger results = new AtomicInteger();

  /**
   * Nothing waits yet.
   *
   * @param wake run when visits may begin again
   */
  public Backlog(Runnable wake) {
    this.wake = wake;
  }

  /** Whether no visit should begin. */
  public boolean isFull() {
    return results.get() >= MOST;
  }

  void countIn() {
    results.getAndIncrement();
  }

  void countOut() {
    if (results.getAndDecrement() == MOST) {
      wake.run();
    }
  }
}
