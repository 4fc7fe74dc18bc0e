package dev.outlink.crawl;

import com.google.common.base.Ticker;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.ContentDecoder;
import dev.outlink.fetch.Fetcher;
import dev.outlink.frontier.Overflow;
import dev.outlink.politeness.HostGates;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.url.CanonicalKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The stages and resources that the crawls of one {@link Crawler} share.
 *
 * @param robots what robots.txt says, over all crawls
 * @param downloads fetches what is no page
 * @param gates whose turn it is, over all crawls
 * @param fetcher sends requests
 * @param network tells our own failures from those of hosts
 * @param decoder undoes content encodings, on the compute executor
 * @param extractor finds links, on the compute executor
 * @param extractions runs what takes processor time and much memory
 * @param compute runs what takes processor time
 * @param serial runs one thing after the other: what starts visits and what settles URLs
 * @param listeners runs what tells listeners, which may take their time
 * @param overflow makes the place on disk for a frontier that outgrows memory
 * @param timer runs what is due later; it must not be kept
 * @param randoms makes sources of chance, one for each use
 * @param ticker measures durations
 * @param clock tells the date
 * @param limits bounds of one crawl
 */
record Engine(
    RobotsPolicy robots,
    Downloads downloads,
    HostGates gates,
    Fetcher fetcher,
    NetworkWatch network,
    ContentDecoder decoder,
    LinkExtractor extractor,
    Extractions extractions,
    Executor compute,
    Executor serial,
    Executor listeners,
    Supplier<Overflow> overflow,
    ScheduledExecutorService timer,
    Supplier<RandomGenerator> randoms,
    Ticker ticker,
    Clock clock,
    Limits limits) {

  /**
   * Bounds of one crawl.
   *
   * @param scope which links are crawled, and how many
   * @param sitemaps sitemaps whose pages are seeds
   * @param robots whether robots.txt is obeyed
   * @param retries attempts after the first one
   * @param maxRedirects redirects that are followed in a row
   * @param maxCrawlDelay the longest Crawl-delay that is kept
   * @param maxTime how long the crawl may take, or null
   * @param hostConcurrency URLs of one host that leave the frontier at one time
   * @param addressConcurrency the same of one address
   * @param mostLookups hosts whose address is asked for at one time
   * @param frontierCapacity URLs in memory, admitted and not yet settled
   * @param sameness which URLs count as one
   * @param tempDir folder for temporary files; null for the system's
   */
  record Limits(
      ScopeConfig scope,
      SitemapConfig sitemaps,
      boolean robots,
      int retries,
      int maxRedirects,
      Duration maxCrawlDelay,
      @Nullable Duration maxTime,
      int hostConcurrency,
      int addressConcurrency,
      int mostLookups,
      int frontierCapacity,
      CanonicalKey sameness,
      @Nullable Path tempDir) {

    /** Of a list, redirects are followed; of a site, their targets are URLs of their own. */
    boolean followsRedirects() {
      return scope.depth() == 0;
    }

    /** The delay of a robots.txt that is kept. */
    Duration crawlDelay(RobotsVerdict verdict) {
      Duration asked = verdict.crawlDelay();
      if (asked == null) {
        return Duration.ZERO;
      }
      return asked.compareTo(maxCrawlDelay) > 0 ? maxCrawlDelay : asked;
    }

    /** Whether the links of a page at this depth are crawled. */
    boolean goesOn(int depth) {
      return depth < scope.depth();
    }
  }
}
