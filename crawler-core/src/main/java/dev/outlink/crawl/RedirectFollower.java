package dev.outlink.crawl;

import dev.outlink.extract.Outlink;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.politeness.HostDown;
import dev.outlink.politeness.Permit;
import dev.outlink.politeness.Turn;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Each hop: address -> robots -> gate -> request. The address comes first, so that a host that has just given its
 * robots.txt is asked for a turn before it is forgotten, with the delay that it asks for. A hop waits for one future at a
 * time, which is the one that a stop cancels: cancelling what is chained to it would leave a permit to nobody.
 */
/**
 * Fetches URLs, hop by hop: each hop is asked of robots.txt and waits for its turn at the gates of
 * its own host. In a crawl of a list redirects are followed; in one that goes deeper a redirect
 * ends the URL, and its target is a URL of its own. One for each crawl; safe for any thread.
 */
final class RedirectFollower {

  private final Engine engine;
  private final CrawlTally tally;
  private final Set<Chain> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Chain> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicInteger preparing = new AtomicInteger();
  private final Runnable pump;
  private volatile FetchOutcome stopped = end(Outcome.STOPPED, "the crawl was stopped");
  private volatile boolean draining;
  private volatile boolean aborting;

  /**
   * Follows for one crawl.
   *
   * @param pump run when a URL has joined the line of its host, so that more may be taken
   */
  RedirectFollower(Engine engine, CrawlTally tally, Runnable pump) {
    this.engine = engine;
    this.tally = tally;
    this.pump = pump;
  }

  /** Fetches. The future fails only for a bug; what is cut off by a stop arrives as stopped. */
  CompletableFuture<Arrival> follow(CrawlTask task) {
    try {
      return new Chain(task).hop();
    } catch (Throwable bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  /** URLs of which the address or robots.txt are being asked for. */
  int preparing() {
    return preparing.get();
  }

  /** URLs that wait for a turn. */
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
    waiting.forEach(Chain::cancel);
  }

  /** Ends the requests under way too. */
  void abort() {
    drain();
    aborting = true;
    inFlight.forEach(Chain::cancel);
  }

  /** Hosts whose address is unknown, or is that of a proxy, do not share the gate of one. */
  static @Nullable String gateOf(String address) {
    return address.isEmpty() ? null : address;
  }

  private FetchOutcome stoppedIfCancelled(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof CancellationException) {
      return stopped;
    }
    throw new CompletionException(cause);
  }

  /**
   * What is to be known before a host is asked for a turn.
   *
   * @param verdict of robots.txt, or null where it is not asked
   */
  private record Ready(String address, @Nullable RobotsVerdict verdict) {}

  /**
   * The hops of one URL, one after the other; confined to whichever thread completes the last step.
   */
  private final class Chain {

    private final CrawlTask task;
    private CrawlUrl url;
    private int redirects;
    private final List<Outlink> locations = new ArrayList<>(0);
    private int requests;
    private long startedAt;
    private volatile @Nullable CompletableFuture<?> current;

    Chain(CrawlTask task) {
      this.task = task;
      this.url = task.url().canonical();
    }

    CompletableFuture<Arrival> hop() {
      preparing.incrementAndGet();
      CompletableFuture<Ready> ready =
          wait(engine.fetcher().address(url.host())).thenCompose(this::ready);
      return ready
          .whenComplete((go, failure) -> preparing.decrementAndGet())
          .thenCompose(this::turn)
          .exceptionally(RedirectFollower.this::stoppedIfCancelled)
          .thenCompose(this::next);
    }

    void cancel() {
      CompletableFuture<?> step = current;
      if (step != null) {
        step.cancel(false);
      }
    }

    private <T> CompletableFuture<T> wait(CompletableFuture<T> step) {
      track(waiting, step, () -> draining);
      return step;
    }

    /**
     * The flag is read after the chain is listed, so one of this method and drain always sees the
     * other.
     */
    private void track(Set<Chain> list, CompletableFuture<?> step, BooleanSupplier ending) {
      current = step;
      list.add(this);
      if (ending.getAsBoolean()) {
        step.cancel(false);
      }
    }

    private CompletableFuture<Ready> ready(String address) {
      return engine.limits().robots()
          ? wait(engine.robots().check(url)).thenApply(verdict -> new Ready(address, verdict))
          : CompletableFuture.completedFuture(new Ready(address, null));
    }

    private CompletableFuture<FetchOutcome> turn(Ready ready) {
      RobotsVerdict verdict = ready.verdict;
      if (verdict != null && !verdict.allowed()) {
        return CompletableFuture.completedFuture(denied(verdict));
      }
      Duration delay = verdict == null ? Duration.ZERO : engine.limits().crawlDelay(verdict);
      CompletableFuture<Turn> turn =
          wait(engine.gates().acquire(url.host(), gateOf(ready.address), delay));
      pump.run();
      return turn.thenCompose(this::send);
    }

    private FetchOutcome denied(RobotsVerdict verdict) {
      RobotsAnswer.Unreachable cause = verdict.unreachable();
      String rule = "robots.txt, line " + verdict.line() + ": " + verdict.rule();
      return cause == null
          ? new FetchOutcome.Other(
              Outcome.ROBOTS_DENIED, 0, null, verdict.line() == 0 ? verdict.detail() : rule)
          : new FetchOutcome.Other(
              Outcome.of(cause.outcome()), cause.status(), null, "robots.txt: " + cause.detail());
    }

    private CompletableFuture<FetchOutcome> send(Turn turn) {
      waiting.remove(this);
      if (turn instanceof HostDown down) {
        return CompletableFuture.completedFuture(Answers.hostDown(down));
      }
      Permit permit = (Permit) turn;
      if (draining) {
        permit.release();
        return CompletableFuture.completedFuture(stopped);
      }
      long sentAt = engine.ticker().read();
      if (requests++ == 0) {
        startedAt = sentAt;
      }
      tally.sent();
      CompletableFuture<FetchOutcome> answer;
      try {
        boolean ownHeaders = permit.host().equals(task.roots().get(0).host());
        answer = engine.fetcher().fetch(new FetchRequest(url, ownHeaders));
      } catch (Throwable bug) {
        answer = CompletableFuture.failedFuture(bug);
      }
      track(inFlight, answer, () -> aborting);
      return answer.whenComplete(
          (outcome, failure) -> {
            inFlight.remove(this);
            tally.answered(permit.host(), engine.ticker().read() - sentAt);
            Answers.release(permit, outcome, engine.clock());
          });
    }

    private CompletableFuture<Arrival> next(FetchOutcome outcome) {
      if (!(outcome instanceof FetchOutcome.Redirect redirect)) {
        return arrive(outcome, null);
      }
      String location = redirect.location();
      if (location == null) {
        return refused(redirect, Outcome.BAD_REDIRECT, "redirect without a Location header");
      }
      Outlink row = engine.extractor().redirect(url, location);
      if (row != null && !isKnown(row)) {
        locations.add(row);
      }
      UrlResult target = url.resolve(location);
      if (target instanceof InvalidUrl invalid) {
        return refused(
            redirect, Outcome.BAD_REDIRECT, "redirect to " + location + ": " + invalid.reason());
      }
      CrawlUrl to = (CrawlUrl) target;
      if (!to.isHttp()) {
        return refused(
            redirect,
            Outcome.BAD_REDIRECT,
            "redirect to " + to.href() + ", which cannot be fetched");
      }
      int limit = engine.limits().maxRedirects();
      if (task.redirects() + redirects >= limit) {
        return refused(
            redirect,
            Outcome.REDIRECT_LIMIT,
            "more than " + limit + " redirects; the next is to " + to.href());
      }
      if (!engine.limits().followsRedirects()) {
        return arrive(
            new FetchOutcome.Other(
                Outcome.REDIRECT, redirect.status(), null, "to " + to.canonical().href()),
            to.canonical());
      }
      redirects++;
      url = to.canonical();
      return hop();
    }

    /** Whether only distinct links are listed, and this one is. */
    private boolean isKnown(Outlink row) {
      return engine.extractor().selection().distinct()
          && locations.stream().anyMatch(before -> before.url().equals(row.url()));
    }

    private CompletableFuture<Arrival> refused(
        FetchOutcome.Redirect redirect, Outcome outcome, String detail) {
      return arrive(new FetchOutcome.Other(outcome, redirect.status(), null, detail), null);
    }

    private CompletableFuture<Arrival> arrive(FetchOutcome outcome, @Nullable CrawlUrl target) {
      waiting.remove(this);
      boolean asked = requests > 0;
      long nanos = asked ? engine.ticker().read() - startedAt : 0;
      return CompletableFuture.completedFuture(
          new Arrival(
              task,
              url,
              redirects,
              locations,
              outcome,
              target,
              nanos,
              asked ? engine.clock().instant() : null));
    }
  }
}
