package dev.outlink.robots;

import com.google.common.base.Ticker;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whether URLs may be fetched, by the robots.txt of their hosts (RFC 9309). A host is asked once
 * for all who wait for it. Safe for any thread; never blocks.
 *
 * <p>Answers are kept for 24 hours at most (section 2.4), as compiled rules and not as text;
 * failures for {@link #FIRST_RETRY} or, where the host did not answer at all, {@link
 * #FIRST_RETRY_OF_SILENT}, and twice as long after each further failure of the kind, up to {@link
 * #LONGEST_RETRY}; what our own network is to blame for no longer than at first. Then the host is
 * asked again, when somebody wants to know. What was used least recently is forgotten when there
 * are too many hosts or their rules take too much memory; a host that is being asked is not.
 *
 * <p>What rules cost is bounded, for each verdict and for each host: see {@link #check}.
 */
public final class RobotsPolicy {

  /** How much of a robots.txt is read, in bytes (RFC 9309, section 2.5). */
  public static final int MAX_BYTES = 500 * 1024;

  /** How long an answer is kept (RFC 9309, section 2.4). */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  /** After how long a host that answered with an error of its own is asked again. */
  public static final Duration FIRST_RETRY = Duration.ofSeconds(10);

  /**
   * After how long one that did not answer is asked again: as long as the first URL of it waits at
   * least until it is tried again. The host's other URLs get the same answer meanwhile.
   */
  public static final Duration FIRST_RETRY_OF_SILENT = Duration.ofSeconds(1);

  /** The longest that a host whose robots.txt was unreachable is not asked again. */
  public static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

  /** A longer {@code Crawl-delay} counts as this. */
  public static final Duration MAX_CRAWL_DELAY = Duration.ofDays(1);

  /** How many {@code Sitemap} lines of a robots.txt count. */
  public static final int MAX_SITEMAPS = 10_000;

  private static final long MAX_WEIGHT = 64L << 20;
  private static final String OWN_PATH = "/robots.txt";

  private final RobotsFetcher fetcher;
  private final RobotsAgent agent;
  private final Ticker ticker;
  private final Executor compute;
  private final RobotsCache cache;

  /**
   * A policy that knows no host yet.
   *
   * @param fetcher asks the hosts
   * @param userAgent the User-Agent of the requests; the name that it begins with is that of our
   *     groups: a {@link #productToken}, or a whole name with digits in it
   * @param ticker the clock
   * @param compute makes verdicts that take much work
   * @param maxHosts how many hosts' answers are kept, at least 1
   */
  public RobotsPolicy(
      RobotsFetcher fetcher, String userAgent, Ticker ticker, Executor compute, int maxHosts) {
    this(fetcher, userAgent, ticker, compute, maxHosts, MAX_WEIGHT);
  }

  RobotsPolicy(
      RobotsFetcher fetcher,
      String userAgent,
      Ticker ticker,
      Executor compute,
      int maxHosts,
      long maxWeight) {
    if (maxHosts < 1) {
      throw new IllegalArgumentException("maxHosts: " + maxHosts);
    }
    this.fetcher = fetcher;
    this.agent = RobotsAgent.of(userAgent);
    this.ticker = ticker;
    this.compute = compute;
    this.cache = new RobotsCache(this::ask, ticker, maxHosts, maxWeight);
  }

  /**
   * Whether a URL may be fetched. The future never fails for a URL with {@link CrawlUrl#isHttp()}
   * as long as the executor takes work, and fails with IllegalArgumentException for others; to
   * cancel it affects nobody else. It completes at once where the host's answer is known, else on
   * the thread that brings it, those who wait in the order in which they came. {@code /robots.txt}
   * itself is always allowed (section 2.2.2), without asking.
   *
   * <p>Where rules take more work than an ordinary text makes, the verdict comes from the executor,
   * one of a host at a time. A host whose rules take more than a verdict may, or than a host may,
   * is hostile: nothing is allowed there any more, as long as the answer is kept, at no cost.
   */
  public CompletableFuture<RobotsVerdict> check(CrawlUrl url) {
    if (!url.isHttp()) {
      return CompletableFuture.failedFuture(new IllegalArgumentException("not http(s): " + url));
    }
    if (url.path().equals(OWN_PATH)) {
      String detail = OWN_PATH + " is always allowed";
      return CompletableFuture.completedFuture(new RobotsVerdict(true, null, 0, "", null, detail));
    }
    String query = url.query();
    String path = query == null ? url.path() : url.path() + "?" + query;
    return cache.get(url.host()).thenCompose(robots -> robots.verdict(path));
  }

  /** What a host's robots.txt says of its sitemaps. Completes as that of {@link #check}. */
  public CompletableFuture<RobotsSitemaps> sitemaps(Host host) {
    return cache
        .get(host)
        .thenApply(
            robots ->
                new RobotsSitemaps(
                    robots.sitemaps(),
                    robots instanceof HostRobots.Nothing nothing ? nothing.reason() : null));
  }

  /**
   * The name by which robots.txt speaks of a crawler by the standard: the letters, {@code _} and
   * {@code -} with which its user agent begins (RFC 9309, section 2.2.1). Empty if there are none.
   */
  public static String productToken(String userAgent) {
    int end = 0;
    while (end < userAgent.length() && isTokenCharacter(userAgent.charAt(end))) {
      end++;
    }
    return userAgent.substring(0, end);
  }

  /**
   * The whole name with which a user agent begins, with the digits that are no part of a {@link
   * #productToken}: what pages and robots.txt call the crawler. Empty if there is none.
   */
  public static String agentName(String userAgent) {
    return RobotsAgent.of(userAgent).name();
  }

  private CompletableFuture<HostRobots> ask(Host host) {
    try {
      return fetcher.fetch(host).handle(this::understand);
    } catch (RuntimeException e) { // a fetcher that breaks its contract must not leave us waiting
      return CompletableFuture.completedFuture(understand(null, e));
    }
  }

  private HostRobots understand(@Nullable RobotsAnswer answer, @Nullable Throwable failure) {
    if (answer instanceof RobotsAnswer.Text text) {
      RobotsRules rules = RobotsParser.parse(text.bytes(), text.length(), agent);
      return new BoundedRules(rules, ticker, compute);
    }
    if (answer instanceof RobotsAnswer.Unavailable unavailable) {
      return new HostRobots.Everything(unavailable.detail());
    }
    if (answer instanceof RobotsAnswer.Unreachable unreachable) {
      return new HostRobots.Nothing(unreachable);
    }
    return new HostRobots.Nothing(
        new RobotsAnswer.Unreachable(null, 0, "the fetch failed: " + failure));
  }

  static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  }
}
