package dev.outlink.crawl;

import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.sink.PageRecord;
import java.time.Duration;
import java.util.SplittableRandom;
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
  private static final int MOST_REFUSALS_UNDER_WAY = 1024;
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
  private final AtomicInteger pumping = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS_UNDER_WAY);
  private volatile boolean draining;
  private volatile boolean sinkOpen;
  private volatile boolean inputEnded;
  private volatile @Nullable SeedReader reader;

  CrawlRun(Engine engine, Seeds seeds, LinkSink sink, CrawlListener listener) {
    this.engine = engine;
    this.seeds = seeds;
    this.sink = sink;
    this.listener = listener;
    Engine.Limits limits = engine.limits();
    frontier =
        new Frontier(
            limits.frontierCapacity(),
            limits.hostConcurrency(),
            limits.sameness(),
            new SplittableRandom());
    follower = new RedirectFollower(engine, tally);
    pipeline = new CrawlPipeline(engine, frontier, follower, sink, tally, listener);
    startedAt = engine.ticker().read();
  }

  /** Reads all seeds; blocks while the frontier is full. Runs once, on a thread of its own. */
  void feed() {
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
      readerEnds();
    }
  }

  @Override
  public CompletionStage<CrawlSummary> completion() {
    return published;
  }

  @Override
  public void stop() {
    draining = true;
    for (CrawlTask task : frontier.close()) {
      ends(pipeline.abandon(task));
    }
    follower.drain();
    if (sinkOpen) {
      // It may be blocked in its input. Before the sink is open it looks at `draining` itself.
      readerEnds();
    }
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
    Seed.Url url = (Seed.Url) seed;
    Admission admission = frontier.admit(url.url(), 0);
    while (admission == Admission.FULL) {
      frontier.awaitRoom();
      admission = frontier.admit(url.url(), 0);
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
      case CLOSED ->
          refuse(CrawlPipeline.record(href, Outcome.STOPPED, 0, "the crawl was stopped"));
      case FULL -> throw new IllegalStateException("full");
    }
    return false;
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
        ends(pipeline.visit(task, this::pump));
        task = next();
      }
      marks = pumping.addAndGet(-marks);
    } while (marks != 0);
  }

  /**
   * The frontier chooses best when it chooses late, so few stand in the line for slots; but always
   * one of this crawl.
   */
  private @Nullable CrawlTask next() {
    return follower.waiting() == 0 || engine.gates().inLine() < MOST_IN_LINE
        ? frontier.take()
        : null;
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
    if (open.decrementAndGet() == 0) {
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
    Throwable cause = failure.get() != null ? failure.get() : sinkFailure;
    if (cause != null) {
      completion.completeExceptionally(Cause.of(cause));
      return;
    }
    Duration elapsed = Duration.ofNanos(engine.ticker().read() - startedAt);
    CrawlSummary summary = tally.summary(frontier, elapsed, inputEnded);
    try {
      listener.finished(summary);
    } catch (Throwable bug) {
      log.warn("A listener failed at the end of the crawl", bug);
    }
    completion.complete(summary);
  }
}
