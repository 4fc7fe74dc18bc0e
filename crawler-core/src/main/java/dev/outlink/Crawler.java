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
import dev.outlink.gate.HostGates;
import dev.outlink.link.PageLinks;
import dev.outlink.overflow.OverflowProvider;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Explanation;
import dev.outlink.record.PageResult;
import dev.outlink.request.Downloads;
import dev.outlink.request.NetworkWatch;
import dev.outlink.request.RobotsRequests;
import dev.outlink.request.RootCause;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.sink.PageResults;
import dev.outlink.url.CrawlUrl;
import dev.outlink.visit.Machines;
import dev.outlink.visit.VisitRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Silent requests for each slot. */
  private static final int SILENT = 16;

  /** Open files that are no requests: kept connections, outputs, jars. */
  private static final int OTHER_FILES = 768;

  /** Hosts whose robots.txt is remembered. */
  private static final int ROBOTS_HOSTS = 100_000;

  private final BodyBudget budget;
  private final Extractions extractions;
  private final Engine engine;
  private final Duration hostDelay;
  private final CrawlerThreads threads;
  private final NetworkWatch network;
  private final Set<CrawlRun> runs = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Crawler(CrawlConfig config, Resources resources) {
    hostDelay = config.politeness().hostDelay();
    MemoryShares memory = new MemoryShares(resources.memory());
    Path tempDir = config.tempDir() == null ? resources.tempDir() : config.tempDir();
    threads = new CrawlerThreads(resources);
    Threads work = threads.forEngine();
    Executor compute = work.compute();
    ScheduledExecutorService timer = work.timer();
    OverflowProvider overflows = OverflowProvider.find(resources.memory());
    LinkExtractor extractor =
        new LinkExtractor(config.links(), config.follow(), config.extractor());
    compute.execute(Crawler::preload); // while the client starts
    Ticker ticker = Ticker.systemTicker();
    HostGates gates =
        new HostGates(
            config.politeness(),
            ticker,
            timer,
            this::sendsNothing,
            new SplittableRandom(),
            silentRequests(config.politeness(), memory),
            this::bug);
    extractions =
        new Extractions(
            compute,
            resources.computeThreads(),
            memory.extractionBytes(overflows.heapBytes()),
            this::memoryIsFull,
            this::bug);
    budget =
        new BodyBudget(
            memory.bodyBytes(),
            () -> {
              gates.recheck();
              extractions.startNext();
            });
    Fetcher fetcher =
        AhcFetcher.create(
            config.fetch(), budget, resources.ioThreads(), ContentDecoder.acceptedEncodings());
    network = new NetworkWatch(fetcher, ticker, timer, gates::recheck);
    Downloads downloads = new Downloads(gates, fetcher, network, resources.clock(), timer);
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
            work,
            new Clocks(ticker, resources.clock(), SplittableRandom::new),
            () -> overflows.overflow(tempDir),
            limits(config, tempDir));
    CrawlerThreads.start("outlink-background", () -> overflows.removeLeft(tempDir));
  }

  private static CrawlLimits limits(CrawlConfig config, @Nullable Path tempDir) {
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
        tempDir);
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
    return create(config, Resources.OF_THE_MACHINE);
  }

  /** Starts an engine with threads, memory and a clock of the application's. */
  public static Crawler create(CrawlConfig config, Resources resources) {
    return new Crawler(config, resources);
  }

  /**
   * Starts a crawl at once. What goes wrong at the start, such as an input that cannot be opened,
   * fails {@link Crawl#completion()}.
   *
   * @throws IllegalStateException if this crawler is closed
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
    CrawlerThreads.start("outlink-seeds", run::feed);
    if (closed.get()) {
      run.cancel(); // closed meanwhile, by somebody who may not have seen this run
    }
    return new RunningCrawl(run);
  }

  /**
   * The results of a crawl to come, for subscribers that ask for them (Reactive Streams): each
   * subscription starts a crawl of its own, a cancel ends it. The crawl goes as fast as its
   * subscriber asks. A crawl that fails ends with {@code onError}, with the exceptions of {@link
   * Crawl#completion()}.
   */
  public Flow.Publisher<PageResult> publish(Seeds seeds) {
    return new CrawlPublisher(this, seeds);
  }

  /**
   * Starts a crawl whose results are pulled: the crawl goes as fast as its reader. Whoever calls
   * this closes the results, which ends the crawl.
   *
   * @throws IllegalStateException if this crawler is closed
   */
  public PageResults pull(Seeds seeds) {
    AtomicReference<@Nullable Crawl> crawl = new AtomicReference<>();
    PageResults results =
        new PageResults(
            () -> {
              Crawl running = crawl.get();
              if (running != null) {
                running.cancel();
              }
            });
    Crawl running = crawl(seeds, results.sink());
    crawl.set(running);
    var unused =
        running
            .completion()
            .whenComplete(
                (summary, failure) -> results.end(failure == null ? null : RootCause.of(failure)));
    return results;
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
    threads.endTimer();
    engine.machines().fetcher().close();
    threads.end();
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
  private static int silentRequests(Politeness politeness, MemoryShares memory) {
    long sockets = OpenFiles.limit() - politeness.concurrency() - OTHER_FILES;
    long most = (long) SILENT * politeness.concurrency();
    most = Math.min(most, Math.min(sockets, memory.silentRequests()));
    return (int) Math.max(0, most);
  }

  private boolean memoryIsFull() {
    return budget.isFull();
  }
}
