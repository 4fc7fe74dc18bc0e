package dev.outlink.request;

import com.google.common.collect.Sets;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.gate.Answer;
import dev.outlink.gate.HostDown;
import dev.outlink.gate.Permit;
import dev.outlink.record.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the end of a fetch to what it tells of its host. */
public final class HostAnswers {

  /** No HTTP response came, and the host, the network or its name server is to blame. */
  private static final Set<FetchEnd> NO_RESPONSE =
      Sets.immutableEnumSet(
          FetchEnd.DNS_ERROR,
          FetchEnd.CONNECT_REFUSED,
          FetchEnd.CONNECT_TIMEOUT,
          FetchEnd.CONNECT_FAILED,
          FetchEnd.TLS_ERROR,
          FetchEnd.TIMEOUT,
          FetchEnd.READ_TIMEOUT,
          FetchEnd.CONNECTION_CLOSED);

  /** Nothing was sent, the answer was not waited for, or our own network failed. */
  private static final Set<FetchEnd> NO_NEWS =
      Sets.immutableEnumSet(
          FetchEnd.STOPPED,
          FetchEnd.BAD_URL,
          FetchEnd.INTERNAL_ERROR,
          FetchEnd.DNS_TIMEOUT,
          FetchEnd.NETWORK_ERROR);

  private HostAnswers() {}

  /**
   * Ends the turn of a request.
   *
   * @param outcome what it ended with, or null where it was cancelled or a bug ended it
   */
  public static void release(Permit permit, @Nullable FetchOutcome outcome, Clock clock) {
    permit.release(outcome == null ? Answer.NONE : of(outcome, clock.instant()));
  }

  /** How a URL ends whose host is left alone. */
  public static Ending hostDown(HostDown down) {
    return Ending.of(
        Outcome.HOST_DOWN, down.host() + " failed " + down.failures() + " times in a row");
  }

  /** Whether our own network has failed, and not the host. */
  public static boolean isOurs(Reply reply) {
    return reply instanceof Ending end && end.outcome() == Outcome.NETWORK_ERROR;
  }

  /** What a fetch that ended so tells of its host. */
  static Answer of(FetchOutcome outcome, Instant now) {
    if (!(outcome instanceof FetchOutcome.Other end)) {
      return Answer.GOOD;
    }
    if (end.status() == 429 || end.status() == 503) {
      return Answer.busy(end.retryAfter() == null ? null : end.retryAfter().from(now));
    }
    if (NO_NEWS.contains(end.end())) {
      return Answer.NONE;
    }
    return end.status() == 0 && NO_RESPONSE.contains(end.end()) ? Answer.FAILED : Answer.GOOD;
  }
}
