package dev.outlink.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row about one URL or input line that was admitted or refused.
 *
 * @param url the URL as it was admitted, or the input line as it stood where it is no URL
 * @param outcome its one final state
 * @param status the last HTTP status, or 0 where there was none
 * @param finalUrl the URL that answered last, or null where nothing was asked
 * @param redirects how many redirects were followed
 * @param contentType the Content-Type header of the last answer, or null
 * @param bytes decoded bytes of the body that were looked at
 * @param links rows that the page gave
 * @param depth how many links away from a seed
 * @param millis from the first request's turn to the end of the last answer
 * @param fetchedAt when it ended, or null where nothing was asked
 * @param detail what else a person should know; may be empty
 * @param attempts how often it was tried, 0 where it was never its turn
 */
public record PageRecord(
    String url,
    Outcome outcome,
    int status,
    @Nullable String finalUrl,
    int redirects,
    @Nullable String contentType,
    long bytes,
    int links,
    int depth,
    long millis,
    @Nullable Instant fetchedAt,
    String detail,
    int attempts) {

  /** The record of a URL or input line for which no server was asked. */
  public static PageRecord unasked(String url, Outcome outcome, int depth, String detail) {
    return unasked(url, outcome, 0, depth, detail, 0);
  }

  /**
   * The record of a URL for which no server was asked in the end.
   *
   * @param status the HTTP status of what stands for it, such as its host's robots.txt, or 0
   * @param attempts how often it was tried before
   */
  public static PageRecord unasked(
      String url, Outcome outcome, int status, int depth, String detail, int attempts) {
    return new PageRecord(
        url, outcome, status, null, 0, null, 0, 0, depth, 0, null, detail, attempts);
  }
}
