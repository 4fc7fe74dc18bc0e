package dev.outlink.crawl;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.record.Outcome;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host as its webmaster sees it: what it answers, how many requests were in flight, how far apart
 * they started, and whether its wishes were kept.
 */
final class SimulatedHost {

  /** How hosts behave. */
  enum Kind {
    FAST,
    SLOW,
    DEAD,
    /** Asks for a pause of 30 s with every twentieth answer. */
    BUSY,
    /** 503 without a word for its first minute. */
    OVERLOADED,
    /** Its robots.txt is broken for good. */
    ROBOTS_BROKEN,
    /** Its robots.txt is broken for the first five seconds. */
    ROBOTS_RESTARTS,
    /** Asks for 5 s between requests. */
    CRAWL_DELAY,
    /** Every page redirects, and the last one to the first. */
    LOOP,
    /** One of many hosts behind one address. */
    SHARED
  }

  private static final Duration PAUSE = Duration.ofSeconds(30);

  final Kind kind;
  final String name;
  final String address;
  private final int pages;
  private final long delayNanos;

  final Map<Outcome, Integer> answers = new EnumMap<>(Outcome.class);
  int requests;
  int inFlight;
  int mostInFlight;
  long closest = Long.MAX_VALUE;
  long firstAt = -1;
  long lastAt;
  int tooClose;
  int inAPause;
  private final ArrayDeque<Long> pauseEnds = new ArrayDeque<>();

  /**
   * A host that has not been asked.
   *
   * @param delayNanos how far apart requests must be
   */
  SimulatedHost(Kind kind, String name, String address, int pages, long delayNanos) {
    this.kind = kind;
    this.name = name;
    this.address = address;
    this.pages = pages;
    this.delayNanos = delayNanos;
  }

  /** How long it takes to answer. */
  Duration latency() {
    return switch (kind) {
      case FAST -> Duration.ofMillis(40);
      case SLOW -> Duration.ofSeconds(6);
      case DEAD -> Duration.ofSeconds(10);
      case SHARED -> Duration.ofMillis(300);
      default -> Duration.ofMillis(100);
    };
  }

  void arrives(long now) {
    if (firstAt < 0) {
      firstAt = now;
    } else {
      long gap = now - lastAt;
      closest = Math.min(closest, gap);
      long delay = kind == Kind.CRAWL_DELAY ? 5_000_000_000L : delayNanos;
      tooClose += gap < delay ? 1 : 0;
    }
    pauseEnds.removeIf(end -> end <= now);
    inAPause += pauseEnds.isEmpty() ? 0 : 1;
    lastAt = now;
    requests++;
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  FetchOutcome answers(long now, CrawlUrl url) {
    inFlight--;
    FetchOutcome outcome = url.path().equals("/robots.txt") ? robots(now) : page(now, url);
    Outcome counted =
        outcome instanceof FetchOutcome.Other end ? Outcome.of(end.end()) : Outcome.PAGE;
    answers.merge(counted, 1, Integer::sum);
    return outcome;
  }

  private FetchOutcome robots(long now) {
    return switch (kind) {
      case DEAD -> dead();
      case ROBOTS_BROKEN -> status(500, null);
      case ROBOTS_RESTARTS ->
          now - firstAt < 5_000_000_000L ? status(503, null) : status(404, null);
      case CRAWL_DELAY -> FakeWeb.text("User-agent: *\nCrawl-delay: 5\nDisallow: /3\n");
      default -> status(404, null);
    };
  }

  private FetchOutcome page(long now, CrawlUrl url) {
    int number = url.path().length() == 1 ? 0 : Integer.parseInt(url.path().substring(1));
    switch (kind) {
      case DEAD -> {
        return dead();
      }
      case BUSY -> {
        if (requests % 20 == 0) {
          pauseEnds.add(now + PAUSE.toNanos());
          return status(429, new RetryAfter(Long.toString(PAUSE.toSeconds()), null));
        }
      }
      case OVERLOADED -> {
        if (now - firstAt < Duration.ofMinutes(1).toNanos()) {
          return status(503, null);
        }
      }
      case LOOP -> {
        return new FetchOutcome.Redirect(302, "/" + (number + 1) % pages);
      }
      default -> {}
    }
    // A binary tree, and links back.
    return FakeWeb.pageOf(
        url.href(),
        "/" + Math.min(pages - 1, 2 * number + 1),
        "/" + Math.min(pages - 1, 2 * number + 2),
        "/",
        "http://elsewhere.example/");
  }

  private static FetchOutcome dead() {
    return new FetchOutcome.Other(FetchEnd.CONNECT_TIMEOUT, 0, null, "no connection");
  }

  private static FetchOutcome status(int status, @Nullable RetryAfter retryAfter) {
    return new FetchOutcome.Other(FetchEnd.HTTP_ERROR, status, "text/html", "", retryAfter);
  }
}
