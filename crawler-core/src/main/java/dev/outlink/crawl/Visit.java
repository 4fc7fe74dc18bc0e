package dev.outlink.crawl;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.politeness.HostDown;
import dev.outlink.politeness.Permit;
import dev.outlink.politeness.Turn;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Address -> robots -> gate -> request. The address comes first, so that a host that has just given its robots.txt is asked
 * for a turn before it is forgotten, with the delay that it asks for. A visit waits for one future at a time, which is the
 * one that a stop cancels: cancelling what is chained to it would leave a permit to nobody.
 *
 * What must wait for long waits in the frontier: a URL of a host that rests, or whose address is full, goes back there.
 */
/**
 * One request for one URL, from when it was taken from the frontier to its answer. Confined to
 * whichever thread completes the last step.
 */
final class Visit {

  /** A rest that is longer than this is spent in the frontier. */
  private static final long LONGEST_IN_LINE = TimeUnit.SECONDS.toNanos(1);

  private final Visits visits;
  private final Engine engine;
  private final Frontier frontier;
  private final CrawlTally tally;
  private final CrawlTask task;
  private final CrawlUrl url;
  private final Host host;
  private final long beganAt;
  private long sentAt;
  private boolean sent;
  private volatile @Nullable CompletableFuture<?> current;

  Visit(Visits visits, Engine engine, Frontier frontier, CrawlTally tally, CrawlTask task) {
    this.visits = visits;
    this.engine = engine;
    this.frontier = frontier;
    this.tally = tally;
    this.task = task;
    this.url = task.url().canonical();
    this.host = url.host();
    this.beganAt = engine.ticker().read();
  }

  /** Begins. To be called once. */
  CompletableFuture<End> end() {
    if (rests(null)) {
      return CompletableFuture.completedFuture(End.Postponed.INSTANCE);
    }
    return wait(visits.lookups().address(host))
        .thenCompose(this::located)
        .exceptionally(this::stoppedIfCancelled)
        .whenComplete((end, bug) -> visits.waitsNoMore(this));
  }

  /** The one step that it waits for, or its request, is given up. */
  void cancel() {
    CompletableFuture<?> step = current;
    if (step != null) {
      step.cancel(false);
    }
  }

  private <T> CompletableFuture<T> wait(CompletableFuture<T> step) {
    current = step;
    visits.waits(this);
    return step;
  }

  private boolean rests(@Nullable Duration crawlDelay) {
    long nanos = engine.gates().nanosToOpen(host, crawlDelay);
    return nanos > LONGEST_IN_LINE && !visits.isDraining() && frontier.defer(task, nanos);
  }

  private CompletableFuture<End> located(String address) {
    if (!frontier.located(task, address)) {
      return CompletableFuture.completedFuture(End.Postponed.INSTANCE);
    }
    return engine.limits().robots()
        ? wait(engine.robots().check(url)).thenCompose(verdict -> asked(address, verdict))
        : allowed(address, Duration.ZERO);
  }

  private CompletableFuture<End> asked(String address, RobotsVerdict verdict) {
    return verdict.allowed()
        ? allowed(address, engine.limits().crawlDelay(verdict))
        : CompletableFuture.completedFuture(arrive(denied(verdict)));
  }

  private static FetchOutcome denied(RobotsVerdict verdict) {
    RobotsAnswer.Unreachable cause = verdict.unreachable();
    String rule = "robots.txt, line " + verdict.line() + ": " + verdict.rule();
    return cause == null
        ? new FetchOutcome.Other(
            Outcome.ROBOTS_DENIED, 0, null, verdict.line() == 0 ? verdict.detail() : rule)
        : new FetchOutcome.Other(
            Outcome.of(cause.outcome()), cause.status(), null, "robots.txt: " + cause.detail());
  }

  private CompletableFuture<End> allowed(String address, Duration crawlDelay) {
    if (rests(crawlDelay)) {
      return CompletableFuture.completedFuture(End.Postponed.INSTANCE);
    }
    frontier.opened(task);
    return wait(engine.gates().acquire(host, Visits.gateOf(address), crawlDelay))
        .thenCompose(this::send)
        .thenApply(this::arrive);
  }

  private CompletableFuture<FetchOutcome> send(Turn turn) {
    visits.waitsNoMore(this);
    if (turn instanceof HostDown down) {
      return CompletableFuture.completedFuture(Answers.hostDown(down));
    }
    Permit permit = (Permit) turn;
    if (visits.isDraining()) {
      permit.release();
      return CompletableFuture.completedFuture(visits.stopped());
    }
    sentAt = engine.ticker().read();
    sent = true;
    tally.sent();
    CompletableFuture<FetchOutcome> answer;
    try {
      boolean ownHeaders = host.equals(task.roots().get(0).host());
      answer = engine.fetcher().fetch(new FetchRequest(url, ownHeaders), permit::arrived);
    } catch (Throwable bug) {
      answer = CompletableFuture.failedFuture(bug);
    }
    current = answer;
    visits.flies(this);
    return answer
        .whenComplete((outcome, failure) -> tally.answered(host, engine.ticker().read() - sentAt))
        .thenCompose(this::judged)
        .whenComplete(
            (outcome, failure) -> {
              visits.landed(this);
              Answers.release(permit, outcome, engine.clock());
            });
  }

  /** Whose failure it is may have to be found out, which an abort does not wait for. */
  private CompletableFuture<FetchOutcome> judged(FetchOutcome outcome) {
    CompletableFuture<FetchOutcome> judged = engine.network().judge(host, outcome, sentAt);
    if (!judged.isDone()) {
      current = judged;
      visits.flies(this);
    }
    return judged;
  }

  private End stoppedIfCancelled(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof CancellationException) {
      return arrive(visits.stopped());
    }
    throw new CompletionException(cause);
  }

  private Arrival arrive(FetchOutcome outcome) {
    long askedAt = sent ? sentAt : beganAt;
    long startedAt = task.trail() == null ? askedAt : task.trail().startedAt();
    boolean asked = sent || task.trail() != null;
    return new Arrival(
        task,
        outcome,
        askedAt,
        startedAt,
        asked ? engine.ticker().read() - startedAt : 0,
        asked ? engine.clock().instant() : null);
  }
}
