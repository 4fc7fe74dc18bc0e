package dev.outlink.sink;

import dev.outlink.record.PageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of a crawl, pulled one after the other. A result that waits to be taken counts
 * against the crawl's memory, so the crawl goes as fast as its reader. Taking blocks while there is
 * none. For one thread, but for {@link #close()}, which any thread may call, and which cancels the
 * crawl where it still runs.
 */
public final class PageResults implements Iterator<PageResult>, AutoCloseable {

  private record Entry(@Nullable PageResult result, CompletableFuture<Void> taken) {}

  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Runnable cancel;
  private @Nullable PageResult next;
  private boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /**
   * Results of a crawl that has not begun.
   *
   * @param cancel ends the crawl where it still runs; idempotent
   */
  public PageResults(Runnable cancel) {
    this.cancel = cancel;
  }

  /** Where the crawl writes. */
  public LinkSink sink() {
    return new LinkSink() {
      @Override
      public CompletionStage<Void> write(PageResult result) {
        Entry entry = new Entry(result, new CompletableFuture<>());
        queue.add(entry);
        if (closed) {
          letGo(); // closed meanwhile: nobody takes it any more
        }
        return entry.taken();
      }

      @Override
      public CompletionStage<Void> finish() {
        return CompletableFuture.completedFuture(null);
      }
    };
  }

  /**
   * No more results come.
   *
   * @param cause why the crawl failed, or null where it did not
   */
  public void end(@Nullable Throwable cause) {
    failure = cause;
    queue.add(new Entry(null, new CompletableFuture<>()));
  }

  /**
   * Whether there is another result; waits until that is known.
   *
   * @throws UncheckedIOException if the crawl's input cannot be read
   * @throws IllegalStateException if the crawl ended by a bug
   * @throws CancellationException if this thread is interrupted, which stays so; the crawl is
   *     cancelled
   */
  @Override
  public boolean hasNext() {
    if (next == null && !ended && !closed) {
      take();
    }
    return next != null;
  }

  @Override
  public PageResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the crawl has no more results");
    }
    PageResult taken = next;
    next = null;
    if (taken == null) {
      throw new IllegalStateException("taken by another thread");
    }
    return taken;
  }

  /** The results that are left. Closing the stream closes this. */
  public Stream<PageResult> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /** Cancels the crawl where it still runs; results that were not taken are let go. Idempotent. */
  @Override
  public void close() {
    closed = true;
    cancel.run();
    letGo();
  }

  private void take() {
    Entry entry;
    try {
      entry = queue.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("interrupted while a result was waited for");
    }
    entry.taken().complete(null);
    next = entry.result();
    if (next == null) {
      ended = true;
      Throwable cause = failure;
      if (cause instanceof IOException problem) {
        throw new UncheckedIOException(problem);
      }
      if (cause != null) {
        throw new IllegalStateException("the crawl failed", cause);
      }
    }
  }

  /** The end stays, for a reader that waits. */
  private void letGo() {
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      entry.taken().complete(null);
    }
    queue.add(new Entry(null, new CompletableFuture<>()));
  }
}
