package dev.outlink.visit;

import com.google.common.base.Ticker;
import dev.outlink.record.Outcome;
import dev.outlink.request.Ending;
import dev.outlink.task.CrawlTask;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The visits of one crawl that have begun, and how they are stopped. Safe for any thread. */
public final class Visits {

  private final Ticker ticker;
  private final Clock clock;
  private final Set<Visit> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Visit> inFlight = ConcurrentHashMap.newKeySet();
  private volatile Ending stopped = Ending.of(Outcome.STOPPED, "the crawl was stopped");
  private volatile boolean draining;
  private volatile boolean aborting;

  /** No visits yet. */
  public Visits(Ticker ticker, Clock clock) {
    this.ticker = ticker;
    this.clock = clock;
  }

  /** A visit of a URL that was taken from the frontier. */
  Visit begin(CrawlTask task) {
    return new Visit(this, task, ticker, clock);
  }

  /** URLs that wait for an address, for robots.txt, or for a turn. */
  public int waiting() {
    return waiting.size();
  }

  /** Requests under way. */
  public int inFlight() {
    return inFlight.size();
  }

  /**
   * Sends no more requests; those that wait for their turn end with this outcome and reason. The
   * first call counts.
   */
  public void drain(Outcome outcome, String why) {
    if (!draining) {
      stopped = Ending.of(outcome, why);
    }
    drain();
  }

  private void drain() {
    draining = true;
    waiting.forEach(Visit::cancel);
  }

  /** Ends the requests under way too. */
  public void abort() {
    drain();
    aborting = true;
    inFlight.forEach(Visit::cancel);
  }

  boolean isDraining() {
    return draining;
  }

  /** How a visit ends that is stopped. */
  Ending stopped() {
    return stopped;
  }

  /** The flag is read after the visit is listed, so one of this method and drain sees the other. */
  void addWaiting(Visit visit) {
    waiting.add(visit);
    if (draining) {
      visit.cancel();
    }
  }

  void removeWaiting(Visit visit) {
    waiting.remove(visit);
  }

  /** Reads its flag as {@link #addWaiting} does. */
  void addInFlight(Visit visit) {
    inFlight.add(visit);
    if (aborting) {
      visit.cancel();
    }
  }

  void removeInFlight(Visit visit) {
    inFlight.remove(visit);
  }
}
