package dev.outlink.request;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.record.Outcome;
import dev.outlink.robots.RobotsAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a URL that brought no document.
 *
 * @param outcome which
 * @param status the HTTP status, or 0 where there was none
 * @param contentType the Content-Type header, or null
 * @param detail what happened in words a person understands; may be empty
 * @param retryAfter how long the server asks to be left alone, or null where it does not say
 */
public record Ending(
    Outcome outcome,
    int status,
    @Nullable String contentType,
    String detail,
    @Nullable RetryAfter retryAfter)
    implements Reply, RobotsAnswer.Cause {

  /** The end of a fetch. */
  public static Ending of(FetchOutcome.Other end) {
    return new Ending(
        Outcome.of(end.end()), end.status(), end.contentType(), end.detail(), end.retryAfter());
  }

  /** An end for which nothing was asked, or nothing was answered. */
  public static Ending of(Outcome outcome, String detail) {
    return of(outcome, 0, detail);
  }

  /** An end with a status. */
  public static Ending of(Outcome outcome, int status, String detail) {
    return new Ending(outcome, status, null, detail, null);
  }

  /** The end of a URL whose host's robots.txt could not be asked. */
  public static Ending of(RobotsAnswer.Unreachable robots) {
    String detail = "robots.txt: " + robots.detail();
    return robots.cause() instanceof Ending cause
        ? of(cause.outcome(), robots.status(), detail)
        : of(Outcome.INTERNAL_ERROR, robots.status(), detail);
  }
}
