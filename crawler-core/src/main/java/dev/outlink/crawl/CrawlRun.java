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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * running -> draining (stop, cancel, or a failure) -> ended.
 *
 * `open` counts what keeps the crawl from ending. Who brings it to zero finishes the sink and completes the crawl. A draining
 * crawl counts the reader out at once, because the reader may be blocked in its input; what it reads after that is not taken
 * in.
 */
/** One crawl: it feeds seeds to the frontier, starts visits, and ends when all is settled. */
public final class CrawlRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CrawlRun.class);
  private static final int MOST_UNVISITED_RECORDS_UNDER_WAY = 1024;

  /** Events that a listener may be behind. */
  private static final int MOST_NOTICES = 1 << 16;

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

  private final OpenCount open = new OpenCount(this::finishSink);
  private final AtomicBoolean finishing = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final SitemapRequests sitemaps;
  private final CrawlStop stopping;
  private final Alarm timeLimit;
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
    sitemaps = new SitemapRequests(engine, this::tell, this::countIn, open::countOut);
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
            new Discovery(scope, frontier, this::tell, this::countIn, open::countOut, wake),
            sink,
            backlog,
            this::tell,
            threads.serial(),
            clocks.clock(),
            wake);
    Semaphore unvisitedRecords = new Semaphore(MOST_UNVISITED_RECORDS_UNDER_WAY);
    stopping =
        new CrawlStop(
            frontier,
            visits,
            sitemaps,
            path,
            this::tell,
            unvisitedRecords,
            open,
            clocks.ticker(),
            this::whenWritten);
    intake =
        new Intake(
            frontier,
            path,
            this::tell,
            sitemaps,
            unvisitedRecords,
            url -> stopping.reason().record(url),
            this::whenWritten);
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
      while (!stopping.isDraining()) {
        Seed seed = opened.next();
        inputEnded = seed == null;
        if (seed == null || !countIn()) {
          break;
        }
        if (offer(seed)) {
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
      open.countOutReader();
      wake();
    }
  }

  /** Rows may be written long after they were taken, when there is no other for a long time. */
  private void watchSink() {
    var unused =
        sink.broken()
            .whenCompleteAsync(
                (nothing, cause) -> {
                  if (cause != null && !finishing.get()) {
                    fail(RootCause.of(cause));
                  }
                },
                engine.threads().serial());
  }

  /** On a thread of its own, since to stop may take long and the timer serves all crawls. */
  private void stopInTime() {
    if (!stopping.isDraining()) {
      stopping.setTimeOver();
      CrawlStop.inBackground(this::stop);
    }
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
    stopping.drain();
    SeedReader current = reader;
    if (sinkOpen && current != null) {
      current.stop();
      // It may be blocked in its input. Before the sink is open it asks isDraining itself.
      open.countOutReader();
    }
  }

  /** Ends the requests in flight too. */
  public void cancel() {
    stop();
    stopping.abort();
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

  /** Whether the seed was admitted. If this fails no record will count the seed out. */
  private boolean offer(Seed seed) throws InterruptedException {
    try {
      return intake.offer(seed);
    } catch (Throwable cause) {
      open.countOut();
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
            .whenComplete(
                (isSettled, cause) -> {
                  if (cause != null || isSettled) {
                    settled(cause);
                  }
                });
  }

  /** Counts one more input as open; false if the crawl takes none any more. */
  private boolean countIn() {
    return !stopping.isDraining() && open.countIn();
  }

  private void whenWritten(CompletableFuture<Void> written) {
    var unused = written.whenComplete((nothing, cause) -> settled(cause));
  }

  /**
   * An input or URL is settled, also where its record could not be written: the crawl fails then.
   */
  private void settled(@Nullable Throwable cause) {
    if (cause != null) {
      fail(RootCause.of(cause));
    }
    open.countOut();
  }

  /** Cancels the crawl, which then fails. */
  private void fail(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      cancel();
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
            .schedule(this::finishSink, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Nothing is open any more, or is waited for. */
  private void finishSink() {
    if (!finishing.compareAndSet(false, true)) {
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
        finished.whenCompleteAsync(
            (nothing, cause) -> completeCrawl(cause), engine.threads().serial());
  }

  private void completeCrawl(@Nullable Throwable sinkFailure) {
    try {
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
          tally.summary(frontier, elapsed, inputEnded, stopping.reason() == StopReason.TIME_OVER);
      var unused = tell(new CrawlEvent.Finished(summary));
      completion.complete(summary);
    } catch (Throwable bug) {
      completion.completeExceptionally(bug);
    }
  }
}
