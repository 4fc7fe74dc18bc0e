package dev.outlink.frontier;

import dev.outlink.task.CrawlTask;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** URLs that wait for a time to come. Guarded by the frontier's lock. */
final class DelayedUrls {

  private final PriorityQueue<Delayed> urls = new PriorityQueue<>();
  private long numbers;

  void add(CrawlTask task, long dueAt) {
    urls.add(new Delayed(task, dueAt, numbers++));
  }

  /** The next one whose time has come, or null. */
  @Nullable CrawlTask due(long now) {
    Delayed next = urls.peek();
    if (next == null || next.dueAt - now > 0) {
      return null;
    }
    urls.remove();
    return next.task;
  }

  /** How long until the next one's time comes, 0 if it has, Long.MAX_VALUE if there is none. */
  long nanosToNext(long now) {
    Delayed next = urls.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.dueAt - now);
  }

  void drainTo(Consumer<CrawlTask> receiver) {
    urls.forEach(each -> receiver.accept(each.task));
    urls.clear();
  }

  boolean isEmpty() {
    return urls.isEmpty();
  }

  private record Delayed(CrawlTask task, long dueAt, long number) implements Comparable<Delayed> {

    // Times are compared by their difference: the clock may pass the largest number.
    @Override
    public int compareTo(Delayed other) {
      int byTime = Long.signum(dueAt - other.dueAt);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
