package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RowSinkTest {
  private static final String A = "https://a.example/";
  private static final String B = "https://b.example/";
  private static final String ROW = A + "\t" + B + "\n";
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Recording stream = new Recording();

  @Test
  void write_untilInterval_heldBackThenFlushed() throws Exception {
    RowSink sink = open(stream, Duration.ofSeconds(1));
    get(sink.write(Results.result(A, B)));
    sink.wake();
    assertThat(stream.text()).isEmpty();

    clock.addAndGet(999_999_999);
    get(sink.write(Results.result(A, B)));
    assertThat(stream.text()).isEmpty();

    clock.addAndGet(1);
    sink.wake();
    await().untilAsserted(() -> assertThat(stream.flushed()).isEqualTo(ROW + ROW));

    get(sink.write(Results.result(A, B)));
    assertThat(stream.text()).isEqualTo(ROW + ROW);
    get(sink.finish());
    assertThat(stream.flushed()).isEqualTo(ROW + ROW + ROW);
  }

  @Test
  void write_withoutPause_flushedAtInterval() throws Exception {
    Duration second = Duration.ofSeconds(1);
    RowSink sink =
        new RowSink(
            target(stream), TsvFormat.links(), false, second, () -> clock.addAndGet(600_000_000));
    sink.open();
    List<CompletionStage<Void>> stages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      stages.add(sink.write(Results.result(A, B)));
    }
    get(stages.get(999));

    assertThat(stream.flushes.get()).isBetween(300, 1_000);
    get(sink.finish());
  }

  @Test
  void write_noLinks_flushesNothing() throws Exception {
    RowSink sink = open(stream, Duration.ZERO);
    get(sink.write(Results.result(A)));
    get(sink.write(Results.result(A)));

    assertThat(stream.flushes).hasValue(0);
    get(sink.finish());
  }

  @Test
  void write_slowStream_delaysTheStages() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    Recording blocked =
        new Recording() {
          @Override
          void beforeWrite() {
            writing.countDown();
            awaitOpen(slow);
          }
        };
    RowSink sink = open(blocked, HOUR);
    CompletionStage<Void> first = sink.write(Results.result(A, B));
    CompletionStage<Void> large = sink.write(Results.repeated(A, B, 10_000));
    CompletionStage<Void> behind = sink.write(Results.result(A, B));
    get(first);
    assertThat(writing.await(10, SECONDS)).isTrue();

    assertThat(large.toCompletableFuture()).isNotDone();
    assertThat(behind.toCompletableFuture()).isNotDone();

    slow.countDown();
    get(large);
    get(behind);
    get(sink.finish());
    assertThat(blocked.text()).isEqualTo(ROW.repeat(10_002));
  }

  @Test
  void write_millionLinks_inOneBuffer() throws Exception {
    AtomicLong bytes = new AtomicLong();
    AtomicInteger largest = new AtomicInteger();
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError();
          }

          @Override
          public void write(byte[] buffer, int offset, int length) {
            bytes.addAndGet(length);
            largest.accumulateAndGet(length, Math::max);
            assertThat(buffer).hasSize(RowBuffer.CAPACITY);
          }
        };
    RowSink sink = open(counting, HOUR);
    get(sink.write(Results.repeated(A, B, 1_000_000)));
    get(sink.finish());

    assertThat(bytes).hasValue(1_000_000L * ROW.length());
    assertThat(largest.get()).isLessThanOrEqualTo(RowBuffer.CAPACITY);
  }

  @Test
  void write_manyFromCompletions_noRecursion() throws Exception {
    // The writer waits until the first stage has its continuation, so every link of the chain runs
    // on the writer's thread.
    CountDownLatch attached = new CountDownLatch(1);
    RowSink sink = new RowSink(target(stream), heldUntil(attached), false, HOUR, clock::get);
    sink.open();
    CompletableFuture<Void> all = new CompletableFuture<>();
    chain(sink, 100_000, all);
    attached.countDown();
    get(all);
    get(sink.finish());

    assertThat(stream.text()).isEqualTo(ROW.repeat(100_000));
  }

  private static void chain(RowSink sink, int left, CompletableFuture<Void> all) {
    if (left == 0) {
      all.complete(null);
      return;
    }
    sink.write(Results.result(A, B)).thenRun(() -> chain(sink, left - 1, all));
  }

  @Test
  void write_completionInterruptsTheWriter_rowsGoOn(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("out.tsv");
    CountDownLatch attached = new CountDownLatch(1);
    RowSink sink =
        new RowSink(new FileTarget(file), heldUntil(attached), false, Duration.ZERO, clock::get);
    sink.open();
    CompletionStage<Void> interrupted =
        sink.write(Results.result(A, B)).thenRun(() -> Thread.currentThread().interrupt());
    attached.countDown();
    get(interrupted);
    get(sink.write(Results.result(A, B)));
    get(sink.finish());

    assertThat(file).hasContent(ROW + ROW);
  }

  @Test
  void write_streamFails_everyStageFailsByName() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Recording broken =
        new Recording() {
          @Override
          void beforeWrite() throws IOException {
            awaitOpen(slow);
            throw new IOException("Broken pipe");
          }
        };
    RowSink sink = open(broken, Duration.ZERO);
    CompletionStage<Void> large = sink.write(Results.repeated(A, B, 10_000));
    CompletionStage<Void> waiting = sink.write(Results.result(A, B));
    slow.countDown();

    assertFails(large, "out.tsv: broken pipe");
    assertFails(waiting, "out.tsv: broken pipe");
    assertFails(sink.write(Results.result(A, B)), "out.tsv: broken pipe");
    assertFails(sink.finish(), "out.tsv: broken pipe");
    assertThat(broken.closes).hasValue(0);
    awaitNoThread();
  }

  @Test
  void write_streamFailsAfterRowsWereTaken_isTold_thoughNothingIsWritten() throws Exception {
    Recording broken =
        new Recording() {
          @Override
          void beforeWrite() throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    RowSink sink = open(broken, Duration.ofSeconds(1));
    get(sink.write(Results.result(A, B)));
    assertThat(sink.broken().toCompletableFuture()).isNotDone();

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    sink.wake();

    assertFails(sink.broken(), "out.tsv: broken pipe");
    LinkSink other = LinkSink.of(result -> {});
    assertFails(other.and(sink).broken(), "out.tsv: broken pipe");
    awaitNoThread();
  }

  @Test
  void write_raceWithFailure_noStageHangs() throws Exception {
    for (int round = 0; round < 200; round++) {
      Recording broken =
          new Recording() {
            @Override
            void beforeWrite() throws IOException {
              throw new IOException("Broken pipe");
            }
          };
      RowSink sink = open(broken, Duration.ZERO);
      List<CompletionStage<Void>> stages = new ArrayList<>();
      CompletionStage<Void> last;
      do {
        last = sink.write(Results.result(A, B));
        stages.add(last);
      } while (!last.toCompletableFuture().isCompletedExceptionally() && stages.size() < 10_000);
      for (CompletionStage<Void> stage : stages) {
        stage.handle((done, failure) -> true).toCompletableFuture().get(10, SECONDS);
      }
      assertFails(sink.finish(), "out.tsv: broken pipe");
    }
  }

  @Test
  void write_bugInFormat_failsAndEnds() throws Exception {
    RowFormat buggy =
        new RowFormat() {
          @Override
          public void header(RowBuffer out) {}

          @Override
          public void rows(PageResult result, RowBuffer out) {
            throw new IllegalStateException("bug");
          }
        };
    RowSink sink = new RowSink(target(stream), buggy, true, HOUR, clock::get);
    sink.open();

    assertThatThrownBy(() -> get(sink.write(Results.result(A, B))))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bug");
    assertThatThrownBy(() -> get(sink.finish())).hasMessageContaining("bug");
    awaitNoThread();
  }

  @Test
  void finish_closeThrowsABug_failsAndEnds() throws Exception {
    Recording broken =
        new Recording() {
          @Override
          public void flush() {
            throw new IllegalStateException("bug");
          }
        };
    RowSink sink = open(broken, Duration.ZERO);

    assertThatThrownBy(() -> get(sink.finish())).hasMessageContaining("bug");
    awaitNoThread();
  }

  @Test
  void write_printStreamKeepsItsError_noticed() throws Exception {
    Recording broken =
        new Recording() {
          @Override
          void beforeWrite() throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    RowSink sink = open(new PrintStream(broken, false, UTF_8), Duration.ZERO);

    assertFails(
        sink.write(Results.repeated(A, B, 10_000)),
        "out.tsv: cannot be written (closed by its reader?)");
    assertFails(sink.finish(), "out.tsv: cannot be written (closed by its reader?)");
  }

  @Test
  void write_beforeOpenAndAfterFinish_failedStage() throws Exception {
    RowSink sink = new RowSink(target(stream), TsvFormat.links(), false, HOUR, clock::get);
    assertThatThrownBy(() -> get(sink.write(Results.result(A, B))))
        .hasMessageContaining("out.tsv: written to before open");
    sink.open();
    get(sink.finish());
    assertThatThrownBy(() -> get(sink.write(Results.result(A, B))))
        .hasMessageContaining("out.tsv: written to after finish");
    get(sink.finish());
  }

  @Test
  void finish_stagesStillWaiting_takenFirst() throws Exception {
    RowSink sink = open(stream, HOUR);
    CompletionStage<Void> taken = sink.write(Results.repeated(A, B, 100));
    get(sink.finish());

    assertThat(taken.toCompletableFuture()).isCompleted();
    assertThat(stream.flushed()).isEqualTo(ROW.repeat(100));
    assertThat(stream.closes).hasValue(0);
    awaitNoThread();
  }

  private RowSink open(OutputStream out, Duration interval) throws IOException {
    RowSink sink = new RowSink(target(out), TsvFormat.links(), false, interval, clock::get);
    sink.open();
    return sink;
  }

  /** Link rows whose writer waits for a latch before the first one. */
  private static RowFormat heldUntil(CountDownLatch latch) {
    RowFormat links = TsvFormat.links();
    return new RowFormat() {
      @Override
      public void header(RowBuffer out) {}

      @Override
      public void rows(PageResult result, RowBuffer out) throws IOException {
        awaitOpen(latch);
        links.rows(result, out);
      }
    };
  }

  private static Target target(OutputStream out) {
    return new StreamTarget(out, "out.tsv");
  }

  private static void get(CompletionStage<Void> stage) throws Exception {
    stage.toCompletableFuture().get(10, SECONDS);
  }

  private static void assertFails(CompletionStage<Void> stage, String message) {
    assertThatThrownBy(() -> get(stage))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(message);
  }

  private static void awaitNoThread() {
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(t -> t.getName().equals("outlink-sink-out.tsv")));
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps what is written, and what of it was there at the last flush. */
  private static class Recording extends OutputStream {
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile String flushed = "";

    void beforeWrite() throws IOException {}

    String text() {
      return bytes.toString(UTF_8);
    }

    String flushed() {
      return flushed;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      beforeWrite();
      bytes.write(buffer, offset, length);
    }

    @Override
    public void flush() {
      flushes.incrementAndGet();
      flushed = text();
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }
}
