package dev.outlink.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.outlink.record.PageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results that are pulled. */
class PageResultsTest {

  private final AtomicInteger cancels = new AtomicInteger();
  private final PageResults results = new PageResults(cancels::incrementAndGet);
  private final LinkSink sink = results.sink();

  @AfterEach
  void close() {
    results.close();
  }

  @CanIgnoreReturnValue
  private CompletableFuture<Void> write(int number) {
    return sink.write(Taken.result(number)).toCompletableFuture();
  }

  private static String url(PageResult result) {
    return result.page().url();
  }

  @Test
  void next_results_comeInOrderAndThenNone() {
    write(1);
    write(2);
    results.end(null);
    assertThat(url(results.next())).isEqualTo("http://h/1");
    assertThat(results.hasNext()).isTrue();
    assertThat(results.hasNext()).as("asked twice").isTrue();
    assertThat(url(results.next())).isEqualTo("http://h/2");
    assertThat(results.hasNext()).isFalse();
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the crawl has no more results");
    assertThat(cancels).hasValue(0);
  }

  /** One that waits counts against memory; one that was looked at does not wait any more. */
  @Test
  void write_completesWhenTheResultIsTaken() {
    CompletableFuture<Void> first = write(1);
    CompletableFuture<Void> second = write(2);
    assertThat(first).isNotDone();
    assertThat(results.hasNext()).isTrue();
    assertThat(first).isCompleted();
    results.next();
    assertThat(second).isNotDone();
    results.next();
    assertThat(second).isCompleted();
  }

  @Test
  void hasNext_whileThereIsNone_waitsForTheNext() throws Exception {
    CompletableFuture<List<String>> read =
        CompletableFuture.supplyAsync(() -> results.stream().map(PageResultsTest::url).toList());
    for (int i = 0; i < 1_000; i++) {
      write(i).get(10, TimeUnit.SECONDS);
    }
    assertThat(read).isNotDone();
    results.end(null);
    assertThat(read.get(10, TimeUnit.SECONDS)).hasSize(1_000).startsWith("http://h/0");
  }

  @Test
  void end_byTheInput_throwsOnceAfterTheLastResult() {
    write(1);
    results.end(new IOException("urls.txt: cannot be read"));
    results.next();
    assertThatThrownBy(results::hasNext)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("urls.txt: cannot be read");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void end_byABug_throwsIt() {
    results.end(new IndexOutOfBoundsException("bug"));
    assertThatThrownBy(results::next)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("bug");
  }

  @Test
  void close_cancelsAndLetsGoOfAllThatWaits() {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      waiting.add(write(i));
    }
    results.close();
    assertThat(cancels).hasValue(1);
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertThat(results.hasNext()).isFalse();
    assertThat(write(1)).as("written late").isCompleted();
    results.close();
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void close_afterHasNext_leavesTheResultThatWasSeen() {
    write(1);
    write(2);
    assertThat(results.hasNext()).isTrue();
    results.close();
    assertThat(url(results.next())).isEqualTo("http://h/1");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void close_byAnotherThread_endsTheWaiting() throws Exception {
    CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(results::hasNext);
    results.close();
    assertThat(more.get(10, TimeUnit.SECONDS)).isFalse();
  }

  /** However closing and writing meet, nothing that was written waits for ever. */
  @Test
  void close_whileOthersWrite_leavesNobodyWaiting() throws Exception {
    for (int round = 0; round < 200; round++) {
      PageResults closing = new PageResults(() -> {});
      LinkSink to = closing.sink();
      CountDownLatch start = new CountDownLatch(1);
      CompletableFuture<List<CompletableFuture<Void>>> writes =
          CompletableFuture.supplyAsync(
              () -> {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                start.countDown();
                for (int i = 0; i < 50; i++) {
                  all.add(to.write(Taken.result(i)).toCompletableFuture());
                }
                return all;
              });
      assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
      closing.close();
      assertThat(writes.get(10, TimeUnit.SECONDS)).allMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void interrupt_whileWaiting_cancelsAndStays() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              assertThatThrownBy(results::hasNext).isInstanceOf(CancellationException.class);
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    reader.start();
    reader.interrupt();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(cancels).hasValue(1);
    reader.join();
  }

  @Test
  void stream_closed_closesTheResults() {
    CompletableFuture<Void> second;
    write(1);
    second = write(2);
    try (Stream<PageResult> stream = results.stream()) {
      assertThat(stream.limit(1).map(PageResultsTest::url)).containsExactly("http://h/1");
    }
    assertThat(cancels).hasValue(1);
    assertThat(second).isCompleted();
  }
}
