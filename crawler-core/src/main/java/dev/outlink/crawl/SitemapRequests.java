package dev.outlink.crawl;

import dev.outlink.fetch.ContentDecoder;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.robots.RobotsSitemaps;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.seed.Seeds;
import dev.outlink.seed.SitemapReader;
import dev.outlink.seed.SitemapSeeds;
import dev.outlink.seed.SitemapSource;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Fetches the sitemaps of one crawl. Safe for any thread. */
final class SitemapRequests implements SitemapSource {

  private static final int MAX_REDIRECTS = 10;
  private static final Body STOPPED = new Failed("the crawl was stopped");

  private final Downloads downloads;
  private final RobotsPolicy robots;
  private final Engine.Limits limits;
  private final List<CrawlUrl> named;
  private final Executor compute;
  private final ContentDecoder decoder = new ContentDecoder(SitemapReader.MAX_BYTES);
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** Fetches through the gates of an engine. */
  SitemapRequests(Engine engine) {
    this.downloads = engine.downloads();
    this.robots = engine.robots();
    this.limits = engine.limits();
    this.named = named(limits.sitemaps());
    this.compute = engine.compute();
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
    SitemapConfig config = limits.sitemaps();
    List<Seeds> all = new ArrayList<>();
    all.add(
        config.ofHosts()
            ? Seeds.withSitemaps(
                inputs,
                host ->
                    unlessStopped(
                        robots.sitemaps(host).thenApply(RobotsSitemaps::lines), List.of()),
                this)
            : inputs);
    if (!named.isEmpty()) {
      all.add(new SitemapSeeds(named, this));
    }
    return all.size() == 1 ? all.get(0) : Seeds.concat(all);
  }

  /** Nobody waits for a sitemap any more. */
  void stop() {
    stopped = true;
    underWay.forEach(Runnable::run);
  }

  @Override
  public CompletableFuture<Body> fetch(CrawlUrl url) {
    if (!url.isHttp()) {
      return CompletableFuture.completedFuture(new Failed(url.scheme() + ": cannot be fetched"));
    }
    return unlessStopped(
        limits.robots()
            ? robots.check(url).thenCompose(verdict -> fetch(url, verdict))
            : download(url, Duration.ZERO),
        STOPPED);
  }

  private CompletableFuture<Body> read(FetchOutcome outcome) {
    return outcome instanceof Page page
        ? CompletableFuture.supplyAsync(() -> body(page), compute)
        : CompletableFuture.completedFuture(failed(outcome));
  }

  /** What the user named is fetched; of others robots.txt may forbid a sitemap as any URL. */
  private CompletableFuture<Body> fetch(CrawlUrl url, RobotsVerdict verdict) {
    return verdict.allowed() || named.contains(url.canonical())
        ? download(url, limits.crawlDelay(verdict))
        : CompletableFuture.completedFuture(new Failed("robots.txt: " + verdict.detail()));
  }

  private CompletableFuture<Body> download(CrawlUrl url, Duration delay) {
    return downloads.get(url, delay, (int) SitemapReader.MAX_BYTES, MAX_REDIRECTS, this::read);
  }

  /**
   * What is read does not count against the memory for bodies: it is read as slowly as the crawl
   * goes on, which must not wait for it.
   */
  private Body body(Page page) {
    FetchOutcome decoded = decoder.decode(page);
    if (!(decoded instanceof Page plain)) {
      return failed(decoded);
    }
    plain.close();
    return new Bytes(plain.body(), plain.length(), plain.truncated(), plain.url(), () -> {});
  }

  private static Body failed(FetchOutcome outcome) {
    FetchOutcome.Other end = (FetchOutcome.Other) outcome;
    String words = end.detail().isEmpty() ? end.outcome().label() : end.detail();
    return new Failed(end.status() == 0 ? words : "status " + end.status() + ", " + words);
  }

  /** The flag is read after the future is listed, so one of this method and stop sees the other. */
  private <T> CompletableFuture<T> unlessStopped(CompletableFuture<T> answer, T otherwise) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable giveUp = () -> result.complete(otherwise);
    underWay.add(giveUp);
    if (stopped) {
      giveUp.run();
    }
    var unused =
        answer.whenComplete(
            (value, bug) -> {
              underWay.remove(giveUp);
              if (bug == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(bug);
              }
            });
    return result;
  }
}
