package dev.outlink.crawl;

import dev.outlink.compute.Extractions;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.Fetcher;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.gate.HostGates;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkSelection;
import dev.outlink.overflow.Overflow;
import dev.outlink.politeness.Politeness;
import dev.outlink.request.Downloads;
import dev.outlink.request.NetworkWatch;
import dev.outlink.request.RobotsRequests;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import dev.outlink.visit.Machines;
import dev.outlink.visit.VisitRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine under virtual time for one test, on the test's thread unless it says otherwise. Robots
 * are not asked, and nothing is tried again, unless it says so.
 */
final class TestEngine {

  static final String USER_AGENT = "TestBot/1.0";

  private final VirtualTime time;
  private final Fetcher fetcher;
  private @Nullable HostGates gates;
  private Politeness politeness = Politeness.of(100, 4, Duration.ZERO);
  private LinkSelection links = LinkSelection.DEFAULT;
  private ScopeConfig scope = ScopeConfig.DEFAULT;
  private SitemapConfig sitemaps = SitemapConfig.NONE;
  private boolean robots;
  private int retries;
  private boolean obeysNofollow;
  private int maxRedirects = 10;
  private @Nullable Duration maxTime;
  private int frontierCapacity = 1000;
  private Supplier<Overflow> overflow =
      () -> {
        throw new IllegalStateException("no room on disk in this test");
      };
  private Executor compute = Runnable::run;
  private Executor listeners = Runnable::run;
  private @Nullable NetworkWatch own;
  private Extractions extractions =
      new Extractions(Runnable::run, 2, 1L << 30, () -> false, bug -> {});

  TestEngine(VirtualTime time, Fetcher fetcher) {
    this.time = time;
    this.fetcher = fetcher;
  }

  TestEngine politeness(Politeness limits) {
    politeness = limits;
    return this;
  }

  TestEngine gates(HostGates made) {
    gates = made;
    return this;
  }

  TestEngine links(LinkSelection selection) {
    links = selection;
    return this;
  }

  TestEngine scope(ScopeConfig config) {
    scope = config;
    return this;
  }

  TestEngine sitemaps(SitemapConfig config) {
    sitemaps = config;
    return this;
  }

  TestEngine robots() {
    robots = true;
    return this;
  }

  TestEngine obeysNofollow() {
    obeysNofollow = true;
    return this;
  }

  TestEngine retries(int attempts) {
    retries = attempts;
    return this;
  }

  TestEngine maxRedirects(int hops) {
    maxRedirects = hops;
    return this;
  }

  TestEngine maxTime(Duration limit) {
    maxTime = limit;
    return this;
  }

  TestEngine frontierCapacity(int urls) {
    frontierCapacity = urls;
    return this;
  }

  TestEngine overflow(Supplier<Overflow> made) {
    overflow = made;
    return this;
  }

  TestEngine listeners(Executor executor) {
    listeners = executor;
    return this;
  }

  TestEngine compute(Executor executor, Extractions turns) {
    compute = executor;
    extractions = turns;
    return this;
  }

  private boolean isDown() {
    return own != null && own.isDown();
  }

  Engine build() {
    HostGates used =
        gates != null
            ? gates
            : new HostGates(politeness, time.ticker(), time, this::isDown, new SplittableRandom(1));
    NetworkWatch network = new NetworkWatch(fetcher, time.ticker(), time, used::recheck);
    own = network;
    Clock clock = clock(time);
    Downloads downloads = new Downloads(used, fetcher, network, clock, time);
    FollowRules follow =
        scope.depth() == 0
            ? FollowRules.NONE
            : new FollowRules(LinkSelection.DEFAULT.kinds(), obeysNofollow, false, "testbot");
    RobotsPolicy policy =
        new RobotsPolicy(
            new RobotsRequests(downloads, compute), USER_AGENT, time.ticker(), compute, 100_000);
    VisitRules rules =
        new VisitRules(robots, Duration.ofSeconds(30), retries, maxRedirects, scope.depth());
    FrontierConfig frontier =
        new FrontierConfig(
            frontierCapacity,
            politeness.hostConcurrency(),
            2 * politeness.ipConcurrency(),
            !rules.isList(),
            CanonicalKey.STANDARD);
    return new Engine(
        new Machines(
            policy,
            used,
            fetcher,
            network,
            new ContentDecoder(8_000_000),
            new LinkExtractor(links, follow),
            extractions),
        downloads,
        new Threads(compute, Runnable::run, listeners, time),
        new Clocks(time.ticker(), clock, () -> new SplittableRandom(1)),
        overflow,
        new CrawlLimits(
            rules, scope, sitemaps, frontier, 2 * politeness.concurrency(), maxTime, null));
  }

  /** The date that goes with virtual time: it starts in 1970. */
  static Clock clock(VirtualTime time) {
    long start = time.now();
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(time.now() - start);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
