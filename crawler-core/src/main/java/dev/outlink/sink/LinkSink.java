package dev.outlink.sink;

import dev.outlink.record.PageResult;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Where the results of one crawl go. The crawl opens it, writes to it from many threads, and
 * finishes it once; nobody else closes it.
 *
 * <p>Back-pressure: the stage that {@link #write} returns completes when the sink has taken the
 * result in. Until then the result counts against the crawl's memory, so a slow sink slows the
 * fetching. A stage that fails ends the crawl.
 */
public interface LinkSink {

  /**
   * Makes ready to write.
   *
   * @throws IOException if the destination cannot be written; the message names it
   */
  default void open() throws IOException {}

  /**
   * Takes one result. Does not block and does not throw. The stage must not wait for a further
   * result: there may be none until it completes.
   */
  CompletionStage<Void> write(PageResult result);

  /**
   * Fails as soon as the destination is found to take nothing more, as a disk that is full or a
   * reader that has gone, so that a crawl ends which has nothing to write for the moment. Need not
   * complete otherwise. Asked once, after {@link #open}.
   */
  default CompletionStage<Void> broken() {
    return new CompletableFuture<>();
  }

  /**
   * Writes out what was taken and closes the destination; called once, after the last write has
   * completed.
   */
  CompletionStage<Void> finish();

  /**
   * Hands each result to a function, one at a time and in the order of the calls to {@link #write},
   * each of which sees what the one before it did. It runs on a thread that calls {@code write}: a
   * compute thread, the reader's for lines that are refused, or the one that stops the crawl; never
   * an I/O thread. It may block, which slows the crawl. What it throws fails that result's stage.
   */
  static LinkSink of(Consumer<? super PageResult> consumer) {
    return new ConsumerSink(consumer);
  }

  /**
   * As {@link #of(Consumer)}, on an executor of the application's, which the function may block as
   * long as it likes: one of virtual threads, where the JDK has them. The application closes it.
   */
  static LinkSink of(Consumer<? super PageResult> consumer, Executor executor) {
    return new ExecutorSink(of(consumer), executor);
  }

  /**
   * Both sinks get every result, and a stage completes when both have taken it. Opening fails if
   * both would write to the same file.
   */
  default LinkSink and(LinkSink other) {
    return new BothSinks(this, other);
  }
}
