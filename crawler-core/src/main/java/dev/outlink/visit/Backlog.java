package dev.outlink.visit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The results of a crawl that wait for its sink. While there are too many no visit begins, so that
 * the crawl goes as fast as whoever takes its results. Safe for any thread.
 */
public final class Backlog {

  private final int most;
  private final Runnable wake;
  private final AtomicInteger results = new AtomicInteger();

  /**
   * Nothing waits yet.
   *
   * @param most results that may wait before visits do, at least 1
   * @param wake run when visits may begin again
   */
  public Backlog(int most, Runnable wake) {
    this.most = most;
    this.wake = wake;
  }

  /** Whether no visit should begin. */
  public boolean isFull() {
    return results.get() >= most;
  }

  void enter() {
    results.getAndIncrement();
  }

  void leave() {
    if (results.getAndDecrement() == most) {
      wake.run();
    }
  }
}
