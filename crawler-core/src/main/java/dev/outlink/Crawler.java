package dev.outlink;

import com.google.common.base.Ticker;
import dev.outlink.ahc.AhcFetcher;
import dev.outlink.ahc.BodyBudget;
import dev.outlink.compute.Extractions;
import dev.outlink.crawl.Clocks;
import dev.outlink.crawl.CrawlLimits;
import dev.outlink.crawl.CrawlRun;
import dev.outlink.crawl.Engine;
import dev.outlink.crawl.Explainer;
import dev.outlink.crawl.Threads;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.Page;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.link.PageLinks;
import dev.outlink.overflow.OverflowProvider;
import dev.outlink.politeness.HostGates;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Explanation;
import dev.outlink.request.Downloads;
import dev.outlink.request.NetworkWatch;
import dev.outlink.request.RobotsRequests;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import dev.outlink.visit.Machines;
import dev.outlink.visit.VisitRules;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The engine: threads, connections and configuration, which several crawls may share; the limits of
 * its configuration hold over all of them. Safe for any thread; closing it ends its crawls and all
 * its threads.
 */
public final class Crawler implements AutoCloseable {

  /** URLs that one crawl has admitted and not yet settled, at most. */
  private static final int FRONTIER_CAPACITY = 1 << 16;

  /** URLs of an address that leave the frontier at one time, for each request that it may have. */
  private static final int ADDRESS_SHARE = 2;

  /** Hosts whose address is asked for at one time, also where few requests are in flight. */
  private static final int LEAST_LOOKUPS = 64;

  private static final int MOST_LOOKUPS = 256;

  /** Silent requests for each slot, and what one may take of the heap, about. */
  private static final int SILENT = 16;

  private static final long SILENT_BYTES = 1 << 16;

  /** Open files that are no requests: kept connections, outputs, jars. */
  private static final int OTHER_FILES = 768;

  /** Hosts whose robots.txt is remembered. */
  private static final int ROBOTS_HOSTS = 100_000;

  /** The share of the heap that bodies may hold, and its bounds. */
  private static final int HEAP_SHARE = 8;

  private static final long LEAST_BODY_BYTES = 16L << 20;
  private static final long MOST_BODY_BYTES = 256L << 20;

  /** What the engine takes before the first page: classes, connections, URLs that wait. */
  private static final long ENGINE_BYTES = 48L << 20;

  /** The share of the heap beside that, in twentieths, that extraction may hold, and its least. */
  private static final int EXTRACTION_SHARE = 9;

  private static final long LEAST_EXTRACTION_BYTES = 8L << 20;

  private static final long END_SECONDS = 5;

  private final BodyBudget budget;
  private final Extractions extractions;
  private final Engine engine;
  private final Duration hostDelay;
  private final ExecutorService compute;
  private final ExecutorService serial;
  private final ExecutorService listeners;
  private final NetworkWatch network;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<CrawlRun> runs = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Crawler(CrawlConfig config) {
    hostDelay = config.politeness().hostDelay();
    int processors = Runtime.getRuntime().availableProcessors();
    compute = Executors.newFixedThreadPool(processors, threads("outlink-compute"));
    timer =
        new ScheduledThreadPoolExecutor(
            1, threads("outlink-timer"), new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    OverflowProvider overflows = OverflowProvider.find();
    LinkExtractor extractor = new LinkExtractor(config.links(), config.follow());
    compute.execute(Crawler::preload); // while the client starts
    Ticker ticker = Ticker.systemTicker();
    Clock clock = Clock.systemUTC();
    serial = // what comes after its end is done by whoever brings it
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("outlink-crawl"),
            (task, ended) -> task.run());
    listeners =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads("outlink-listener"),
            new ThreadPoolExecutor.DiscardPolicy());
    HostGates gates =
        new HostGates(
            config.politeness(),
            ticker,
            timer,
            this::sendsNothing,
            new SplittableRandom(),
            silentRequests(config.politeness()),
            this::bug);
    extractions =
        new Extractions(
            compute,
            processors,
            extractionBytes(Runtime.getRuntime().maxMemory() - overflows.heapBytes()),
            this::memoryIsFull,
            this::bug);
    budget =
        new BodyBudget(
            bodyBytes(Runtime.getRuntime().maxMemory()),
            () -> {
              gates.recheck();
              extractions.startNext();
            });
    Fetcher fetcher =
        AhcFetcher.create(
            config.fetch(),
            budget,
            Math.max(1, processors / 2),
            ContentDecoder.acceptedEncodings());
    network = new NetworkWatch(fetcher, ticker, timer, gates::recheck);
    Downloads downloads = new Downloads(gates, fetcher, network, clock, timer);
    ContentDecoder decoder = new ContentDecoder(config.fetch().maxBody());
    RobotsPolicy robots =
        new RobotsPolicy(
            new RobotsRequests(downloads, compute),
            config.fetch().userAgent(),
            ticker,
            compute,
            ROBOTS_HOSTS);
    engine =
        new Engine(
            new Machines(robots, gates, fetcher, network, decoder, extractor, extractions),
            downloads,
            new Threads(compute, serial, listeners, timer),
            new Clocks(ticker, clock, SplittableRandom::new),
            () -> overflows.overflow(config.tempDir()),
            limits(config));
    threads("outlink-background").newThread(() -> overflows.removeLeft(config.tempDir())).start();
  }

  private static CrawlLimits limits(CrawlConfig config) {
    VisitRules rules =
        new VisitRules(
            config.robots(),
            config.maxCrawlDelay(),
            config.retries(),
            config.maxRedirects(),
            config.scope().depth());
    FrontierConfig frontier =
        new FrontierConfig(
            FRONTIER_CAPACITY,
            config.politeness().hostConcurrency(),
            ADDRESS_SHARE * config.politeness().ipConcurrency(),
            !rules.isList(),
            config.sameness());
    return new CrawlLimits(
        rules,
        config.scope(),
        config.sitemaps(),
        frontier,
        lookups(config.politeness().concurrency()),
        config.maxTime(),
        config.tempDir());
  }

  /**
   * Loads the classes that find links, which takes a cold JVM some time, and returns. An
   * application that has something else to do before it makes a crawler may call this meanwhile, on
   * a thread of its own. It is never needed, and logs nothing.
   */
  public static void preload() {
    if (CrawlUrl.parse("http://localhost/") instanceof CrawlUrl url) {
      byte[] html = "<base href=/><a href=x>x</a>".getBytes(StandardCharsets.US_ASCII);
      PageLinks links = new LinkExtractor().extract(Page.of(url, "text/html; charset=utf-8", html));
      assert links.complete();
    }
  }

  /** Starts the threads and the HTTP client of an engine. */
  public static Crawler create(CrawlConfig config) {
    return new Crawler(config);
  }

  /**
   * Starts a crawl at once. What goes wrong at the start fails {@link Crawl#completion()}; this
   * method does not throw.
   */
  public Crawl crawl(Seeds seeds, LinkSink sink) {
    return crawl(seeds, sink, CrawlListener.NONE);
  }

  /**
   * Starts a crawl that tells a listener.
   *
   * @throws IllegalStateException if this crawler is closed
   */
  public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
    if (closed.get()) {
      throw new IllegalStateException("the crawler is closed");
    }
    CrawlRun run = new CrawlRun(engine, seeds, sink, listener);
    runs.add(run);
    var unused = run.completion().whenComplete((summary, failure) -> runs.remove(run));
    threads("outlink-seeds").newThread(run::feed).start();
    if (closed.get()) {
      run.cancel(); // closed meanwhile, by somebody who may not have seen this run
    }
    return new RunningCrawl(run);
  }

  /**
   * Says which rule decides whether a URL is crawled, as a crawl would; robots.txt is fetched where
   * that is asked. The limits of a crawl as a whole, such as its number of pages, are not asked.
   *
   * @param from the page that the URL is taken as a link of, or null to take it as a seed
   */
  public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
    return new Explainer(engine, hostDelay).explain(url, from);
  }

  /**
   * Cancels its crawls and ends every thread and connection, within about twenty seconds; except a
   * thread that is blocked in a crawl's input, a daemon, which ends when the input goes on or ends.
   * Idempotent; a second call waits for the first.
   */
  @Override
  public synchronized void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    runs.forEach(CrawlRun::cancel);
    runs.forEach(CrawlRun::close);
    timer.shutdownNow();
    engine.machines().fetcher().close();
    compute.shutdown();
    serial.shutdown();
    listeners.shutdown();
    try {
      if (!compute.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        compute.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      compute.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private boolean sendsNothing() {
    return budget.isTight() || network.isDown();
  }

  /** A bug in what all crawls share ends all of them. */
  private void bug(Throwable cause) {
    runs.forEach(run -> run.bug(cause));
  }

  /** More at a time than that, and answers are lost on their way. */
  private static int lookups(int concurrency) {
    return Math.max(LEAST_LOOKUPS, Math.min(2 * concurrency, MOST_LOOKUPS));
  }

  /** As many as sockets and memory allow. */
  private static int silentRequests(Politeness politeness) {
    long sockets = OpenFiles.limit() - politeness.concurrency() - OTHER_FILES;
    long bytes = Runtime.getRuntime().maxMemory() / SILENT_BYTES;
    long most = Math.min((long) SILENT * politeness.concurrency(), Math.min(sockets, bytes));
    return (int) Math.max(0, most);
  }

  private boolean memoryIsFull() {
    return budget.isFull();
  }

  /** The bytes that bodies may hold, by the size of the heap. */
  static long bodyBytes(long heap) {
    return Math.min(MOST_BODY_BYTES, Math.max(LEAST_BODY_BYTES, heap / HEAP_SHARE));
  }

  /**
   * The bytes that trees and links may hold which are being made, by the size of the heap without
   * what overflows take.
   */
  static long extractionBytes(long heap) {
    return Math.max(LEAST_EXTRACTION_BYTES, (heap - ENGINE_BYTES) / 20 * EXTRACTION_SHARE);
  }

  /** Daemon threads, numbered. */
  private static ThreadFactory threads(String name) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
