package dev.outlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results for a subscriber; PublisherTckTest has the rules of Reactive Streams. */
class SubscriberSinkTest {

  private final AtomicInteger cancels = new AtomicInteger();
  private final Reader reader = new Reader();
  private final SubscriberSink sink = new SubscriberSink(reader, cancels::incrementAndGet);

  /** Notes what it hears, and does with each result what a test says. */
  private static final class Reader implements Flow.Subscriber<PageResult> {
    final List<String> heard = new ArrayList<>();
    final AtomicInteger inside = new AtomicInteger();
    Consumer<Flow.Subscription> atStart = subscription -> {};
    Consumer<PageResult> atNext = result -> {};

    @Override
    public void onSubscribe(Flow.Subscription mine) {
      signal("subscribed", () -> atStart.accept(mine));
    }

    @Override
    public void onNext(PageResult result) {
      signal(result.page().url(), () -> atNext.accept(result));
    }

    @Override
    public void onError(Throwable failure) {
      signal("error " + failure.getMessage(), () -> {});
    }

    @Override
    public void onComplete() {
      signal("complete", () -> {});
    }

    private void signal(String what, Runnable then) {
      assertThat(inside.incrementAndGet()).as("one after the other").isEqualTo(1);
      heard.add(what);
      try {
        then.run();
      } finally {
        inside.decrementAndGet();
      }
    }
  }

  private static PageResult result(int number) {
    return new PageResult(PageRecord.unasked("r" + number, Outcome.STOPPED, 0, ""), List.of());
  }

  @CanIgnoreReturnValue
  private CompletableFuture<Void> write(int number) {
    return sink.write(result(number)).toCompletableFuture();
  }

  @Test
  void write_beforeItIsAskedFor_waitsAndCounts() {
    sink.subscribe();
    CompletableFuture<Void> first = write(1);
    CompletableFuture<Void> second = write(2);
    assertThat(reader.heard).containsExactly("subscribed");
    sink.request(1);
    assertThat(reader.heard).containsExactly("subscribed", "r1");
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    sink.request(5);
    assertThat(second).isCompleted();
    assertThat(write(3)).as("asked for before").isCompleted();
    assertThat(reader.heard).endsWith("r2", "r3");
  }

  @Test
  void request_atTheSubscription_isAnsweredAfterIt() {
    reader.atStart = subscription -> subscription.request(2);
    write(1);
    sink.subscribe();
    assertThat(reader.heard).containsExactly("subscribed", "r1");
  }

  /** A subscriber that asks for the next one each time does not grow the stack. */
  @Test
  void request_withinEachResult_doesNotRecurse() {
    reader.atStart = subscription -> subscription.request(1);
    reader.atNext = result -> sink.request(1);
    for (int i = 0; i < 100_000; i++) {
      write(i);
    }
    sink.subscribe();
    assertThat(reader.heard).hasSize(100_001);
  }

  @Test
  void request_soMuchThatItOverflows_isAllThereIs() {
    sink.subscribe();
    sink.request(Long.MAX_VALUE - 1);
    sink.request(Long.MAX_VALUE);
    sink.request(3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(write(i)).isCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void request_ofNothing_isAnErrorAtOnceAndCancels(long n) {
    sink.subscribe();
    CompletableFuture<Void> waiting = write(1);
    sink.request(n);
    assertThat(reader.heard)
        .containsExactly("subscribed", "error a subscriber asked for " + n + " results (rule 3.9)");
    assertThat(cancels).hasValue(1);
    assertThat(waiting).as("let go").isCompleted();
    assertThat(sink.isOver()).isTrue();
    sink.end(null);
    assertThat(reader.heard).hasSize(2);
  }

  @Test
  void end_afterAllWasGiven_isHeardOnce() {
    sink.subscribe();
    sink.request(10);
    write(1);
    sink.end(null);
    sink.end(null);
    sink.request(10);
    assertThat(reader.heard).containsExactly("subscribed", "r1", "complete");
    assertThat(sink.isOver()).isTrue();
    assertThat(cancels).hasValue(0);
  }

  @Test
  void end_whileResultsWait_comesAfterTheLast() {
    sink.subscribe();
    write(1);
    write(2);
    sink.end(new IllegalStateException("the crawl failed"));
    sink.request(1);
    assertThat(reader.heard).endsWith("r1");
    sink.request(1);
    assertThat(reader.heard).endsWith("r2", "error the crawl failed");
  }

  /** An end needs no demand (rule 1.5 and following). */
  @Test
  void end_withoutAnyResult_isHeardWithoutBeingAskedFor() {
    sink.subscribe();
    sink.end(null);
    assertThat(reader.heard).containsExactly("subscribed", "complete");
  }

  @Test
  void cancel_letsGoOfWhatWaitsAndHearsNoMore() {
    sink.subscribe();
    CompletableFuture<Void> waiting = write(1);
    assertThat(sink.isOver()).isFalse();
    sink.cancel();
    sink.cancel();
    assertThat(waiting).isCompleted();
    assertThat(cancels).hasValueGreaterThanOrEqualTo(1);
    assertThat(sink.isOver()).isTrue();
    sink.request(5);
    assertThat(write(2)).isCompleted();
    sink.end(null);
    assertThat(reader.heard).containsExactly("subscribed");
  }

  @Test
  void cancel_withinAResult_isTheLast() {
    sink.subscribe();
    CompletableFuture<Void> first = write(1);
    CompletableFuture<Void> second = write(2);
    reader.atNext = result -> sink.cancel();
    sink.request(2);
    assertThat(reader.heard).containsExactly("subscribed", "r1");
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void subscriber_thatThrows_hearsNoMoreAndHoldsNothing() {
    reader.atNext =
        result -> {
          throw new IllegalStateException("bug of the subscriber");
        };
    sink.subscribe();
    sink.request(5);
    assertThat(write(1)).isCompleted();
    assertThat(write(2)).isCompleted();
    assertThat(cancels).hasValueGreaterThanOrEqualTo(1);
    assertThat(reader.heard).containsExactly("subscribed", "r1");
  }

  @Test
  void subscriber_thatThrowsAtItsSubscription_cancels() {
    reader.atStart =
        subscription -> {
          throw new StackOverflowError();
        };
    CompletableFuture<Void> waiting = write(1);
    sink.subscribe();
    assertThat(cancels).hasValueGreaterThanOrEqualTo(1);
    assertThat(waiting).isCompleted();
    assertThat(sink.isOver()).isTrue();
  }

  @Test
  void threads_thatWriteAndAskAtTheSameTime_signalInTurnsAndLoseNothing() throws Exception {
    sink.subscribe();
    int writers = 4;
    int each = 5_000;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<Void>> written = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int first = writer * each;
      CompletableFuture<Void> all = new CompletableFuture<>();
      written.add(all);
      threads.add(
          new Thread(
              () -> {
                await(start);
                List<CompletableFuture<Void>> mine = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  mine.add(write(first + i));
                }
                var unused =
                    CompletableFuture.allOf(mine.toArray(CompletableFuture[]::new))
                        .whenComplete((nothing, failure) -> all.complete(null));
              }));
    }
    for (int asker = 0; asker < 2; asker++) {
      threads.add(
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < writers * each / 2; i++) {
                  sink.request(1);
                }
              }));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    for (CompletableFuture<Void> all : written) {
      all.get(10, TimeUnit.SECONDS);
    }
    sink.end(null);
    assertThat(reader.heard).hasSize(writers * each + 2).doesNotHaveDuplicates();
    assertThat(reader.heard).endsWith("complete");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
