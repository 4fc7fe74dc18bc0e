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
 * Finds the links of documents on several threads and hands them on in the documents' order.
 * Confined to one thread, but for the finding.
 *
 * <p>Memory: a few documents for each thread, one of which is parsed; of large ones fewer, so that
 * all fit into the heap.
 */
final class OrderedLinkFinding implements AutoCloseable {

  /** What a document's bytes may become while its links are found: text, tree and links. */
  private static final int GROWTH = 80;

  /** Documents that are read ahead, for each thread. */
  private static final int AHEAD = 4;

  /** Takes what was found. */
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
   * Nothing runs yet.
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

  /** Takes a document; waits while there are too many. */
  void add(Document document) throws IOException, InterruptedException {
    while (!running.isEmpty() && (running.size() >= window || size + document.size() > most)) {
      handOnFirst();
    }
    size += document.size();
    running.add(new Running(document, executor.submit(() -> finder.find(document))));
  }

  /** Waits for all. */
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
