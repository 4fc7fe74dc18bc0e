package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of pages at the compute executor: a page may hold a thousand times more when it is
 * decoded and its links are found than it held before. So only some pages are extracted at one
 * time; and while memory is full, none but the only one, so that what waits for the sink goes
 * first. Safe for any thread.
 */
final class Extractions {

  // Immutable.
  private final Executor compute;
  private final int most;
  private final BooleanSupplier memoryIsFull;
  private final Object lock = new Object();

  @GuardedBy("lock") private final Queue<Runnable> waiting = new ArrayDeque<>();

  /** Started, and not yet extracted. */
  @GuardedBy("lock") private int running;

  /** Extracted, and not yet with the sink. */
  @GuardedBy("lock") private int unwritten;

  /** One thread starts what is waiting; others ask it to look once more. */
  @GuardedBy("lock") private boolean starting;

  @GuardedBy("lock") private boolean lookAgain;

  /**
   * Nothing runs yet.
   *
   * @param compute runs them
   * @param most at one time, at least 1
   * @param memoryIsFull asked before each start, under a lock; it must be short
   */
  Extractions(Executor compute, int most, BooleanSupplier memoryIsFull) {
    this.compute = compute;
    this.most = most;
    this.memoryIsFull = memoryIsFull;
  }

  /**
   * Runs work on the executor when it is its turn, and there hands what comes of it on.
   *
   * @param next its stage completes when the work's result no longer holds memory
   * @return fails as the work, {@code next} or its stage does, or if the executor takes no work
   */
  <T, R> CompletableFuture<R> run(Supplier<T> work, Function<T, CompletableFuture<R>> next) {
    CompletableFuture<T> turn = new CompletableFuture<>();
    CompletableFuture<R> end =
        turn.whenComplete((result, failure) -> extracted())
            .thenCompose(next)
            .whenComplete((result, failure) -> written());
    synchronized (lock) {
      waiting.add(() -> start(turn, work));
    }
    startNext();
    return end;
  }

  private <T> void start(CompletableFuture<T> turn, Supplier<T> work) {
    try {
      compute.execute(
          () -> {
            try {
              turn.complete(work.get());
            } catch (Throwable bug) {
              turn.completeExceptionally(bug);
            }
          });
    } catch (RuntimeException rejected) {
      turn.completeExceptionally(rejected);
    }
  }

  private void extracted() {
    synchronized (lock) {
      running--;
      unwritten++;
    }
    startNext();
  }

  private void written() {
    synchronized (lock) {
      unwritten--;
    }
    startNext();
  }

  /** Starts what may start; to be called also when memory is no longer full. */
  void startNext() {
    synchronized (lock) {
      lookAgain = true;
      if (starting) {
        return; // what is started may end at once, and come here again
      }
      starting = true;
    }
    while (goesOn()) {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    }
  }

  private boolean goesOn() {
    synchronized (lock) {
      starting = lookAgain;
      lookAgain = false;
      return starting;
    }
  }

  private @Nullable Runnable next() {
    synchronized (lock) {
      boolean room = running < most && (!memoryIsFull.getAsBoolean() || running + unwritten == 0);
      Runnable next = room ? waiting.poll() : null;
      running += next == null ? 0 : 1;
      return next;
    }
  }
}
