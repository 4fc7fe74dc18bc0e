package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a listener is told, one after the other and in their order, apart from the crawl: a listener
 * may take its time. Bounded: one that is too far behind is waited for. Safe for any thread.
 */
final class Notices {

  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private static final CompletableFuture<Void> ON_TIME = CompletableFuture.completedFuture(null);

  private final CrawlListener listener;
  private final Executor executor;
  private final int most;
  private final Object lock = new Object();

  @GuardedBy("lock") private final ArrayDeque<CrawlEvent> queue = new ArrayDeque<>();

  /** Incomplete while somebody tells. */
  @GuardedBy("lock") private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

  /** Completes when there is room again; complete while there is. */
  @GuardedBy("lock") private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

  /**
   * Nothing to tell yet.
   *
   * @param executor runs what tells, one task at a time, which may take as long as the listener
   *     does
   * @param most notices that may wait
   */
  Notices(CrawlListener listener, Executor executor, int most) {
    this.listener = listener;
    this.executor = executor;
    this.most = most;
  }

  /**
   * Something has happened. The stage completes when the next event may be told: at once, unless
   * the listener is too far behind.
   */
  CompletableFuture<Void> tell(CrawlEvent event) {
    return hears(event) ? queue(event) : ON_TIME;
  }

  private boolean hears(CrawlEvent event) {
    try {
      return listener.hears(event);
    } catch (Throwable bug) {
      log.warn("A listener failed", bug);
      return false;
    }
  }

  /** Completes when all is told that was to be told by now. */
  CompletableFuture<Void> told() {
    synchronized (lock) {
      return told.copy();
    }
  }

  private CompletableFuture<Void> queue(CrawlEvent event) {
    CompletableFuture<Void> next;
    boolean begins;
    synchronized (lock) {
      queue.add(event);
      if (queue.size() >= most && room.isDone()) {
        room = new CompletableFuture<>();
      }
      next = room;
      begins = told.isDone();
      if (begins) {
        told = new CompletableFuture<>();
      }
    }
    if (begins) {
      begin();
    }
    return next;
  }

  private void begin() {
    try {
      executor.execute(this::tellAll);
    } catch (RuntimeException refused) { // an executor of the application's that is closed
      log.warn(
          "A listener hears nothing of what has happened: its executor takes no task", refused);
      while (next() != null) {}
    }
  }

  private void tellAll() {
    for (CrawlEvent event = next(); event != null; event = next()) {
      try {
        listener.on(event);
      } catch (Throwable bug) {
        log.warn("A listener failed", bug);
      }
    }
  }

  private @Nullable CrawlEvent next() {
    List<CompletableFuture<Void>> effects = new ArrayList<>(2);
    CrawlEvent event;
    synchronized (lock) {
      event = queue.poll();
      if (event == null) {
        effects.add(told);
        told = CompletableFuture.completedFuture(null);
      }
      if (queue.size() <= most / 2) {
        effects.add(room);
      }
    }
    effects.forEach(effect -> effect.complete(null));
    return event;
  }
}
