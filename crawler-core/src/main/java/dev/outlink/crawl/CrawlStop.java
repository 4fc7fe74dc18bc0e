package dev.outlink.crawl;

import com.google.common.base.Ticker;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.task.CrawlTask;
import dev.outlink.visit.Events;
import dev.outlink.visit.VisitPath;
import dev.outlink.visit.Visits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a crawl stops: it takes nothing in and sends nothing any more, and what waits in the frontier
 * is settled. URLs that are abandoned have a record; those that are forgotten are only counted.
 * Safe for any thread; may be told to stop again.
 */
final class CrawlStop {

  private static final long LONGEST_ABANDONING = TimeUnit.SECONDS.toNanos(5);

  private final Frontier frontier;
  private final Visits visits;
  private final SitemapRequests sitemaps;
  private final VisitPath path;
  private final Events events;
  private final Semaphore unvisitedRecords;
  private final OpenCount open;
  private final Ticker ticker;
  private final Consumer<CompletableFuture<Void>> whenWritten;
  private volatile boolean draining;
  private volatile StopReason reason = StopReason.STOPPED;

  /**
   * The stop of one crawl.
   *
   * @param unvisitedRecords how many records of URLs that were not visited may be on their way to
   *     the sink, if some of the URLs come from disk
   * @param open counts URLs that are forgotten out
   * @param whenWritten told of each abandoned URL, with what completes when it is settled
   */
  CrawlStop(
      Frontier frontier,
      Visits visits,
      SitemapRequests sitemaps,
      VisitPath path,
      Events events,
      Semaphore unvisitedRecords,
      OpenCount open,
      Ticker ticker,
      Consumer<CompletableFuture<Void>> whenWritten) {
    this.frontier = frontier;
    this.visits = visits;
    this.sitemaps = sitemaps;
    this.path = path;
    this.events = events;
    this.unvisitedRecords = unvisitedRecords;
    this.open = open;
    this.ticker = ticker;
    this.whenWritten = whenWritten;
  }

  boolean isDraining() {
    return draining;
  }

  StopReason reason() {
    return reason;
  }

  /** The crawl's time is over: to be said before {@link #drain}. */
  void setTimeOver() {
    reason = StopReason.TIME_OVER;
  }

  /** Starts no more requests, and lets those in flight end. */
  void drain() {
    draining = true;
    frontier.close();
    visits.drain(reason.outcome(), reason.words());
    sitemaps.end(reason.outcome(), reason.words());
    if (frontier.spilled() == 0) {
      abandon();
    } else {
      // Many, on disk: this may take long, and whoever calls must not wait for the sink.
      inBackground(this::abandon);
    }
  }

  /** After {@link #drain}: ends the requests in flight too. */
  void abort() {
    visits.abort();
    forget();
  }

  /**
   * Settles what was waiting, no faster than the sink where it comes from disk. What has not its
   * record after a while is forgotten: who stops a crawl does not want to wait for millions.
   */
  private void abandon() {
    boolean paced = frontier.spilled() > 0;
    long since = ticker.read();
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      CompletableFuture<Void> written = path.settleUnvisited(task, reason.record(task));
      if (paced) {
        unvisitedRecords.acquireUninterruptibly();
        written = written.whenComplete((nothing, cause) -> unvisitedRecords.release());
        if (ticker.read() - since > LONGEST_ABANDONING) {
          forget();
        }
      }
      whenWritten.accept(written);
    }
    forget(); // what a disk that has failed did not give back; mostly nothing
  }

  private void forget() {
    long count = frontier.forget();
    if (count > 0) {
      var unused = events.tell(new CrawlEvent.Forgotten(reason.outcome(), count));
      open.countOut(count);
    }
  }

  /** On a thread of its own, since to stop may take long. */
  static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "outlink-abandon");
    thread.setDaemon(true);
    thread.start();
  }
}
