package dev.outlink.compute;

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

  private final List<String> begun = new ArrayList<>();
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

  private CompletableFuture<String> submit(String host, long bytes) {
    return extractions.run(
        new Host("http", host, 80),
        new Extractions.Work<>(
            bytes,
            room -> {
              begun.add(host);
              return host;
            }),
        CompletableFuture::completedFuture);
  }

  @Test
  void run_moreBytesThanThereAre_oneAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(submit("h" + i, 60 << 20)).isNotDone();
    }
    assertThat(submitted).hasSize(1);
    runOne();
    assertThat(submitted).hasSize(1);
  }

  @Test
  void run_moreBytesThanThereWillEverBe_leavesRoomForASmallOneOnly() {
    assertThat(submit("a", Long.MAX_VALUE)).isNotDone();
    assertThat(submit("b", 8 << 20)).isNotDone();
    assertThat(submitted).hasSize(1);
    assertThat(submit("c", Extractions.LARGE)).isNotDone();
    assertThat(submitted).hasSize(2);
    runOne();
    runOne();
    runOne();
    assertThat(begun).containsExactly("a", "c", "b");
  }

  @Test
  void run_monstersOfManyHosts_smallPagesOfOthersGoFirst() {
    for (int i = 0; i < 10; i++) {
      assertThat(submit("monster" + i, 6 << 20)).isNotDone();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(submit("good" + i % 7, 100)).isNotDone();
    }
    // One thread of two has a monster; the other one takes small pages.
    Runnable monster = submitted.remove();
    Runnable second = submitted.remove(); // nothing small waited when it began
    second.run();
    for (int i = 0; i < 100; i++) {
      runOne();
    }
    assertThat(begun.subList(1, 101)).allMatch(host -> host.startsWith("good"));
    monster.run();
    while (!submitted.isEmpty()) {
      runOne();
    }
    assertThat(begun).hasSize(110);
  }

  @Test
  void run_smallPagesWithoutEnd_aLargeOneGetsItsTurn() {
    assertThat(submit("good", 100)).isNotDone();
    assertThat(submit("good2", 100)).isNotDone();
    assertThat(submit("monster", 90 << 20)).isNotDone();
    for (int i = 0; i < 2 * Extractions.PATIENCE && !begun.contains("monster"); i++) {
      assertThat(submit("good" + i % 3, 20 << 10)).isNotDone();
      runOne();
    }
    assertThat(begun).contains("monster");
    assertThat(begun.size()).isBetween(Extractions.PATIENCE, Extractions.PATIENCE + 5);
  }

  @Test
  void run_pagesOfOneHost_takeHalfOfTheTurnsWhileOthersWait() {
    Extractions four = new Extractions(submitted::add, 4, BYTES, () -> false, broken::add);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String host = i < 12 ? "many" : "other" + i;
      var unused =
          four.run(
              new Host("http", host, 80),
              new Extractions.Work<>(0, room -> order.add(host)),
              CompletableFuture::completedFuture);
    }
    while (!submitted.isEmpty()) {
      runOne();
    }
    // The first four began while nobody else waited. Then it has half, at most, of what begins.
    assertThat(order).hasSize(20);
    assertThat(order.subList(4, 14)).filteredOn("many"::equals).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void run_roomRefused_beginsAnewWhenThereIsRoom() {
    List<String> log = new ArrayList<>();
    CompletableFuture<String> grows =
        extractions.run(
            HOST,
            new Extractions.Work<>(
                1 << 20,
                room -> {
                  boolean fits = room.reaches(60 << 20);
                  log.add(fits ? "fits" : "refused");
                  return fits ? "done" : null;
                }),
            CompletableFuture::completedFuture);
    CompletableFuture<String> other = submit("other", 50 << 20);
    assertThat(submitted).hasSize(2);
    runOne();
    assertThat(log).containsExactly("refused");
    assertThat(grows).isNotDone();
    assertThat(submitted).hasSize(1);
    runOne();
    assertThat(other).isCompleted();
    runOne();
    assertThat(log).containsExactly("refused", "fits");
    assertThat(grows).isCompletedWithValue("done");
  }

  @Test
  void run_roomOfWhoIsAlone_isNeverRefused() {
    CompletableFuture<Boolean> end =
        extractions.run(
            HOST,
            new Extractions.Work<>(0, room -> room.reaches(Long.MAX_VALUE)),
            CompletableFuture::completedFuture);
    runOne();
    assertThat(end).isCompletedWithValue(true);
  }

  @Test
  void run_errorAnywhere_leavesNothingCounted() {
    List<CompletableFuture<String>> ends = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int number = i;
      ends.add(
          extractions.run(
              new Host("http", "h" + i % 5, 80),
              new Extractions.Work<>(
                  i % 2 == 0 ? 10 << 20 : 10,
                  room -> {
                    if (number % 3 == 0) {
                      throw new OutOfMemoryError("a test");
                    }
                    return "x";
                  }),
              result -> {
                if (number % 3 == 1) {
                  throw new StackOverflowError("a test");
                }
                return CompletableFuture.completedFuture(result);
              }));
    }
    while (!submitted.isEmpty()) {
      runOne();
    }
    assertThat(ends).allMatch(CompletableFuture::isDone);
    full.set(true); // begins only where nothing is counted as running or unwritten
    assertThat(submit("last", 1)).isNotDone();
    assertThat(submitted).hasSize(1);
    assertThat(broken).isEmpty();
  }

  @Test
  void run_executorFailsWithAnError_failsThatPageOnly() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Extractions odd =
        new Extractions(
            task -> {
              if (fails.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              submitted.add(task);
            },
            2,
            BYTES,
            () -> false,
            broken::add);
    CompletableFuture<Integer> first =
        odd.run(HOST, new Extractions.Work<>(0, room -> 1), CompletableFuture::completedFuture);
    assertThat(first).isCompletedExceptionally();
    fails.set(false);
    CompletableFuture<Integer> second =
        odd.run(HOST, new Extractions.Work<>(0, room -> 2), CompletableFuture::completedFuture);
    runOne();
    assertThat(second).isCompletedWithValue(2);
    assertThat(broken).isEmpty();
  }

  @Test
  void startNext_errorBetweenPages_isToldAndTheNextCallGoesOn() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Error error = new OutOfMemoryError("a test");
    Extractions odd =
        new Extractions(
            submitted::add,
            2,
            BYTES,
            () -> {
              if (fails.get()) {
                throw error;
              }
              return false;
            },
            broken::add);
    CompletableFuture<Integer> end =
        odd.run(HOST, new Extractions.Work<>(0, room -> 1), CompletableFuture::completedFuture);
    assertThat(broken).containsExactly(error);
    fails.set(false);
    odd.startNext();
    runOne();
    assertThat(end).isCompletedWithValue(1);
  }
}
