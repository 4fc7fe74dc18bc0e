package dev.outlink;

import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkSelection;
import dev.outlink.politeness.Politeness;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.url.CanonicalKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to crawl. Immutable; made by {@link #builder()}, and changed by {@link #toBuilder()}. Every
 * setting has the name of its command line option.
 */
public final class CrawlConfig {

  private static final int MOST_REDIRECTS = 100;
  private static final int MOST_RETRIES = 100;
  private static final Duration LONGEST_CRAWL_DELAY = Duration.ofDays(1);
  private static final Duration LONGEST_TIME = Duration.ofDays(365);

  private final CrawlConfigBuilder settings;
  private final Politeness politeness;
  private final FetchConfig fetch;
  private final LinkSelection links;
  private final Extractor extractor;
  private final FollowRules follow;
  private final ScopeConfig scope;
  private final SitemapConfig sitemaps;
  private final CanonicalKey sameness;
  private final boolean robots;
  private final Duration maxCrawlDelay;
  private final int retries;
  private final int maxRedirects;
  private final @Nullable Duration maxTime;
  private final @Nullable Path tempDir;

  /** Of settings that are all in their ranges. */
  CrawlConfig(
      CrawlConfigBuilder settings,
      Politeness politeness,
      FetchConfig fetch,
      LinkSelection links,
      Extractor extractor,
      FollowRules follow,
      ScopeConfig scope,
      SitemapConfig sitemaps,
      CanonicalKey sameness,
      boolean robots,
      Duration maxCrawlDelay,
      int retries,
      int maxRedirects,
      @Nullable Duration maxTime,
      @Nullable Path tempDir) {
    this.settings = settings;
    this.politeness = politeness;
    this.fetch = fetch;
    this.links = links;
    this.extractor = extractor;
    this.follow = follow;
    this.scope = scope;
    this.sitemaps = sitemaps;
    this.sameness = sameness;
    this.robots = robots;
    this.maxCrawlDelay = maxCrawlDelay;
    this.retries = retries;
    this.maxRedirects = maxRedirects;
    this.maxTime = maxTime;
    this.tempDir = tempDir;
  }

  /** The defaults: 256 requests in flight, 4 to a host, 20 s for a request, 8 MB for a body. */
  public static CrawlConfigBuilder builder() {
    return new CrawlConfigBuilder();
  }

  /** A builder that begins with these settings. */
  public CrawlConfigBuilder toBuilder() {
    return settings.copy();
  }

  /** How many requests, and how far apart. */
  public Politeness politeness() {
    return politeness;
  }

  /** What a request looks like and what bounds its answer. */
  public FetchConfig fetch() {
    return fetch;
  }

  /** Which links are listed, and what is told of them. */
  public LinkSelection links() {
    return links;
  }

  /** How the links of HTML are found. */
  public Extractor extractor() {
    return extractor;
  }

  /** Which links are followed, and which wishes of pages are obeyed. */
  public FollowRules follow() {
    return follow;
  }

  /** Which of the followed links are crawled, and how many. */
  public ScopeConfig scope() {
    return scope;
  }

  /** Sitemaps whose pages are seeds. */
  public SitemapConfig sitemaps() {
    return sitemaps;
  }

  /** Which URLs count as one, of which only the first is crawled. */
  public CanonicalKey sameness() {
    return sameness;
  }

  /** Whether robots.txt is asked. */
  public boolean robots() {
    return robots;
  }

  /** The longest Crawl-delay of a robots.txt that is kept, up to one day. */
  public Duration maxCrawlDelay() {
    return maxCrawlDelay;
  }

  /** Attempts after the first one, 0 to 100. */
  public int retries() {
    return retries;
  }

  /** Redirects that are followed in a row, 0 to 100. */
  public int maxRedirects() {
    return maxRedirects;
  }

  /** How long a crawl may take, 1 ms to 365 days, or null. */
  public @Nullable Duration maxTime() {
    return maxTime;
  }

  /**
   * The folder in which a crawl that needs one makes its folder for temporary files; null is the
   * system's place for them.
   */
  public @Nullable Path tempDir() {
    return tempDir;
  }

  /** By which ways requests go. */
  public NetworkConfig network() {
    return fetch.network();
  }

  static List<String> problems(
      Duration maxCrawlDelay, int retries, int maxRedirects, @Nullable Duration maxTime) {
    List<String> problems = new ArrayList<>();
    if (maxCrawlDelay.isNegative() || maxCrawlDelay.compareTo(LONGEST_CRAWL_DELAY) > 0) {
      problems.add("max-crawl-delay: " + maxCrawlDelay + " is not between 0 and one day");
    }
    if (retries < 0 || retries > MOST_RETRIES) {
      problems.add("retries: " + retries + " is not between 0 and " + MOST_RETRIES);
    }
    if (maxRedirects < 0 || maxRedirects > MOST_REDIRECTS) {
      problems.add("max-redirects: " + maxRedirects + " is not between 0 and " + MOST_REDIRECTS);
    }
    if (maxTime != null
        && (maxTime.compareTo(Duration.ofMillis(1)) < 0 || maxTime.compareTo(LONGEST_TIME) > 0)) {
      problems.add("max-time: " + maxTime + " is not between 1 ms and 365 days");
    }
    return problems;
  }

  /** Two configurations are equal if all of their settings are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CrawlConfig config && config.values().equals(values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        politeness,
        fetch,
        links,
        extractor,
        follow,
        scope,
        sitemaps,
        sameness,
        robots,
        maxCrawlDelay,
        retries,
        maxRedirects,
        maxTime,
        tempDir);
  }
}
