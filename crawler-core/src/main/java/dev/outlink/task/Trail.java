package dev.outlink.task;

import com.google.common.collect.ImmutableList;
import dev.outlink.url.CrawlUrl;
import java.util.List;

/**
 * The redirects that were followed from a listed URL.
 *
 * @param source the URL as it was listed
 * @param hops in the order in which they were met
 * @param startedAt when the first request was sent, in nanoseconds of the crawl's ticker
 */
public record Trail(CrawlUrl source, List<Hop> hops, long startedAt) {

  /** Copies the list unless it is immutable. */
  public Trail {
    hops = ImmutableList.copyOf(hops);
  }

  /**
   * One redirect.
   *
   * @param at the URL that answered with it
   * @param location its Location header as sent
   */
  public record Hop(CrawlUrl at, String location) {}
}
