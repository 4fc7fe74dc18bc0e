package dev.outlink.record;

import com.google.common.collect.Sets;
import dev.outlink.admission.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a crawl came to.
 *
 * @param inputs URLs and lines that the input gave, invalid ones included
 * @param discovered URLs that were found on pages, or redirected to, and taken in
 * @param outcomes how many of both ended in which way; outcomes that did not occur are absent
 * @param notCrawled how often a link that could have been followed was not, for which reason
 * @param links link rows given to the sink
 * @param bytes body bytes, decoded
 * @param requests requests sent, redirects included
 * @param elapsed from the start to the last row
 * @param stopped whether a stop left out anything: a URL, or a part of the input
 * @param timeOver whether it was the crawl's own limit of time that stopped it
 * @param inputRead whether the input was read to its end; what was not read has no record
 * @param slowestHosts the hosts with the longest mean time to answer, slowest first; at most ten
 * @param failures failures grouped by outcome and status, most frequent first; at most twenty
 * @param imbalance empty where every sum meets; otherwise which sum does not, for a bug report
 */
public record CrawlSummary(
    long inputs,
    long discovered,
    Map<Outcome, Long> outcomes,
    Map<Admission, Long> notCrawled,
    long links,
    long bytes,
    long requests,
    Duration elapsed,
    boolean stopped,
    boolean timeOver,
    boolean inputRead,
    List<HostTime> slowestHosts,
    List<Failures> failures,
    List<String> imbalance) {

  /** The budgets of a crawl as a whole; the others are about single URLs that look like traps. */
  private static final Set<Admission> BUDGETS =
      Sets.immutableEnumSet(
          Admission.MAX_PAGES, Admission.MAX_PAGES_PER_HOST, Admission.TOO_MANY_VARIANTS);

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

  /** Whether a budget left out URLs that would have been crawled. */
  public boolean overBudget() {
    return timeOver || !spentBudgets().isEmpty();
  }

  /** The budgets of the crawl as a whole that left out URLs, but for its time. */
  public Set<Admission> spentBudgets() {
    return Sets.intersection(BUDGETS, notCrawled.keySet());
  }

  /** How many inputs and discovered URLs ended in the given way. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
