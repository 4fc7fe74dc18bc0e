package dev.outlink.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DeferredValueTest {

  private final Queue<Executor> executors = new ArrayDeque<>();
  private final DeferredValue<String, String> deferred =
      new DeferredValue<>(task -> executors.remove().execute(task), argument -> argument + "!");

  @Test
  void get_noThreadCanBeStarted_failsAndIsTriedAgain() {
    executors.add(
        task -> {
          throw new AssertionError("no thread can be started");
        });
    executors.add(Runnable::run);
    CompletableFuture<String> first = deferred.get("a");
    assertThat(first).isCompletedExceptionally();
    assertThat(deferred.get("b")).isCompletedWithValue("b!");
    assertThat(deferred.get("c")).isCompletedWithValue("b!");
  }
}
