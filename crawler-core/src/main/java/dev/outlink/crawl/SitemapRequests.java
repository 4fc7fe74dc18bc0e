package dev.outlink.crawl;

import com.google.common.util.concurrent.MoreExecutors;
import dev.outlink.fetch.ContentDecoder;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Outcome;
import dev.outlink.fetch.Page;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.seed.Seeds;
import dev.outlink.sitemap.SitemapReader;
import dev.outlink.sitemap.SitemapSeeds;
import dev.outlink.sitemap.SitemapSource;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the sitemaps of one crawl, with the patience that pages get: what may pass is tried
 * again. Its requests count as the crawl's. Safe for any thread.
 */
final class SitemapRequests implements SitemapSource {

  private static final int MAX_REDIRECTS = 10;

  /** What 50 MiB need over 2 Mbit/s, with the default timeout. */
  private static final int TIMEOUTS = 10;

  private static final FetchRequest.Wanted WANTED =
      new FetchRequest.Wanted(null, (int) SitemapReader.MAX_BYTES, TIMEOUTS);

  /** A fetch that has taken so long is slow, and others need not wait for it. */
  static final Duration SLOW = Duration.ofSeconds(1);

  private final Engine engine;
  private final CrawlTally tally;
  private final BooleanSupplier enter;
  private final Runnable leave;
  private final RetryPolicy retries;
  private final List<CrawlUrl> named;
  private final Executor decoding;
  private final ContentDecoder decoder = new ContentDecoder(SitemapReader.MAX_BYTES);
  private final SitemapRoom room = new SitemapRoom();
  private final Set<Work<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Failed over;

  /**
   * Fetches through the gates of an engine.
   *
   * @param tally counts the requests
   * @param enter asked before each request: keeps the crawl open, or says that it ends
   * @param leave run after each request that was sent
   */
  SitemapRequests(Engine engine, CrawlTally tally, BooleanSupplier enter, Runnable leave) {
    this.engine = engine;
    this.tally = tally;
    this.enter = enter;
    this.leave = leave;
    this.retries = new RetryPolicy(engine.limits().retries(), engine.randoms().get());
    this.named = named(engine.limits().sitemaps());
    // One at a time, as each may take 50 MiB.
    this.decoding = MoreExecutors.newSequentialExecutor(engine.compute());
  }

  private static List<CrawlUrl> named(SitemapConfig config) {
    List<CrawlUrl> named = new ArrayList<>();
    for (String url : config.urls()) {
      if (CrawlUrl.parse(url) instanceof CrawlUrl sitemap) {
        named.add(sitemap.canonical());
      }
    }
    return List.copyOf(named);
  }

  /** The inputs, and the pages of the sitemaps that the configuration asks for. */
  Seeds added(Seeds inputs) {
    boolean ofHosts = engine.limits().sitemaps().ofHosts();
    return ofHosts || !named.isEmpty() ? new SitemapSeeds(inputs, named, ofHosts, this) : inputs;
  }

  /** The crawl takes no pages any more: nothing more is fetched or read. The first call counts. */
  void end(Outcome outcome, String why) {
    if (over == null) {
      over = new Failed(outcome.label(), 0, why);
    }
    underWay.forEach(Work::leaveOff);
  }

  @Override
  public @Nullable Failed over() {
    return over;
  }

  @Override
  public CompletableFuture<Optional<List<String>>> ofHost(Host host) {
    return new Asking(host).begun();
  }

  @Override
  public CompletableFuture<Body> fetch(CrawlUrl url) {
    return new Fetching(url).begun();
  }

  private @Nullable Runnable sends(Host host) {
    // While all is left off, the turns that some give up come to others.
    if (over != null || !enter.getAsBoolean()) {
      return null;
    }
    tally.sent();
    long sentAt = engine.ticker().read();
    return () -> {
      tally.answered(host, engine.ticker().read() - sentAt);
      leave.run();
    };
  }

  private static FetchOutcome.Other unreachable(RobotsAnswer.Unreachable cause) {
    return new FetchOutcome.Other(
        Outcome.of(cause.outcome()), cause.status(), null, "robots.txt: " + cause.detail());
  }

  /** What is tried until it comes to something. Confined to one thread at a time, but its end. */
  private abstract class Work<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CrawlUrl url;
    private int attempt = 1;
    private volatile @Nullable CompletableFuture<?> step;
    private volatile @Nullable ScheduledFuture<?> pause;

    Work(CrawlUrl url) {
      this.url = url;
    }

    abstract void attempt();

    /** What it comes to where it fails, or is not wanted any more. */
    abstract T failed(Failed failure);

    CompletableFuture<T> begun() {
      underWay.add(this);
      var unused =
          result.whenComplete(
              (value, failure) -> {
                underWay.remove(this);
                cancelStep();
              });
      leaveOff(); // the flag is read after this is listed, so that end sees it or it sees end
      if (!result.isDone()) {
        attempt();
      }
      return result;
    }

    final CrawlUrl url() {
      return url;
    }

    final boolean isDone() {
      return result.isDone();
    }

    final void leaveOff() {
      Failed end = over;
      if (end != null) {
        result.complete(failed(end));
      }
    }

    /** Where it is not wanted any more, this ends too. */
    final <S> CompletableFuture<S> step(CompletableFuture<S> future) {
      step = future;
      if (result.isDone()) {
        future.cancel(false);
      }
      return future;
    }

    private void cancelStep() {
      CompletableFuture<?> current = step;
      if (current != null) {
        current.cancel(false);
      }
      ScheduledFuture<?> waiting = pause;
      if (waiting != null) {
        waiting.cancel(false);
      }
    }

    /** Whether the value is taken, and not too late. */
    final boolean complete(T value) {
      return result.complete(value);
    }

    final void fail(Throwable bug) {
      result.completeExceptionally(bug);
    }

    final void failedOnce(FetchOutcome.Other end) {
      leaveOff();
      CrawlTask task = new CrawlTask(url, 0, 0, attempt, List.of(url));
      if (isDone() || !retries.again(task, end)) {
        result.complete(failed(new Failed(end.outcome().label(), end.status(), end.detail())));
        return;
      }
      attempt++;
      pause =
          engine
              .timer()
              .schedule(this::attempt, retries.delayNanos(task, end), TimeUnit.NANOSECONDS);
      if (isDone()) {
        cancelStep();
      }
    }
  }

  /** Asks a host for the sitemaps that its robots.txt names. */
  private final class Asking extends Work<Optional<List<String>>> {
    private final Host host;

    Asking(Host host) {
      super(CrawlUrl.parse(host + "/robots.txt") instanceof CrawlUrl url ? url : bug(host));
      this.host = host;
    }

    private static CrawlUrl bug(Host host) {
      throw new IllegalStateException("no host: " + host);
    }

    @Override
    void attempt() {
      var unused =
          step(engine.robots().sitemaps(host))
              .whenComplete(
                  (found, bug) -> {
                    if (bug != null) {
                      fail(bug);
                    } else if (found.unreachable() == null) {
                      complete(Optional.of(found.lines()));
                    } else {
                      failedOnce(unreachable(found.unreachable()));
                    }
                  });
    }

    @Override
    Optional<List<String>> failed(Failed failure) {
      return Optional.empty(); // its pages tell why
    }
  }

  /** What one attempt to fetch a sitemap comes to: a body, a failure, or no room for the body. */
  private record Attempt(@Nullable Bytes body, FetchOutcome.@Nullable Other end) {}

  /** Fetches one sitemap. */
  private final class Fetching extends Work<Body> {
    private boolean isLarge;

    Fetching(CrawlUrl url) {
      super(url);
    }

    @Override
    Body failed(Failed failure) {
      return failure;
    }

    @Override
    void attempt() {
      room.enter(isLarge, this::attempt);
    }

    private void attempt(SitemapRoom.Place place) {
      if (isDone()) {
        place.leave();
        return;
      }
      ScheduledFuture<?> slow =
          engine.timer().schedule(place::letOthers, SLOW.toNanos(), TimeUnit.NANOSECONDS);
      var unused =
          judged()
              .thenCompose(verdict -> fetched(verdict, place))
              .whenComplete(
                  (attempt, bug) -> {
                    slow.cancel(false);
                    ends(place, attempt, bug);
                  });
    }

    private CompletableFuture<Optional<RobotsVerdict>> judged() {
      return engine.limits().robots()
          ? step(engine.robots().check(url()).thenApply(Optional::of))
          : CompletableFuture.completedFuture(Optional.empty());
    }

    /** What the user named is fetched; of others robots.txt may forbid a sitemap as any URL. */
    private CompletableFuture<Attempt> fetched(
        Optional<RobotsVerdict> verdict, SitemapRoom.Place place) {
      boolean allowed =
          verdict.isEmpty() || verdict.get().allowed() || named.contains(url().canonical());
      if (!allowed) {
        return CompletableFuture.completedFuture(new Attempt(null, denied(verdict.get())));
      }
      Duration delay =
          verdict.isEmpty() ? Duration.ZERO : engine.limits().crawlDelay(verdict.get());
      return step(
          engine
              .downloads()
              .get(
                  url(),
                  delay,
                  WANTED,
                  MAX_REDIRECTS,
                  SitemapRequests.this::sends,
                  outcome -> read(outcome, place)));
    }

    private FetchOutcome.Other denied(RobotsVerdict verdict) {
      RobotsAnswer.Unreachable cause = verdict.unreachable();
      return cause != null
          ? unreachable(cause)
          : new FetchOutcome.Other(
              Outcome.ROBOTS_DENIED, 0, null, "robots.txt: " + verdict.detail());
    }

    private CompletableFuture<Attempt> read(FetchOutcome outcome, SitemapRoom.Place place) {
      return outcome instanceof Page page
          ? CompletableFuture.supplyAsync(() -> body(page, place), decoding)
          : CompletableFuture.completedFuture(new Attempt(null, (FetchOutcome.Other) outcome));
    }

    /**
     * What waits to be read does not count against the memory for bodies: it is read as slowly as
     * the crawl goes on, which must not wait for it.
     */
    private Attempt body(Page page, SitemapRoom.Place place) {
      FetchOutcome decoded = decoder.decode(page);
      if (!(decoded instanceof Page plain)) {
        return new Attempt(null, (FetchOutcome.Other) decoded);
      }
      plain.close();
      return place.hold(plain.body().length)
          ? new Attempt(
              new Bytes(plain.body(), plain.length(), plain.truncated(), plain.url(), place::leave),
              null)
          : new Attempt(null, null);
    }

    private void ends(SitemapRoom.Place place, @Nullable Attempt attempt, @Nullable Throwable bug) {
      if (attempt != null && attempt.body != null && complete(attempt.body)) {
        return;
      }
      place.leave();
      if (attempt == null) {
        fail(bug != null ? bug : new IllegalStateException("no attempt at " + url()));
      } else if (attempt.end != null) {
        failedOnce(attempt.end);
      } else if (!isDone()) {
        isLarge = true;
        attempt();
      }
    }
  }
}
