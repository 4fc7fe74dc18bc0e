package dev.outlink.crawl;

import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import dev.outlink.request.AddressQuestions;
import dev.outlink.request.RetryPolicy;
import dev.outlink.request.RootCause;
import dev.outlink.scope.Budgets;
import dev.outlink.scope.InputHosts;
import dev.outlink.scope.Scope;
import dev.outlink.scope.ScopeKind;
import dev.outlink.seed.ForeseenSeeds;
import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.task.CrawlTask;
import dev.outlink.visit.Backlog;
import dev.outlink.visit.Discovery;
import dev.outlink.visit.VisitPath;
import dev.outlink.visit.Visits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
public final class CrawlRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CrawlRun.class);
  private static final int MOST_REFUSALS_UNDER_WAY = 1024;

  /** Events that a listener may be behind. */
  private static final int MOST_NOTICES = 1 << 16;

  private static final long LONGEST_ABANDONING = TimeUnit.SECONDS.toNanos(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Engine engine;
  private final Seeds seeds;
  private final LinkSink sink;
  private final Notices notices;
  private final CrawlTally tally = new CrawlTally();
  private final Frontier frontier;
  private final Visits visits;
  private final VisitPath path;
  private final Pump pump;
  private final Intake intake;
  private final Runnable wake;
  private final long startedAt;
  private final CompletableFuture<CrawlSummary> completion = new CompletableFuture<>();

  /** What users see: completing it does not end the crawl. */
  private final CompletionStage<CrawlSummary> published = completion.copy();

  private final AtomicLong open = new AtomicLong(1);
  private final AtomicBoolean readerCounts = new AtomicBoolean(true);
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS_UNDER_WAY);
  private final SitemapRequests sitemaps;
  private final Alarm timeLimit;
  private volatile boolean draining;
  private volatile StopReason reason = StopReason.STOPPED;
  private volatile boolean sinkOpen;
  private volatile boolean inputEnded;
  private volatile @Nullable SeedReader reader;

  /** A crawl that has not begun. */
  public CrawlRun(Engine engine, Seeds seeds, LinkSink sink, CrawlListener listener) {
    this.engine = engine;
    this.sink = sink;
    Threads threads = engine.threads();
    Clocks clocks = engine.clocks();
    CrawlLimits limits = engine.limits();
    notices = new Notices(listener, threads.listeners(), MOST_NOTICES);
    sitemaps = new SitemapRequests(engine, this::tell, this::enter, this::leave);
    InputHosts inputs = new InputHosts();
    boolean allAreOne = limits.scope().scope() == ScopeKind.INPUTS;
    this.seeds =
        sitemaps.added(allAreOne ? new ForeseenSeeds(seeds, limits.tempDir(), inputs::add) : seeds);
    wake = this::wake;
    frontier =
        new Frontier(
            limits.frontier(),
            new Budgets(limits.scope()),
            engine.overflow(),
            wake,
            this::fail,
            clocks.ticker(),
            clocks.randoms().get());
    visits = new Visits(clocks.ticker(), clocks.clock());
    AddressQuestions addresses =
        new AddressQuestions(engine.machines().fetcher(), clocks.ticker(), limits.mostLookups());
    Backlog backlog = new Backlog(wake);
    pump = new Pump(engine, frontier, visits, addresses, backlog, this::start, this::bug);
    Scope scope = new Scope(limits.scope(), inputs);
    path =
        new VisitPath(
            engine.machines(),
            limits.rules(),
            visits,
            frontier,
            addresses,
            new RetryPolicy(limits.rules().retries(), clocks.randoms().get()),
            new Discovery(scope, frontier, this::tell, this::enter, this::leave, wake),
            sink,
            backlog,
            this::tell,
            threads.serial(),
            clocks.clock(),
            wake);
    intake =
        new Intake(
            frontier, path, this::tell, sitemaps, refusals, url -> reason.record(url), this::ends);
    engine.machines().gates().watch(wake);
    timeLimit = new Alarm(engine.threads().timer(), engine.clocks().ticker(), this::stopInTime);
    startedAt = engine.clocks().ticker().read();
  }

  /** Reads all seeds; blocks while the frontier is full. Runs once, on a thread of its own. */
  public void feed() {
    Duration limit = engine.limits().maxTime();
    if (limit != null) {
      timeLimit.set(limit.toNanos());
    }
    try (SeedReader opened = seeds.open()) {
      sink.open();
      watchSink();
      reader = opened;
      sinkOpen = true;
      while (!draining) {
        Seed seed = opened.next();
        inputEnded = seed == null;
        if (seed == null || !enter()) {
          break;
        }
        if (admitted(seed)) {
          wake();
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
      wake();
    }
  }

  /** Rows may be written long after they were taken, when there is no other for a long time. */
  private void watchSink() {
    var unused =
        sink.broken()
            .whenCompleteAsync(
                (nothing, cause) -> {
                  if (cause != null && !ending.get()) {
                    fail(RootCause.of(cause));
                  }
                },
                engine.threads().serial());
  }

  /** On a thread of its own, since to stop may take long and the timer serves all crawls. */
  private void stopInTime() {
    if (!draining) {
      reason = StopReason.TIME_OVER;
      inBackground(this::stop);
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "outlink-abandon");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Completes when every input has its outcome and the sink is finished; fails as its input or
   * output does.
   */
  public CompletionStage<CrawlSummary> completion() {
    return published;
  }

  /** Starts no more requests, and lets those in flight end. */
  public void stop() {
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
    SeedReader current = reader;
    if (sinkOpen && current != null) {
      current.stop();
      // It may be blocked in its input. Before the sink is open it looks at `draining` itself.
      readerEnds();
    }
  }

  /**
   * Settles what was waiting, no faster than the sink where it comes from disk. What has not its
   * record after a while is only counted: who stops a crawl does not want to wait for millions.
   */
  private void abandon() {
    boolean paced = frontier.spilled() > 0;
    long since = engine.clocks().ticker().read();
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      CompletableFuture<Void> written = path.settleUnvisited(task, reason.record(task));
      if (paced) {
        refusals.acquireUninterruptibly();
        written = written.whenComplete((nothing, cause) -> refusals.release());
        if (engine.clocks().ticker().read() - since > LONGEST_ABANDONING) {
          forget();
        }
      }
      ends(written);
    }
    forget(); // the disk has failed, and with it the crawl
  }

  private void forget() {
    long count = frontier.forget();
    if (count > 0) {
      var unused = tell(new CrawlEvent.Forgotten(reason.outcome(), count));
      leave(count);
    }
  }

  /** Ends the requests in flight too. */
  public void cancel() {
    stop();
    visits.abort();
    forget();
  }

  /** How far the crawl is. */
  public CrawlProgress progress() {
    SeedReader current = reader;
    double read = current == null ? 0 : current.progress();
    return tally.progress(visits::inFlight, read);
  }

  /**
   * Cancels a crawl that runs, and waits a bounded time until it has ended and its listener knows.
   */
  @Override
  public void close() {
    if (!completion.isDone()) {
      cancel();
    }
    try {
      // Who listens has heard all when this returns, unless he takes too long.
      completion
          .handle((summary, cause) -> cause == null) // also of a crawl that failed
          .thenCompose(ended -> notices.told())
          .get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException bug) {
      throw new IllegalStateException("neither end can fail", bug);
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
      return intake.offer(seed);
    } catch (Throwable cause) {
      leave();
      throw cause;
    }
  }

  /** The tally comes first: what a listener has heard of is counted. */
  private CompletableFuture<Void> tell(CrawlEvent event) {
    tally.on(event);
    return notices.tell(event);
  }

  /** More may start. */
  private void wake() {
    pump.wake();
  }

  private void start(CrawlTask task) {
    var unused =
        path.visit(task)
            .whenComplete((isSettled, cause) -> ended(cause != null || isSettled, cause));
  }

  /** Counts one more input as open, unless the crawl is over or the reader's time is. */
  private boolean enter() {
    return !draining && open.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
  }

  private void ends(CompletableFuture<Void> input) {
    var unused = input.whenComplete((nothing, cause) -> ended(true, cause));
  }

  private void ended(boolean isOver, @Nullable Throwable cause) {
    if (cause != null) {
      fail(RootCause.of(cause));
    }
    if (isOver) {
      leave();
    }
  }

  private void readerEnds() {
    if (readerCounts.compareAndSet(true, false)) {
      leave();
    }
  }

  /** Cancels the crawl, which then fails. */
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
      finish();
    }
  }

  /**
   * A bug has happened where the crawl may have lost count of what is open. So it ends as for any
   * failure, but what is open is not waited for any longer than a close would.
   */
  public void bug(Throwable cause) {
    fail(cause);
    var unused =
        engine
            .threads()
            .timer()
            .schedule(this::finish, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void finish() {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    timeLimit.cancel();
    engine.machines().gates().unwatch(wake);
    CompletionStage<Void> finished;
    try {
      finished = sinkOpen ? sink.finish() : CompletableFuture.completedFuture(null);
    } catch (Throwable bug) {
      finished = CompletableFuture.failedFuture(bug);
    }
    var unused =
        finished.whenCompleteAsync((nothing, cause) -> end(cause), engine.threads().serial());
  }

  private void end(@Nullable Throwable sinkFailure) {
    try {
      conclude(sinkFailure);
    } catch (Throwable bug) {
      completion.completeExceptionally(bug);
    }
  }

  private void conclude(@Nullable Throwable sinkFailure) {
    frontier.close();
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      log.error("Bug: {} was waiting when the crawl ended", task.url()); // the sums do not meet
    }
    Throwable cause = failure.get() != null ? failure.get() : sinkFailure;
    if (cause != null) {
      completion.completeExceptionally(RootCause.of(cause));
      return;
    }
    Duration elapsed = Duration.ofNanos(engine.clocks().ticker().read() - startedAt);
    CrawlSummary summary =
        tally.summary(frontier, elapsed, inputEnded, reason == StopReason.TIME_OVER);
    var unused = tell(new CrawlEvent.Finished(summary));
    completion.complete(summary);
  }
}
