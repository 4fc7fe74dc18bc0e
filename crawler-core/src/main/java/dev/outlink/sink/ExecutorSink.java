package dev.outlink.sink;

import com.google.common.util.concurrent.MoreExecutors;
import dev.outlink.record.PageResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Writes to another sink on an executor, one result after the other in their order. */
final class ExecutorSink implements LinkSink {

  private final LinkSink sink;
  private final Executor turns;

  ExecutorSink(LinkSink sink, Executor executor) {
    this.sink = sink;
    this.turns = MoreExecutors.newSequentialExecutor(executor);
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    try {
      return CompletableFuture.supplyAsync(() -> sink.write(result), turns)
          .thenCompose(taken -> taken);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(closed);
    }
  }

  @Override
  public CompletionStage<Void> finish() {
    return sink.finish();
  }
}
