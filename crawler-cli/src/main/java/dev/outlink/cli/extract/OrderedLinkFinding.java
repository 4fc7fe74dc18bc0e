package dev.outlink.cli.extract;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the links of documents on several threads and passes them on in the order of the documents.
 * Its methods are called on one thread only.
 *
 * <p>Memory: a few documents for each thread, one of which is parsed; of large ones fewer, so that
 * all fit into the heap.
 */
final class OrderedLinkFinding implements AutoCloseable {

  /** The memory for a document while its links are found (text, tree, links), per byte of it. */
  private static final int GROWTH = 80;

  /** Documents that are read ahead, for each thread. */
  private static final int AHEAD = 4;

  /** Receives the results. */
  interface Next {
    void take(FoundLinks found) throws IOException, InterruptedException;

    /** A document whose links take more memory than there is. */
    void tooLarge(Document document);
  }

  private record Running(Document document, Future<FoundLinks> found) {}

  private final LinkFinder finder;
  private final Next next;
  private final int window;
  private final long most;
  private final ExecutorService executor;
  private final Queue<Running> running = new ArrayDeque<>();
  private long size;

  /**
   * Starts without documents.
   *
   * @param heap bytes that may be used
   */
  OrderedLinkFinding(LinkFinder finder, int threads, long heap, Next next) {
    this.finder = finder;
    this.next = next;
    this.window = threads * AHEAD;
    this.most = heap / GROWTH;
    AtomicInteger started = new AtomicInteger();
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "outlink-extract-" + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Adds a document; waits while there are too many. */
  void add(Document document) throws IOException, InterruptedException {
    while (!running.isEmpty() && (running.size() >= window || size + document.size() > most)) {
      handOnFirst();
    }
    size += document.size();
    running.add(new Running(document, executor.submit(() -> finder.find(document))));
  }

  /** Waits until all documents are done. */
  void finish() throws IOException, InterruptedException {
    while (!running.isEmpty()) {
      handOnFirst();
    }
  }

  private void handOnFirst() throws IOException, InterruptedException {
    Running first = running.remove();
    try {
      next.take(first.found.get());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof OutOfMemoryError)) {
        throw new IllegalStateException(e.getCause());
      }
      next.tooLarge(first.document);
    } finally {
      size -= first.document.size();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
