package dev.outlink.testing;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock and scheduler that only move when told to; tasks run on the thread that moves them. Not
 * safe for several threads.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {

  private long now = -1_000_000_000L; // nanoTime may be negative
  private long sequence;
  private boolean shutdown;
  private final PriorityQueue<Task<?>> tasks =
      new PriorityQueue<>(
          Comparator.<Task<?>>comparingLong(task -> task.at)
              .thenComparingLong(task -> task.number));

  /** The same clock as a ticker. */
  public Ticker ticker() {
    return new Ticker() {
      @Override
      public long read() {
        return now;
      }
    };
  }

  /** Nanoseconds on the clock. */
  public long now() {
    return now;
  }

  /** Moves the clock on and runs what is due, in order, each at its time. */
  public void advance(Duration by) {
    long end = now + by.toNanos();
    for (Task<?> next = tasks.peek(); next != null && next.at <= end; next = tasks.peek()) {
      tasks.remove();
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  }

  /** Runs tasks, moving the clock to each, until there are none. */
  public void runAll() {
    for (Task<?> next = tasks.poll(); next != null; next = tasks.poll()) {
      now = Math.max(now, next.at);
      next.run();
    }
  }

  /** Tasks that wait and are not cancelled. */
  public long pending() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(new Task<>(command, unit.toNanos(delay)));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(new Task<>(callable, unit.toNanos(delay)));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable command) {
    var unused = add(new Task<>(command, 0));
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    tasks.clear();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  private <V> Task<V> add(Task<V> task) {
    tasks.add(task);
    return task;
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    final long at;
    final long number = sequence++;

    Task(Runnable command, long delay) {
      super(command, null);
      at = now + Math.max(0, delay);
    }

    Task(Callable<V> command, long delay) {
      super(command);
      at = now + Math.max(0, delay);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Task<?>) other).at);
    }
  }
}
