package dev.outlink.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.outlink.record.PageResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Functions as sinks, on the threads that write and on executors. */
class ConsumerSinkTest {

  private final List<String> seen = new ArrayList<>();

  @CanIgnoreReturnValue
  private static CompletableFuture<Void> write(LinkSink sink, int number) {
    return sink.write(Taken.result(number)).toCompletableFuture();
  }

  private void see(PageResult result) {
    seen.add(result.page().url());
  }

  @Test
  void write_result_isTakenWhenTheFunctionHasReturned() {
    LinkSink sink = LinkSink.of(this::see);
    assertThat(write(sink, 1)).isCompleted();
    assertThat(write(sink, 2)).isCompleted();
    assertThat(seen).containsExactly("http://h/1", "http://h/2");
    assertThat(sink.finish().toCompletableFuture()).isCompleted();
  }

  @Test
  void write_whatTheFunctionThrows_failsThatResultOnly() {
    LinkSink sink =
        LinkSink.of(
            result -> {
              see(result);
              if (result.page().url().endsWith("1")) {
                throw new StackOverflowError("an Error, too");
              }
            });
    CompletableFuture<Void> failed = write(sink, 1);
    assertThatThrownBy(failed::join).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(write(sink, 2)).isCompleted();
    assertThat(seen).hasSize(2);
  }

  /** A function may write itself: that result comes after the one at hand, without recursion. */
  @Test
  void write_withinTheFunction_waitsForItsTurn() {
    AtomicInteger depth = new AtomicInteger();
    AtomicInteger deepest = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(100_000);
    LinkSink[] sink = new LinkSink[1];
    List<CompletableFuture<Void>> inner = new ArrayList<>();
    sink[0] =
        LinkSink.of(
            result -> {
              deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
              if (left.getAndDecrement() > 0) {
                CompletableFuture<Void> next = write(sink[0], 0);
                assertThat(next).isNotDone();
                inner.add(next);
              }
              depth.decrementAndGet();
            });
    assertThat(write(sink[0], 0)).isCompleted();
    assertThat(deepest).hasValue(1);
    assertThat(inner).hasSize(100_000).allMatch(CompletableFuture::isDone);
  }

  /** While one thread is in the function another does not wait, and its result comes next. */
  @Test
  void write_whileAnotherThreadIsAtIt_returnsAtOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    LinkSink sink =
        LinkSink.of(
            result -> {
              threads.add(Thread.currentThread());
              see(result);
              entered.countDown();
              await(leave);
            });
    Thread busy = new Thread(() -> write(sink, 1).join());
    busy.start();
    await(entered);
    CompletableFuture<Void> second = write(sink, 2);
    CompletableFuture<Void> third = write(sink, 3);
    assertThat(second).isNotDone();
    leave.countDown();
    CompletableFuture.allOf(second, third).get(10, TimeUnit.SECONDS);
    busy.join();
    assertThat(seen).containsExactly("http://h/1", "http://h/2", "http://h/3");
    assertThat(threads).containsOnly(busy);
  }

  @Test
  void write_fromManyThreads_isOneAtATimeInOrderOfEach() throws Exception {
    int threads = 8;
    int each = 2_000;
    AtomicInteger inside = new AtomicInteger();
    List<String> plain = new ArrayList<>(); // safe only if each call sees what the one before did
    LinkSink sink =
        LinkSink.of(
            result -> {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              plain.add(result.page().url());
              inside.decrementAndGet();
            });
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread * each;
      CompletableFuture<Void> done = new CompletableFuture<>();
      all.add(done);
      new Thread(
              () -> {
                await(start);
                List<CompletableFuture<Void>> writes = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  writes.add(write(sink, first + i));
                }
                var unused =
                    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                        .whenComplete(
                            (nothing, failure) -> {
                              if (failure == null) {
                                done.complete(null);
                              } else {
                                done.completeExceptionally(failure);
                              }
                            });
              })
          .start();
    }
    start.countDown();
    for (CompletableFuture<Void> mine : all) {
      mine.get(30, TimeUnit.SECONDS);
    }
    assertThat(plain).hasSize(threads * each);
    assertThat(new HashSet<>(plain)).hasSize(threads * each);
    int[] last = new int[threads];
    for (String url : plain) {
      int number = Integer.parseInt(url.substring("http://h/".length()));
      assertThat(number).isGreaterThanOrEqualTo(last[number / each]);
      last[number / each] = number;
    }
  }

  @Test
  void executor_runsTheFunction_oneResultAfterTheOther() {
    Deque<Runnable> tasks = new ArrayDeque<>();
    LinkSink sink = LinkSink.of(this::see, tasks::add);
    CompletableFuture<Void> first = write(sink, 1);
    CompletableFuture<Void> second = write(sink, 2);
    assertThat(first).isNotDone();
    assertThat(seen).isEmpty();
    assertThat(tasks).as("in turns").hasSize(1);
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(seen).containsExactly("http://h/1", "http://h/2");
  }

  @Test
  void executor_functionThatThrows_failsThatResultOnly() {
    LinkSink sink =
        LinkSink.of(
            result -> {
              see(result);
              if (seen.size() == 1) {
                throw new IllegalStateException("bug");
              }
            },
            Runnable::run);
    CompletableFuture<Void> failed = write(sink, 1);
    assertThatThrownBy(failed::join).hasRootCauseMessage("bug");
    assertThat(write(sink, 2)).isCompleted();
  }

  /** The application has closed it too early: no exception, a stage that fails. */
  @Test
  void executor_thatTakesNothing_failsTheResult() {
    LinkSink sink =
        LinkSink.of(
            this::see,
            task -> {
              throw new RejectedExecutionException("closed");
            });
    CompletableFuture<Void> failed = write(sink, 1);
    assertThatThrownBy(failed::join).hasRootCauseInstanceOf(RejectedExecutionException.class);
    assertThat(seen).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
