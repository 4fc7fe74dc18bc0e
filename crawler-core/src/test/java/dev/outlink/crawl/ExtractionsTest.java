package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExtractionsTest {

  private static final long BYTES = 100L << 20;
  private static final Host HOST = new Host("http", "h", 80);

  private final List<Throwable> broken = new ArrayList<>();
  private final Queue<Runnable> submitted = new ArrayDeque<>();
  private final AtomicBoolean full = new AtomicBoolean();
  private final Extractions extractions =
      new Extractions(submitted::add, 2, BYTES, full::get, broken::add);
  private final List<CompletableFuture<Void>> sink = new ArrayList<>();

  private CompletableFuture<Void> submit(int number) {
    return extractions.run(
        HOST,
        new Extractions.Work<>(0, room -> number),
        result -> {
          CompletableFuture<Void> written = new CompletableFuture<>();
          sink.add(written);
          return written;
        });
  }

  private void runOne() {
    submitted.remove().run();
  }

  @Test
  void run_more_waitTheirTurn() {
    for (int i = 0; i < 5; i++) {
      assertThat(submit(i)).isNotDone();
    }
    assertThat(submitted).hasSize(2);
    runOne();
    assertThat(submitted).hasSize(2);
    assertThat(sink).hasSize(1);
  }

  @Test
  void run_memoryFull_onlyTheOnlyOne() {
    full.set(true);
    CompletableFuture<Void> first = submit(1);
    CompletableFuture<Void> second = submit(2);
    assertThat(submitted).hasSize(1);
    runOne();
    assertThat(submitted).isEmpty();
    sink.get(0).complete(null);
    assertThat(first).isCompleted();
    assertThat(submitted).hasSize(1);
    runOne();
    sink.get(1).complete(null);
    assertThat(second).isCompleted();
  }

  @Test
  void startNext_memoryFree_startsAsManyAsMayRun() {
    full.set(true);
    for (int i = 0; i < 4; i++) {
      assertThat(submit(i)).isNotDone();
    }
    assertThat(submitted).hasSize(1);
    full.set(false);
    extractions.startNext();
    assertThat(submitted).hasSize(2);
  }

  @Test
  void run_executorRefuses_allFailWithoutRecursion() {
    AtomicBoolean open = new AtomicBoolean(true);
    Queue<Runnable> queue = new ArrayDeque<>();
    Extractions closing =
        new Extractions(
            task -> {
              if (!open.get()) {
                throw new RejectedExecutionException("closed");
              }
              queue.add(task);
            },
            1,
            BYTES,
            () -> false,
            broken::add);
    List<CompletableFuture<Integer>> ends = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int number = i;
      ends.add(
          closing.run(
              HOST, new Extractions.Work<>(0, room -> number), CompletableFuture::completedFuture));
    }
    open.set(false);
    queue.remove().run();
    assertThat(ends.get(0)).isCompletedWithValue(0);
    assertThat(ends.subList(1, ends.size())).allMatch(CompletableFuture::isCompletedExceptionally);
  }
}
