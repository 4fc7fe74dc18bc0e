package dev.outlink.crawl;

import com.google.common.collect.Sets;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Outcome;
import dev.outlink.politeness.Answer;
import dev.outlink.politeness.HostDown;
import dev.outlink.politeness.Permit;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the end of a fetch to what it tells of its host. */
final class Answers {

  /** No HTTP response came, and the host, the network or its name server is to blame. */
  private static final Set<Outcome> NO_RESPONSE =
      Sets.immutableEnumSet(
          Outcome.DNS_ERROR,
          Outcome.CONNECT_REFUSED,
          Outcome.CONNECT_TIMEOUT,
          Outcome.CONNECT_FAILED,
          Outcome.TLS_ERROR,
          Outcome.TIMEOUT,
          Outcome.READ_TIMEOUT,
          Outcome.CONNECTION_CLOSED);

  /** Nothing was sent, the answer was not waited for, or our own network failed. */
  private static final Set<Outcome> NO_NEWS =
      Sets.immutableEnumSet(
          Outcome.STOPPED,
          Outcome.BAD_URL,
          Outcome.INTERNAL_ERROR,
          Outcome.DNS_TIMEOUT,
          Outcome.NETWORK_ERROR);

  private Answers() {}

  /**
   * Ends the turn of a request.
   *
   * @param outcome what it ended with, or null where it was cancelled or a bug ended it
   */
  static void release(Permit permit, @Nullable FetchOutcome outcome, Clock clock) {
    permit.release(outcome == null ? Answer.NONE : of(outcome, clock.instant()));
  }

  /** How a URL ends whose host is left alone. */
  static FetchOutcome hostDown(HostDown down) {
    return new FetchOutcome.Other(
        Outcome.HOST_DOWN, 0, null, down.host() + " failed " + down.failures() + " times in a row");
  }

  /** Whether our own network has failed, and not the host. */
  static boolean isOurs(FetchOutcome outcome) {
    return outcome instanceof FetchOutcome.Other end && end.outcome() == Outcome.NETWORK_ERROR;
  }

  /** What a fetch that ended so tells of its host. */
  static Answer of(FetchOutcome outcome, Instant now) {
    if (!(outcome instanceof FetchOutcome.Other end)) {
      return Answer.GOOD;
    }
    if (end.status() == 429 || end.status() == 503) {
      return Answer.busy(end.retryAfter() == null ? null : end.retryAfter().from(now));
    }
    if (NO_NEWS.contains(end.outcome())) {
      return Answer.NONE;
    }
    return end.status() == 0 && NO_RESPONSE.contains(end.outcome()) ? Answer.FAILED : Answer.GOOD;
  }
}
