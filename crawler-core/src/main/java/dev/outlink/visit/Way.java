package dev.outlink.visit;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A visit on its way through the stages. A stage begins when the one before it has ended, on the
 * thread that ended it, and is skipped where the visit has no need of it any more.
 */
final class Way {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Visit visit;
  private final CompletableFuture<?> reached;

  private Way(Visit visit, CompletableFuture<?> reached) {
    this.visit = visit;
    this.reached = reached;
  }

  static Way of(Visit visit) {
    return new Way(visit, DONE);
  }

  /** A stage on the way to the answer, for a visit that has not arrived yet. */
  Way ask(Function<Visit, CompletableFuture<?>> stage) {
    return new Way(
        visit,
        reached.thenCompose(
            before -> visit.hasArrived() || visit.isPostponed() ? DONE : enter(stage)));
  }

  /** The stage at which every visit arrives, also one whose stage failed. */
  Way arrive(BiConsumer<Visit, @Nullable Throwable> stage) {
    return new Way(
        visit,
        reached.handle(
            (before, failure) -> {
              stage.accept(visit, failure);
              return true;
            }));
  }

  /**
   * Two stages after the answer, for a visit that is not postponed.
   *
   * @param stage begins the next one itself, on its own executor: whoever waits for a stage from
   *     outside may be an I/O thread
   */
  Way then(
      BiFunction<Visit, Function<Visit, CompletableFuture<?>>, CompletableFuture<?>> stage,
      Function<Visit, CompletableFuture<?>> next) {
    return new Way(
        visit,
        reached.thenCompose(
            before ->
                visit.isPostponed() ? DONE : stage.apply(visit, next).thenApply(result -> null)));
  }

  /** The last stage, at which every visit ends; fails as the stage before it did. */
  CompletableFuture<Boolean> end(BiFunction<Visit, @Nullable Throwable, Boolean> stage) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    var unused =
        reached.whenComplete(
            (before, failure) -> {
              try {
                boolean isSettled = stage.apply(visit, failure);
                if (failure == null) {
                  end.complete(isSettled);
                } else {
                  end.completeExceptionally(failure);
                }
              } catch (Throwable bug) {
                end.completeExceptionally(bug);
              }
            });
    return end;
  }

  private CompletableFuture<Void> enter(Function<Visit, CompletableFuture<?>> stage) {
    return stage.apply(visit).thenApply(result -> null);
  }
}
