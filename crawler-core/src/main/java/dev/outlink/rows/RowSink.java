package dev.outlink.rows;

import dev.outlink.record.PageResult;
import dev.outlink.sink.StagedSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results as rows on a thread of its own.
 *
 * <p>States: new, prepared, open, ended. Open begins with the thread, and ends with it: after
 * {@link #finish} when the queue is empty, or at the first failure. A write puts its entry into the
 * queue and then looks whether the sink has ended; the thread says that it has ended and then
 * empties the queue. So an entry is always seen by one of the two, and its stage always completes.
 *
 * <p>Memory: the row buffer, and the results of the stages that have not completed.
 */
final class RowSink implements StagedSink {
  private static final Logger log = LoggerFactory.getLogger(RowSink.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  private record Entry(PageResult result, CompletableFuture<Void> taken) {}

  // Immutable.
  private final Target target;
  private final RowFormat format;
  private final boolean header;
  private final long flushNanos;
  private final LongSupplier nanoClock;

  // Shared, without a lock.
  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean opened = new AtomicBoolean();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private volatile @Nullable OpenTarget prepared;
  private volatile @Nullable Thread writer;
  private volatile boolean finishing;
  private volatile @Nullable Throwable ended;

  // Confined to the writer thread.
  private boolean unflushed;
  private long unflushedSince;

  RowSink(Target target, RowFormat format, boolean header) {
    this(target, format, header, FLUSH_INTERVAL, System::nanoTime);
  }

  /**
   * A sink with a clock of its own.
   *
   * @param flushInterval how long a row may stay in the buffer
   * @param nanoClock never goes back
   */
  RowSink(
      Target target,
      RowFormat format,
      boolean header,
      Duration flushInterval,
      LongSupplier nanoClock) {
    this.target = target;
    this.format = format;
    this.header = header;
    this.flushNanos = flushInterval.toNanos();
    this.nanoClock = nanoClock;
  }

  @Override
  public List<Path> files() {
    return target.files();
  }

  @Override
  public void prepare() throws IOException {
    if (opened.getAndSet(true)) {
      throw new IllegalStateException(target.name() + ": opened before");
    }
    try {
      prepared = target.open();
    } catch (IOException e) {
      throw WriteError.named(target.name(), e);
    }
  }

  @Override
  public void begin() {
    OpenTarget output = Objects.requireNonNull(prepared);
    String name = target.name();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    Thread thread = new Thread(() -> run(output), "outlink-sink-" + last);
    thread.setDaemon(true);
    writer = thread;
    thread.start();
  }

  @Override
  public void abandon() {
    try {
      Objects.requireNonNull(prepared).close();
    } catch (IOException e) {
      log.debug("{} was not written, and did not close", target.name(), e);
    }
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    Thread thread = writer;
    if (thread == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(target.name() + ": written to before open"));
    }
    Entry entry = new Entry(result, new CompletableFuture<>());
    queue.add(entry);
    Throwable reason = ended;
    if (reason == null) {
      LockSupport.unpark(thread);
    } else {
      refuseQueued(reason);
    }
    return entry.taken;
  }

  @Override
  public CompletionStage<Void> broken() {
    return finished;
  }

  @Override
  public CompletionStage<Void> finish() {
    finishing = true;
    if (writer == null) {
      finished.complete(null);
    }
    wake();
    return finished;
  }

  /** Makes the writer thread look at the clock again. */
  void wake() {
    LockSupport.unpark(writer);
  }

  // A bug or an Error must not leave stages that never complete.
  @SuppressWarnings("CatchingThrowable")
  private void run(OpenTarget output) {
    Throwable failure = null;
    try (output;
        OutputStream out = output.begin()) {
      writeAll(new RowBuffer(out));
    } catch (IOException e) {
      failure = WriteError.named(target.name(), e);
    } catch (Throwable bug) {
      failure = bug;
    }
    end(failure);
  }

  private void writeAll(RowBuffer out) throws IOException {
    if (header) {
      format.header(out);
    }
    flushWhenDue(out);
    while (true) {
      // Code that ran at a completion may have left an interrupt, which would close the file.
      Thread.interrupted();
      boolean last = finishing;
      Entry entry = queue.peek();
      if (entry != null) {
        format.rows(entry.result, out);
        flushWhenDue(out);
        queue.remove();
        entry.taken.complete(null);
      } else if (last) {
        out.flush();
        return;
      } else {
        await(out);
      }
    }
  }

  private void flushWhenDue(RowBuffer out) throws IOException {
    if (!unflushed && out.holdsRows()) {
      unflushed = true;
      unflushedSince = nanoClock.getAsLong();
    } else if (unflushed && nanoClock.getAsLong() - unflushedSince >= flushNanos) {
      out.flush();
      unflushed = false;
    }
  }

  private void await(RowBuffer out) throws IOException {
    if (unflushed) {
      LockSupport.parkNanos(this, unflushedSince + flushNanos - nanoClock.getAsLong());
      flushWhenDue(out);
    } else {
      LockSupport.park(this);
    }
  }

  private void end(@Nullable Throwable failure) {
    Throwable reason =
        failure == null
            ? new IllegalStateException(target.name() + ": written to after finish")
            : failure;
    ended = reason;
    refuseQueued(reason);
    if (failure == null) {
      finished.complete(null);
    } else {
      finished.completeExceptionally(failure);
    }
  }

  private void refuseQueued(Throwable reason) {
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      entry.taken.completeExceptionally(reason);
    }
  }
}
