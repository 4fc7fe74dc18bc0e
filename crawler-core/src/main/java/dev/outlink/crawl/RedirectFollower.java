package dev.outlink.crawl;

import dev.outlink.extract.Outlink;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.politeness.Permit;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches URLs and follows their redirects hop by hop: each hop waits for a turn at the gate of its
 * own host. One for each crawl; safe for any thread.
 */
final class RedirectFollower {

  private static final FetchOutcome STOPPED =
      new FetchOutcome.Other(Outcome.STOPPED, 0, null, "the crawl was stopped");

  private final Engine engine;
  private final CrawlTally tally;
  private final Set<Chain> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Chain> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;
  private volatile boolean aborting;

  RedirectFollower(Engine engine, CrawlTally tally) {
    this.engine = engine;
    this.tally = tally;
  }

  /** Fetches. The future fails only for a bug; what is cut off by a stop arrives as stopped. */
  CompletableFuture<Arrival> follow(CrawlTask task) {
    return new Chain(task).hop();
  }

  /** URLs that wait for a turn. */
  int waiting() {
    return waiting.size();
  }

  /** Requests under way. */
  int inFlight() {
    return inFlight.size();
  }

  /** Sends no more requests; those that wait for their turn arrive as stopped. */
  void drain() {
    draining = true;
    waiting.forEach(Chain::cancel);
  }

  /** Ends the requests under way too. */
  void abort() {
    drain();
    aborting = true;
    inFlight.forEach(Chain::cancel);
  }

  private static FetchOutcome stoppedIfCancelled(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof CancellationException) {
      return STOPPED;
    }
    throw new CompletionException(cause);
  }

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
      CompletableFuture<Permit> turn = engine.gates().acquire(url.host());
      track(waiting, turn, () -> draining);
      return turn.thenCompose(this::send)
          .exceptionally(RedirectFollower::stoppedIfCancelled)
          .thenCompose(this::next);
    }

    void cancel() {
      CompletableFuture<?> step = current;
      if (step != null) {
        step.cancel(false);
      }
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

    private CompletableFuture<FetchOutcome> send(Permit permit) {
      waiting.remove(this);
      if (draining) {
        permit.release();
        return CompletableFuture.completedFuture(STOPPED);
      }
      long sentAt = engine.ticker().read();
      if (requests++ == 0) {
        startedAt = sentAt;
      }
      tally.sent();
      CompletableFuture<FetchOutcome> answer;
      try {
        boolean sameOrigin = permit.host().equals(task.url().host());
        answer = engine.fetcher().fetch(new FetchRequest(url, sameOrigin));
      } catch (Throwable bug) {
        answer = CompletableFuture.failedFuture(bug);
      }
      track(inFlight, answer, () -> aborting);
      return answer.whenComplete(
          (outcome, failure) -> {
            inFlight.remove(this);
            tally.answered(permit.host(), engine.ticker().read() - sentAt);
            permit.release();
          });
    }

    private CompletableFuture<Arrival> next(FetchOutcome outcome) {
      if (!(outcome instanceof FetchOutcome.Redirect redirect)) {
        return arrive(outcome);
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
      if (redirects == limit) {
        return refused(
            redirect,
            Outcome.REDIRECT_LIMIT,
            "more than " + limit + " redirects; the next is to " + to.href());
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
      return arrive(new FetchOutcome.Other(outcome, redirect.status(), null, detail));
    }

    private CompletableFuture<Arrival> arrive(FetchOutcome outcome) {
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
              nanos,
              asked ? engine.clock().instant() : null));
    }
  }
}
