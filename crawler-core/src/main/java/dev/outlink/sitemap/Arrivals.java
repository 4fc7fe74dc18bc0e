package dev.outlink.sitemap;

import dev.outlink.sitemap.PendingSitemaps.Pending;
import dev.outlink.sitemap.SitemapSource.Body;
import dev.outlink.sitemap.SitemapSource.Bytes;
import dev.outlink.url.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * What was asked for, as it comes; taken by one thread, closed by any. Bounded by what is expected.
 */
final class Arrivals {

  /** One answer. */
  sealed interface Arrival {}

  /** The Sitemap lines of a host. */
  record Lines(Host host, Optional<List<String>> lines) implements Arrival {}

  /** What a sitemap's fetch came to. */
  record Came(Pending sitemap, Body body) implements Arrival {}

  /** A bug of the source. */
  private record Broken(String name, Throwable bug) implements Arrival {}

  private record Closed() implements Arrival {}

  private final LinkedBlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
  private final Set<Runnable> cancels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Lets an answer arrive.
   *
   * @param name of what was asked for, in messages
   */
  <T> void expect(CompletableFuture<T> answer, String name, Function<T, Arrival> as) {
    Runnable cancel = () -> answer.cancel(false);
    cancels.add(cancel);
    var unused =
        answer.whenComplete(
            (value, bug) -> {
              cancels.remove(cancel);
              queue.add(bug == null ? as.apply(value) : new Broken(name, bug));
              if (closed) {
                giveBack();
              }
            });
    if (closed) {
      cancel.run();
    }
  }

  /**
   * The next answer, waiting for it.
   *
   * @throws IOException if the answer failed, or the thread is interrupted (it stays so), or this
   *     is closed
   */
  Arrival take() throws IOException {
    Arrival arrival;
    try {
      arrival = queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("sitemaps: interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
    if (closed) {
      queue.add(arrival);
      giveBack();
    }
    check();
    if (arrival instanceof Broken broken) {
      Throwable bug = broken.bug;
      Throwable cause =
          bug instanceof CompletionException && bug.getCause() != null ? bug.getCause() : bug;
      throw new IOException(broken.name + ": " + cause, cause);
    }
    return arrival;
  }

  boolean isClosed() {
    return closed;
  }

  /** Fails where this is closed. */
  void check() throws IOException {
    if (closed) {
      throw new IOException("sitemaps: closed");
    }
  }

  /** Cancels what is expected, and gives back what came; now and later. Idempotent. */
  void close() {
    closed = true;
    cancels.forEach(Runnable::run);
    giveBack();
  }

  /** The last one that is in the queue then wakes whoever waits. */
  private void giveBack() {
    for (Arrival arrival = queue.poll(); arrival != null; arrival = queue.poll()) {
      if (arrival instanceof Came came && came.body instanceof Bytes bytes) {
        bytes.close().run();
      }
    }
    queue.add(new Closed());
  }
}
