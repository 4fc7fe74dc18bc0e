package dev.outlink.crawl;

import com.google.common.util.concurrent.MoreExecutors;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Page;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.Outcome;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.request.RetryPolicy;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.seed.Seeds;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.sitemap.SitemapReader;
import dev.outlink.sitemap.SitemapSeeds;
import dev.outlink.sitemap.SitemapSource;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import dev.outlink.visit.Events;
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
  private final Events events;
  private final BooleanSupplier countIn;
  private final Runnable countOut;
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
   * @param events told of the requests
   * @param countIn asked before each request: keeps the crawl open, or says that it ends
   * @param countOut run after each request that was sent
   */
  SitemapRequests(Engine engine, Events events, BooleanSupplier countIn, Runnable countOut) {
    this.engine = engine;
    this.events = events;
    this.countIn = countIn;
    this.countOut = countOut;
    this.retries =
        new RetryPolicy(engine.limits().rules().retries(), engine.clocks().randoms().get());
    this.named = named(engine.limits().sitemaps());
    // One at a time, as each may take 50 MiB.
    this.decoding = MoreExecutors.newSequentialExecutor(engine.threads().compute());
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

  private @Nullable Runnable sends(CrawlUrl url, Host host) {
    // While all is left off, the turns that some give up come to others.
    if (over != null || !countIn.getAsBoolean()) {
      return null;
    }
    tell(new CrawlEvent.Started(url, 1));
    long sentAt = engine.clocks().ticker().read();
    return () -> {
      Duration time = Duration.ofNanos(engine.clocks().ticker().read() - sentAt);
      tell(new CrawlEvent.Ended(host, time));
      countOut.run();
    };
  }

  private void tell(CrawlEvent event) {
    var unused = events.tell(event);
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

    final void failedOnce(Ending end) {
      leaveOff();
      if (isDone() || !retries.again(attempt, end)) {
        result.complete(failed(new Failed(end.outcome().label(), end.status(), end.detail())));
        return;
      }
      long delay = retries.delayNanos(attempt, end);
      attempt++;
      pause = engine.threads().timer().schedule(this::attempt, delay, TimeUnit.NANOSECONDS);
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
          step(engine.machines().robots().sitemaps(host))
              .whenComplete(
                  (found, bug) -> {
                    if (bug != null) {
                      fail(bug);
                    } else if (found.unreachable() == null) {
                      complete(Optional.of(found.lines()));
                    } else {
                      failedOnce(Ending.of(found.unreachable()));
                    }
                  });
    }

    @Override
    Optional<List<String>> failed(Failed failure) {
      return Optional.empty(); // its pages tell why
    }
  }

  /** What one attempt to fetch a sitemap comes to: a body, a failure, or no room for the body. */
  private record Attempt(@Nullable Bytes body, @Nullable Ending end) {}

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
          engine.threads().timer().schedule(place::letOthers, SLOW.toNanos(), TimeUnit.NANOSECONDS);
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
      return engine.limits().rules().robots()
          ? step(engine.machines().robots().check(url()).thenApply(Optional::of))
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
          verdict.isEmpty() ? Duration.ZERO : engine.limits().rules().crawlDelay(verdict.get());
      return step(
          engine
              .downloads()
              .get(
                  url(),
                  delay,
                  WANTED,
                  MAX_REDIRECTS,
                  host -> sends(url(), host),
                  reply -> read(reply, place)));
    }

    private static Ending denied(RobotsVerdict verdict) {
      return verdict.unreachable() != null
          ? Ending.of(verdict.unreachable())
          : Ending.of(Outcome.ROBOTS_DENIED, "robots.txt: " + verdict.detail());
    }

    private CompletableFuture<Attempt> read(Reply reply, SitemapRoom.Place place) {
      return reply instanceof Reply.Document document
          ? CompletableFuture.supplyAsync(() -> body(document.page(), place), decoding)
          : CompletableFuture.completedFuture(new Attempt(null, (Ending) reply));
    }

    /**
     * What waits to be read does not count against the memory for bodies: it is read as slowly as
     * the crawl goes on, which must not wait for it.
     */
    private Attempt body(Page page, SitemapRoom.Place place) {
      FetchOutcome decoded = decoder.decode(page);
      if (!(decoded instanceof Page plain)) {
        return new Attempt(null, (Ending) Reply.of(decoded));
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
