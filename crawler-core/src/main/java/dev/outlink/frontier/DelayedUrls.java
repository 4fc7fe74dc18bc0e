package dev.outlink.frontier;

import dev.outlink.task.CrawlTask;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** URLs that wait for a time to come. Guarded by the frontier's lock. */
final class DelayedUrls {

  private final PriorityQueue<Retry> retries = new PriorityQueue<>();
  private long numbers;

  void add(CrawlTask task, long dueAt) {
    retries.add(new Retry(task, dueAt, numbers++));
  }

  /** The next one whose time has come, or null. */
  @Nullable CrawlTask due(long now) {
    Retry next = retries.peek();
    if (next == null || next.dueAt - now > 0) {
      return null;
    }
    retries.remove();
    return next.task;
  }

  /** How long until the next one's time comes, 0 if it has, Long.MAX_VALUE if there is none. */
  long nanosToNext(long now) {
    Retry next = retries.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.dueAt - now);
  }

  void drainTo(Consumer<CrawlTask> receiver) {
    retries.forEach(retry -> receiver.accept(retry.task));
    retries.clear();
  }

  boolean isEmpty() {
    return retries.isEmpty();
  }

  private record Retry(CrawlTask task, long dueAt, long number) implements Comparable<Retry> {

    // Times are compared by their difference: the clock may pass the largest number.
    @Override
    public int compareTo(Retry other) {
      int byTime = Long.signum(dueAt - other.dueAt);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
