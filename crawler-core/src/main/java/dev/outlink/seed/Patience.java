package dev.outlink.seed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Waits for what comes later, until it is lost. For any thread. */
final class Patience {
  private final CompletableFuture<Void> lost = new CompletableFuture<>();

  /** Ends every wait, now and later. */
  void lose() {
    lost.complete(null);
  }

  /** Whether it is lost. */
  boolean isLost() {
    return lost.isDone();
  }

  /** Fails where it is lost. */
  void check(String name) throws IOException {
    if (isLost()) {
      throw new IOException(name + ": closed");
    }
  }

  /**
   * What comes.
   *
   * @param name what is waited for, in messages
   * @param late takes what comes when nobody waits any more
   * @throws IOException if the future failed, or the thread is interrupted (it stays so), or
   *     patience is lost
   */
  <T> T await(CompletableFuture<T> future, String name, Consumer<T> late) throws IOException {
    boolean taken = false;
    try {
      CompletableFuture.anyOf(future.handle((value, failure) -> null), lost).get();
      check(name);
      T value = future.get();
      taken = true;
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException(name + ": interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw new IOException(name + ": " + e.getCause(), e.getCause());
    } finally {
      if (!taken) {
        var unused = future.thenAccept(late);
      }
    }
  }
}
