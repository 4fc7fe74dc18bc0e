package dev.outlink.crawl;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one action when the earliest of the times has come that it was set to. Safe for any thread.
 */
final class Alarm {

  private final ScheduledExecutorService timer;
  private final Ticker ticker;
  private final Runnable action;

  @GuardedBy("this") private @Nullable ScheduledFuture<?> next;

  @GuardedBy("this") private long at;

  Alarm(ScheduledExecutorService timer, Ticker ticker, Runnable action) {
    this.timer = timer;
    this.ticker = ticker;
    this.action = action;
  }

  /** Rings after so many nanoseconds, unless it rings before. */
  synchronized void set(long nanos) {
    long time = ticker.read() + nanos;
    if (next != null && at - time <= 0) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    at = time;
    next = timer.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
  }

  /** Does not ring for what it was set to. */
  synchronized void cancel() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void ring() {
    synchronized (this) {
      next = null;
    }
    action.run();
  }
}
