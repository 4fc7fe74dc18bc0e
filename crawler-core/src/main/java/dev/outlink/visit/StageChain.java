package dev.outlink.visit;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a visit, one chained to the other. A stage begins when the one before it has ended,
 * on the thread that ended it.
 */
final class StageChain {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Visit visit;
  private final CompletableFuture<?> reached;

  private StageChain(Visit visit, CompletableFuture<?> reached) {
    this.visit = visit;
    this.reached = reached;
  }

  static StageChain of(Visit visit) {
    return new StageChain(visit, DONE);
  }

  /** A stage on the way to a reply: skipped if the visit has one already, or is postponed. */
  StageChain untilReply(Function<Visit, CompletableFuture<?>> stage) {
    return new StageChain(
        visit,
        reached.thenCompose(
            before -> visit.hasReply() || visit.isPostponed() ? DONE : enter(stage)));
  }

  /** A stage that no visit skips: also one that is postponed, or whose stage failed. */
  StageChain always(BiConsumer<Visit, @Nullable Throwable> stage) {
    return new StageChain(
        visit,
        reached.handle(
            (before, failure) -> {
              stage.accept(visit, failure);
              return true;
            }));
  }

  /**
   * Two stages on the compute executor, for a visit that is not postponed. The first one runs the
   * second one itself: what is chained to a future may run on an I/O thread, and a sink may block.
   *
   * @param stage completes when {@code next} has
   * @param next the second stage, which the first one is given; skipped if that postpones the visit
   */
  StageChain onCompute(
      BiFunction<Visit, Function<Visit, CompletableFuture<?>>, CompletableFuture<?>> stage,
      Function<Visit, CompletableFuture<?>> next) {
    return new StageChain(
        visit,
        reached.thenCompose(
            before ->
                visit.isPostponed() ? DONE : stage.apply(visit, next).thenApply(result -> null)));
  }

  /**
   * The last stage, which no visit skips. The future completes with what the stage says, or fails
   * as the stage before it did.
   */
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
