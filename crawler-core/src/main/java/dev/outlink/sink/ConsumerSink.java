package dev.outlink.sink;

import dev.outlink.record.PageResult;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hands results to a function one at a time, without a lock: a thread that comes while another is
 * at it leaves its result in the queue, and that other one goes on with it.
 */
final class ConsumerSink implements LinkSink {
  private record Entry(PageResult result, CompletableFuture<Void> taken) {}

  private final Consumer<? super PageResult> consumer;
  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  ConsumerSink(Consumer<? super PageResult> consumer) {
    this.consumer = consumer;
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    queue.add(new Entry(result, taken));
    if (waiting.getAndIncrement() == 0) {
      do {
        Entry entry = queue.remove();
        hand(entry);
      } while (waiting.decrementAndGet() > 0);
    }
    return taken;
  }

  // Whatever the function throws, an Error too, belongs to the result that it was given.
  @SuppressWarnings("CatchingThrowable")
  private void hand(Entry entry) {
    try {
      consumer.accept(entry.result);
    } catch (Throwable e) {
      entry.taken.completeExceptionally(e);
      return;
    }
    entry.taken.complete(null);
  }

  @Override
  public CompletionStage<Void> finish() {
    return CompletableFuture.completedFuture(null);
  }
}
