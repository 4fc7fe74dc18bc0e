package dev.outlink.background;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, in the background, when it is asked for the first time; where the
 * background takes no task, the next one who asks tries again. Safe for any thread.
 */
public final class DeferredValue<A, T> {

  private final Executor background;
  private final Function<A, T> maker;
  private final AtomicReference<@Nullable CompletableFuture<T>> value = new AtomicReference<>();

  public DeferredValue(Executor background, Function<A, T> maker) {
    this.background = background;
    this.maker = maker;
  }

  /** The value to come. The argument counts only the first time. */
  public CompletableFuture<T> get(A argument) {
    CompletableFuture<T> present = value.get();
    if (present != null) {
      return present;
    }
    CompletableFuture<T> made = new CompletableFuture<>();
    if (!value.compareAndSet(null, made)) {
      return get(argument);
    }
    try {
      background.execute(() -> make(argument, made));
    } catch (RuntimeException | Error e) {
      value.compareAndSet(made, null);
      made.completeExceptionally(e);
    }
    return made;
  }

  private void make(A argument, CompletableFuture<T> made) {
    try {
      made.complete(maker.apply(argument));
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /** Makes no value from now on; the one that was made, if any. */
  public @Nullable T close() {
    CompletableFuture<T> none = new CompletableFuture<>();
    none.completeExceptionally(new CancellationException());
    CompletableFuture<T> present = value.getAndSet(none);
    if (present == null || present.isCompletedExceptionally()) {
      return null;
    }
    return present.getNow(null);
  }
}
