package dev.outlink.crawl;

import dev.outlink.fetch.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a crawl came to.
 *
 * @param inputs URLs and lines that the input gave, invalid ones included
 * @param outcomes how many of them ended in which way; outcomes that did not occur are absent
 * @param links link rows given to the sink
 * @param bytes body bytes, decoded
 * @param requests requests sent, redirects included
 * @param elapsed from the start to the last row
 * @param stopped whether a stop left out anything: a URL, or a part of the input
 * @param slowestHosts the hosts with the longest mean time to answer, slowest first; at most ten
 * @param failures failures grouped by outcome and status, most frequent first; at most twenty
 * @param imbalance empty where every sum meets; otherwise which sum does not, for a bug report
 */
public record CrawlSummary(
    long inputs,
    Map<Outcome, Long> outcomes,
    long links,
    long bytes,
    long requests,
    Duration elapsed,
    boolean stopped,
    List<HostTime> slowestHosts,
    List<Failures> failures,
    List<String> imbalance) {

  /**
   * How long a host took.
   *
   * @param host its origin
   * @param requests requests it answered
   * @param mean mean time of an answer
   */
  public record HostTime(String host, long requests, Duration mean) {}

  /**
   * URLs that failed alike.
   *
   * @param outcome the outcome
   * @param status the HTTP status, or 0 where there was none
   * @param count how many
   * @param url the first of them
   * @param detail what happened to that one
   */
  public record Failures(Outcome outcome, int status, long count, String url, String detail) {}

  /** How many inputs ended in the given way. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
