package dev.outlink.crawl;

import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.scope.Budgets;
import dev.outlink.scope.Scope;
import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.sink.PageRecord;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * running -> draining (stop, cancel, or a failure) -> ended.
 *
 * `open` counts what keeps the crawl from ending: one for the reader, and one for each input from when it is read until the
 * sink has its record. Who brings it to zero finishes the sink and completes the crawl. A draining crawl gives up the
 * reader's count at once, because the reader may be blocked in its input; what it reads after that is not taken in.
 */
/** One crawl: it feeds seeds to the frontier, starts visits, and ends when all is settled. */
final class CrawlRun implements Crawl {

  private static final Logger log = LoggerFactory.getLogger(CrawlRun.class);
  private static final int MOST_IN_LINE = 8;

  /** URLs of which the address or robots.txt are being asked for, before they stand in any line. */
  private static final int MOST_PREPARING = 512;

  private static final int MOST_REFUSALS_UNDER_WAY = 1024;
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Engine engine;
  private final Seeds seeds;
  private final LinkSink sink;
  private final CrawlListener listener;
  private final CrawlTally tally = new CrawlTally();
  private final Frontier frontier;
  private final RedirectFollower follower;
  private final CrawlPipeline pipeline;
  private final long startedAt;
  private final CompletableFuture<CrawlSummary> completion = new CompletableFuture<>();

  /** What users see: completing it does not end the crawl. */
  private final CompletionStage<CrawlSummary> published = completion.copy();

  private final AtomicLong open = new AtomicLong(1);
  private final AtomicBoolean readerCounts = new AtomicBoolean(true);
  private final AtomicBoolean lostCounts = new AtomicBoolean(true);
  private final AtomicInteger pumping = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS_UNDER_WAY);
  private final SitemapRequests sitemaps;
  private final Alarm retryAlarm;
  private final Alarm timeLimit;
  private volatile boolean draining;
  private volatile boolean timeOver;
  private volatile boolean sinkOpen;
  private volatile boolean inputEnded;
  private volatile @Nullable SeedReader reader;

  CrawlRun(Engine engine, Seeds seeds, LinkSink sink, CrawlListener listener) {
    this.engine = engine;
    this.sink = sink;
    this.listener = listener;
    Engine.Limits limits = engine.limits();
    sitemaps = new SitemapRequests(engine, tally, this::enter, this::leave);
    this.seeds = sitemaps.added(seeds);
    frontier =
        new Frontier(
            new FrontierConfig(
                limits.frontierCapacity(),
                limits.hostConcurrency(),
                !limits.followsRedirects(),
                limits.sameness()),
            new Budgets(limits.scope()),
            engine.overflow(),
            this::pump,
            this::fail,
            engine.ticker(),
            engine.randoms().get());
    follower = new RedirectFollower(engine, tally, this::pump);
    Scope scope = new Scope(limits.scope());
    pipeline =
        new CrawlPipeline(
            engine,
            frontier,
            follower,
            new RetryPolicy(limits.retries(), engine.randoms().get()),
            new Discovery(scope, frontier, tally, this::enter, this::leave),
            sink,
            tally,
            listener,
            this::pump);
    retryAlarm = new Alarm(engine.timer(), engine.ticker(), this::pump);
    timeLimit = new Alarm(engine.timer(), engine.ticker(), this::stopInTime);
    startedAt = engine.ticker().read();
  }

  /** Reads all seeds; blocks while the frontier is full. Runs once, on a thread of its own. */
  void feed() {
    limitTime();
    try (SeedReader opened = seeds.open()) {
      sink.open();
      reader = opened;
      sinkOpen = true;
      while (!draining) {
        Seed seed = opened.next();
        inputEnded = seed == null;
        if (seed == null || !enter()) {
          break;
        }
        if (admitted(seed)) {
          pump();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      cancel();
    } catch (Throwable cause) {
      fail(cause); // also an Error: a part of the input must not pass for the whole
    } finally {
      frontier.inputEnded();
      readerEnds();
      pump();
    }
  }

  private void limitTime() {
    Duration limit = engine.limits().maxTime();
    if (limit != null) {
      timeLimit.set(limit.toNanos());
    }
  }

  /** On a thread of its own, since to stop may take long and the timer serves all crawls. */
  private void stopInTime() {
    if (!draining) {
      timeOver = true;
      inBackground(this::stop);
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "outlink-abandon");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CompletionStage<CrawlSummary> completion() {
    return published;
  }

  @Override
  public void stop() {
    draining = true;
    frontier.close();
    follower.drain(stopOutcome(), whyStopped());
    sitemaps.end(stopOutcome(), whyStopped());
    if (frontier.spilled() == 0) {
      abandon();
    } else {
      // Many, on disk: this may take long, and whoever calls must not wait for the sink.
      inBackground(this::abandon);
    }
    if (sinkOpen) {
      // It may be blocked in its input. Before the sink is open it looks at `draining` itself.
      readerEnds();
    }
  }

  /** Settles what was waiting. From a thread of its own it goes no faster than the sink. */
  private void abandon() {
    boolean paced = frontier.spilled() > 0;
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      CompletableFuture<Void> written = pipeline.abandon(task, stopOutcome(), whyStopped());
      if (paced) {
        refusals.acquireUninterruptibly();
        written = written.whenComplete((nothing, cause) -> refusals.release());
      }
      ends(written);
    }
    long lost = frontier.spilled(); // the disk has failed, and with it the crawl
    if (lost > 0 && lostCounts.compareAndSet(true, false)) {
      leave(lost);
    }
  }

  private Outcome stopOutcome() {
    return timeOver ? Outcome.OVER_BUDGET : Outcome.STOPPED;
  }

  private String whyStopped() {
    return timeOver ? "the crawl's time is over" : "the crawl was stopped";
  }

  @Override
  public void cancel() {
    stop();
    follower.abort();
  }

  @Override
  public CrawlProgress progress() {
    SeedReader current = reader;
    double read = current == null ? 0 : current.progress();
    return tally.progress(follower.inFlight(), frontier.waiting(), read);
  }

  @Override
  public void close() {
    if (completion.isDone()) {
      return;
    }
    cancel();
    try {
      completion.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException told) {
      log.debug("A crawl that was closed had failed", told);
    } catch (TimeoutException late) {
      log.warn(
          "A crawl did not end within {} s; {} URLs are not settled",
          CLOSE_LIMIT.toSeconds(),
          open.get());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is not handed over to a future is no longer open, whatever went wrong. */
  private boolean admitted(Seed seed) throws InterruptedException {
    try {
      return offer(seed);
    } catch (Throwable cause) {
      leave();
      throw cause;
    }
  }

  private boolean offer(Seed seed) throws InterruptedException {
    tally.input();
    if (seed instanceof Seed.Invalid line) {
      refuse(
          CrawlPipeline.record(
              line.text(), Outcome.BAD_URL, 0, line.where() + ": " + line.reason()));
      return false;
    }
    if (seed instanceof Seed.Failed source) {
      refuse(record(source));
      return false;
    }
    Seed.Url url = (Seed.Url) seed;
    CrawlTask task = task(url);
    Admission admission = frontier.admit(task);
    while (admission == Admission.FULL) {
      frontier.awaitRoom();
      admission = frontier.admit(task);
    }
    String href = url.url().href();
    switch (admission) {
      case ADMITTED -> {
        return true;
      }
      case ALREADY_KNOWN ->
          refuse(CrawlPipeline.record(href, Outcome.DUPLICATE, 0, "the same URL came before"));
      case NOT_CRAWLABLE ->
          refuse(
              CrawlPipeline.record(
                  href, Outcome.BAD_URL, 0, url.url().scheme() + ": cannot be fetched"));
      case CLOSED -> refuse(CrawlPipeline.record(href, stopOutcome(), 0, whyStopped()));
      default -> {
        tally.refused(admission, 1);
        if (admission == Admission.MAX_PAGES) {
          sitemaps.end(Outcome.OVER_BUDGET, admission.label());
        }
        refuse(CrawlPipeline.record(href, Outcome.OVER_BUDGET, 0, admission.label()));
      }
    }
    return false;
  }

  private static PageRecord record(Seed.Failed source) {
    Outcome outcome = Outcome.of(source.outcome());
    return new PageRecord(
        source.url(),
        outcome,
        source.status(),
        null,
        0,
        null,
        0,
        0,
        0,
        0,
        null,
        source.detail(),
        0);
  }

  /** The first root is the one that the user named: own headers go to its origin only. */
  private static CrawlTask task(Seed.Url seed) {
    CrawlUrl namedBy = seed.namedBy();
    return namedBy == null
        ? CrawlTask.seed(seed.url())
        : new CrawlTask(seed.url(), 0, 0, 1, List.of(namedBy, seed.url()));
  }

  private void refuse(PageRecord page) throws InterruptedException {
    refusals.acquire();
    CompletableFuture<Void> written = pipeline.refuse(page);
    ends(written.whenComplete((nothing, cause) -> refusals.release()));
  }

  /**
   * Starts visits while there are any to start. A visit that ends at once comes back here; it then
   * only leaves a mark.
   */
  private void pump() {
    if (pumping.getAndIncrement() != 0) {
      return;
    }
    int marks = 1;
    do {
      CrawlTask task = next();
      while (task != null) {
        visited(pipeline.visit(task));
        task = next();
      }
      long wait = frontier.nanosToRetry();
      if (wait != Long.MAX_VALUE) {
        retryAlarm.set(Math.max(wait, SHORTEST_WAIT)); // it may be due, and the line for slots long
      }
      marks = pumping.addAndGet(-marks);
    } while (marks != 0);
  }

  private void visited(CompletableFuture<Boolean> visit) {
    var unused =
        visit.whenComplete(
            (settled, cause) -> {
              if (cause != null) {
                fail(Cause.of(cause));
              }
              if (cause != null || settled) {
                leave();
              }
            });
  }

  /**
   * The frontier chooses best when it chooses late, so few stand in the line for slots; but always
   * one of this crawl.
   */
  private @Nullable CrawlTask next() {
    boolean room = follower.waiting() == 0 || engine.gates().inLine() < MOST_IN_LINE;
    return room && follower.preparing() < MOST_PREPARING ? frontier.take() : null;
  }

  /** Counts one more input as open, unless the crawl is over or the reader's time is. */
  private boolean enter() {
    return !draining && open.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
  }

  private void ends(CompletableFuture<Void> input) {
    var unused =
        input.whenComplete(
            (nothing, cause) -> {
              if (cause != null) {
                fail(Cause.of(cause));
              }
              leave();
            });
  }

  private void readerEnds() {
    if (readerCounts.compareAndSet(true, false)) {
      leave();
    }
  }

  private void fail(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      cancel();
    }
  }

  private void leave() {
    leave(1);
  }

  private void leave(long count) {
    if (open.addAndGet(-count) == 0) {
      timeLimit.cancel();
      CompletionStage<Void> finished;
      try {
        finished = sinkOpen ? sink.finish() : CompletableFuture.completedFuture(null);
      } catch (Throwable bug) {
        finished = CompletableFuture.failedFuture(bug);
      }
      var unused = finished.whenComplete((nothing, cause) -> end(cause));
    }
  }

  private void end(@Nullable Throwable sinkFailure) {
    frontier.close();
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      log.error("Bug: {} was waiting when the crawl ended", task.url()); // the sums do not meet
    }
    Throwable cause = failure.get() != null ? failure.get() : sinkFailure;
    if (cause != null) {
      completion.completeExceptionally(Cause.of(cause));
      return;
    }
    Duration elapsed = Duration.ofNanos(engine.ticker().read() - startedAt);
    CrawlSummary summary = tally.summary(frontier, elapsed, inputEnded, timeOver);
    try {
      listener.finished(summary);
    } catch (Throwable bug) {
      log.warn("A listener failed at the end of the crawl", bug);
    }
    completion.complete(summary);
  }
}
