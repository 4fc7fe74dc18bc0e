package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Rows that many threads write, while one finishes the sink or its stream breaks. */
@Timeout(60)
class RowSinkThreadsTest {

  private static final int THREADS = 3;
  private static final int EACH = 20;

  private record Written(String row, CompletableFuture<Void> stage) {}

  @RepeatedTest(300)
  void write_whileTheSinkIsFinished_eachRowIsThereOnceOrRefused() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    RowSink sink = open(stream);
    List<Written> all = writeAll(sink, true);

    Map<String, Integer> rows = new HashMap<>();
    stream.toString(UTF_8).lines().forEach(row -> rows.merge(row, 1, Integer::sum));
    int taken = 0;
    for (Written each : all) {
      assertThat(each.stage).isDone();
      boolean isTaken = !each.stage.isCompletedExceptionally();
      assertThat(rows.getOrDefault(each.row, 0)).isEqualTo(isTaken ? 1 : 0);
      taken += isTaken ? 1 : 0;
    }
    assertThat(rows).hasSize(taken);
    assertInOrder(all, stream.toString(UTF_8));
  }

  @RepeatedTest(300)
  void write_whileTheStreamBreaks_everyStageEnds() throws Exception {
    AtomicInteger left = new AtomicInteger(EACH / 2);
    ByteArrayOutputStream stream =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            if (left.addAndGet(-1) < 0) {
              throw new IOException("No space left on device");
            }
          }
        };
    RowSink sink = open(stream);
    List<Written> all = writeAll(sink, false);

    assertThat(sink.broken().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
    assertThat(all).allMatch(each -> each.stage.isDone());
    assertThat(sink.write(Results.result("https://z.example/")).toCompletableFuture())
        .isCompletedExceptionally();
  }

  /** Flushes after each row, with a clock that stands still. */
  private static RowSink open(ByteArrayOutputStream stream) throws IOException {
    RowSink sink =
        new RowSink(
            new StreamTarget(stream, "out.tsv"), TsvFormat.links(), false, Duration.ZERO, () -> 0);
    sink.open();
    return sink;
  }

  private static List<Written> writeAll(RowSink sink, boolean finishes) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    List<Written> all = new ArrayList<>();
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS + 1);
      List<Future<List<Written>>> writers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        String name = "https://" + t + ".example/";
        writers.add(threads.submit(() -> write(sink, name, start)));
      }
      Future<?> finisher =
          threads.submit(
              () -> {
                start.await();
                for (int i = 0; i < EACH; i++) {
                  Thread.onSpinWait();
                }
                return finishes ? sink.finish() : null;
              });
      for (Future<List<Written>> writer : writers) {
        all.addAll(writer.get(20, TimeUnit.SECONDS));
      }
      Object ended = finisher.get(20, TimeUnit.SECONDS);
      if (ended instanceof CompletableFuture<?> finished) {
        Object unused = finished.get(20, TimeUnit.SECONDS);
      }
      CompletableFuture.allOf(all.stream().map(Written::stage).toArray(CompletableFuture[]::new))
          .exceptionally(failure -> null)
          .get(20, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    return all;
  }

  private static List<Written> write(RowSink sink, String source, CyclicBarrier start)
      throws Exception {
    List<Written> written = new ArrayList<>();
    start.await();
    for (int i = 0; i < EACH; i++) {
      String link = source + i;
      var stage = sink.write(Results.result(source, link));
      written.add(new Written(source + "\t" + link, stage.toCompletableFuture()));
    }
    return written;
  }

  /** Of each thread's rows. */
  private static void assertInOrder(List<Written> all, String text) {
    int from = 0;
    String source = "";
    for (Written each : all) {
      String of = each.row.substring(0, each.row.indexOf('\t'));
      from = of.equals(source) ? from : 0;
      source = of;
      if (!each.stage.isCompletedExceptionally()) {
        int at = text.indexOf(each.row + "\n", from);
        assertThat(at).as(each.row).isNotNegative();
        from = at;
      }
    }
  }
}
