package dev.outlink.request;

import dev.outlink.task.CrawlTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a URL that has come to its end.
 *
 * @param task what was asked for
 * @param reply what it came to
 * @param askedAt when this attempt's request was sent, in nanoseconds of the ticker; if none was,
 *     when the attempt began
 * @param startedAt the same of the first request on behalf of the URL
 * @param nanos from then to the end of the last answer; 0 if none was sent
 * @param at when that was, or null if no request was sent
 */
public record Attempt(
    CrawlTask task, Reply reply, long askedAt, long startedAt, long nanos, @Nullable Instant at) {

  /** How many redirects were followed at once. */
  public int redirects() {
    return task.trail() == null ? 0 : task.trail().hops().size();
  }
}
