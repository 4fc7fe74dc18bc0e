package dev.outlink.crawl;

import com.google.common.base.Ticker;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.ContentDecoder;
import dev.outlink.fetch.Fetcher;
import dev.outlink.politeness.HostGates;
import dev.outlink.url.CanonicalKey;
import java.time.Clock;

/**
 * The stages and resources that the crawls of one {@link Crawler} share.
 *
 * @param gates whose turn it is, over all crawls
 * @param fetcher sends requests
 * @param decoder undoes content encodings, on the compute executor
 * @param extractor finds links, on the compute executor
 * @param extractions runs what takes processor time
 * @param ticker measures durations
 * @param clock tells the date
 * @param limits bounds of one crawl
 */
record Engine(
    HostGates gates,
    Fetcher fetcher,
    ContentDecoder decoder,
    LinkExtractor extractor,
    Extractions extractions,
    Ticker ticker,
    Clock clock,
    Limits limits) {

  /**
   * Bounds of one crawl.
   *
   * @param maxRedirects redirects that are followed in a row
   * @param hostConcurrency URLs of one host that leave the frontier at one time
   * @param frontierCapacity URLs admitted and not yet settled
   * @param sameness which URLs count as one
   */
  record Limits(
      int maxRedirects, int hostConcurrency, int frontierCapacity, CanonicalKey sameness) {}
}
