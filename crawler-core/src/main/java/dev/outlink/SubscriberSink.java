package dev.outlink;

import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands results to a subscriber as it asks for them (Reactive Streams 1.0.4). A result that waits
 * to be asked for counts against the crawl's memory, so a subscriber that asks slowly slows the
 * fetching. Signals come one after the other, on a thread of the crawl or on one that asks. Safe
 * for any thread.
 */
final class SubscriberSink implements LinkSink, Flow.Subscription {

  private static final Logger log = LoggerFactory.getLogger(SubscriberSink.class);

  private record Entry(PageResult result, CompletableFuture<Void> taken) {}

  /**
   * How the results end.
   *
   * @param cause why they are not complete, or null
   * @param atOnce whether those that wait are left out
   */
  private record End(@Nullable Throwable cause, boolean atOnce) {}

  private final Runnable cancelled;
  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();

  /** Null from the last signal on, or from a cancel: a subscriber must not be kept. */
  private volatile Flow.@Nullable Subscriber<? super PageResult> subscriber;

  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  /**
   * A sink for a subscriber that has not subscribed yet.
   *
   * @param cancelled run when the subscriber cancels, on any thread, perhaps more than once
   */
  SubscriberSink(Flow.Subscriber<? super PageResult> subscriber, Runnable cancelled) {
    this.subscriber = Objects.requireNonNull(subscriber);
    this.cancelled = cancelled;
  }

  /** Gives the subscriber its subscription. Once, before anything is written. */
  void subscribe() {
    Flow.Subscriber<? super PageResult> to = subscriber;
    if (to != null) {
      signals.getAndIncrement(); // what it asks for meanwhile is given afterwards
      try {
        to.onSubscribe(this);
      } catch (Throwable bug) {
        log.warn("A subscriber failed at its subscription, and hears no more", bug);
        cancel();
      }
      drain(1);
    }
  }

  /** Whether it takes nothing more, since its subscriber has cancelled or has heard the end. */
  boolean isOver() {
    return subscriber == null;
  }

  /**
   * No more results come.
   *
   * @param cause why the crawl failed, or null where it did not
   */
  void end(@Nullable Throwable cause) {
    end(new End(cause, false));
  }

  private void end(End how) {
    end.getAndUpdate(before -> before != null && before.atOnce() ? before : how);
    signal();
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    Entry entry = new Entry(result, new CompletableFuture<>());
    queue.add(entry);
    signal();
    return entry.taken();
  }

  @Override
  public CompletionStage<Void> finish() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      Exception why =
          new IllegalArgumentException("a subscriber asked for " + n + " results (rule 3.9)");
      end(new End(why, true));
      cancelled.run();
      return;
    }
    demand.getAndUpdate(asked -> asked + n < 0 ? Long.MAX_VALUE : asked + n);
    signal();
  }

  @Override
  public void cancel() {
    subscriber = null;
    cancelled.run();
    signal();
  }

  private void signal() {
    if (signals.getAndIncrement() == 0) {
      drain(1);
    }
  }

  /** Signals until nobody has anything to signal. */
  private void drain(int seen) {
    int missed = seen;
    while (missed != 0) {
      give();
      missed = signals.addAndGet(-missed);
    }
  }

  private void give() {
    Flow.Subscriber<? super PageResult> to = subscriber;
    End over = end.get();
    if (over != null && over.atOnce() && to != null) {
      tellEnd(to, over);
      to = null;
    }
    while (to != null && demand.get() > 0) {
      Entry entry = queue.poll();
      if (entry == null) {
        break;
      }
      demand.updateAndGet(asked -> asked == Long.MAX_VALUE ? asked : asked - 1);
      give(to, entry);
      to = subscriber;
    }
    if (to == null) {
      for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
        entry.taken().complete(null);
      }
    } else if (over != null && queue.isEmpty()) {
      tellEnd(to, over); // all that was written came before
    }
  }

  private void give(Flow.Subscriber<? super PageResult> to, Entry entry) {
    try {
      to.onNext(entry.result());
    } catch (Throwable bug) {
      log.warn("A subscriber failed, and hears no more (rule 2.13)", bug);
      cancel();
    }
    entry.taken().complete(null);
  }

  private void tellEnd(Flow.Subscriber<? super PageResult> to, End over) {
    subscriber = null;
    try {
      if (over.cause() == null) {
        to.onComplete();
      } else {
        to.onError(over.cause());
      }
    } catch (Throwable bug) {
      log.warn("A subscriber failed at the end of its results", bug);
    }
  }
}
