package dev.outlink.crawl;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The visits of one crawl that have begun: what they wait for, and how they are stopped. */
final class Visits {

  private final Engine engine;
  private final Frontier frontier;
  private final CrawlTally tally;
  private final Lookups lookups;
  private final Set<Visit> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Visit> inFlight = ConcurrentHashMap.newKeySet();
  private volatile FetchOutcome stopped = end(Outcome.STOPPED, "the crawl was stopped");
  private volatile boolean draining;
  private volatile boolean aborting;

  Visits(Engine engine, Frontier frontier, CrawlTally tally) {
    this.engine = engine;
    this.frontier = frontier;
    this.tally = tally;
    this.lookups = new Lookups(engine.fetcher(), engine.ticker(), engine.limits().mostLookups());
  }

  /**
   * Begins a visit. The future fails only for a bug; what is cut off by a stop arrives as stopped.
   */
  CompletableFuture<End> begin(CrawlTask task) {
    try {
      return new Visit(this, engine, frontier, tally, task).end();
    } catch (Throwable bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  Lookups lookups() {
    return lookups;
  }

  /** URLs that wait for an address, for robots.txt, or for a turn. */
  int waiting() {
    return waiting.size();
  }

  /** Requests under way. */
  int inFlight() {
    return inFlight.size();
  }

  private static FetchOutcome end(Outcome outcome, String detail) {
    return new FetchOutcome.Other(outcome, 0, null, detail);
  }

  /**
   * Sends no more requests; those that wait for their turn arrive with an outcome and a reason. The
   * first call counts.
   */
  void drain(Outcome outcome, String why) {
    if (!draining) {
      stopped = end(outcome, why);
    }
    drain();
  }

  private void drain() {
    draining = true;
    waiting.forEach(Visit::cancel);
  }

  /** Ends the requests under way too. */
  void abort() {
    drain();
    aborting = true;
    inFlight.forEach(Visit::cancel);
  }

  boolean isDraining() {
    return draining;
  }

  /** How a visit ends that is stopped. */
  FetchOutcome stopped() {
    return stopped;
  }

  /** The flag is read after the visit is listed, so one of this method and drain sees the other. */
  void waits(Visit visit) {
    waiting.add(visit);
    if (draining) {
      visit.cancel();
    }
  }

  void waitsNoMore(Visit visit) {
    waiting.remove(visit);
  }

  /** As {@link #waits}. */
  void flies(Visit visit) {
    inFlight.add(visit);
    if (aborting) {
      visit.cancel();
    }
  }

  void landed(Visit visit) {
    inFlight.remove(visit);
  }

  /** Hosts whose address is unknown, or is that of a proxy, do not share the gate of one. */
  static @Nullable String gateOf(String address) {
    return address.isEmpty() ? null : address;
  }
}
