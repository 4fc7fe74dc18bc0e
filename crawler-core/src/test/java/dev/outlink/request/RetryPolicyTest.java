package dev.outlink.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fetches are tried again, and when. */
class RetryPolicyTest {

  private static final Set<Outcome> PASSING =
      EnumSet.of(
          Outcome.DNS_TIMEOUT,
          Outcome.NETWORK_ERROR,
          Outcome.CONNECT_TIMEOUT,
          Outcome.TIMEOUT,
          Outcome.READ_TIMEOUT,
          Outcome.CONNECTION_CLOSED,
          Outcome.INCOMPLETE);

  private final RetryPolicy policy = new RetryPolicy(3, new SplittableRandom(9));

  private static Ending end(Outcome outcome, int status) {
    return Ending.of(outcome, status, "");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void again_outcomeWithoutStatus_ifItMayPass(Outcome outcome) {
    assertThat(policy.again(1, end(outcome, 0))).isEqualTo(PASSING.contains(outcome));
  }

  @Test
  void again_statusOfAPage_ifItIsTheServersMomentOnly() {
    for (int status = 300; status < 1_000; status++) {
      boolean passes = status == 429 || status == 502 || status == 503 || status == 504;
      assertThat(policy.again(1, end(Outcome.HTTP_ERROR, status)))
          .as("%d", status)
          .isEqualTo(passes);
    }
  }

  @Test
  void again_robotsThatCouldNotBeRead_unlessItsStatusIsAWord() {
    for (int status = 400; status < 600; status++) {
      assertThat(policy.again(1, end(Outcome.ROBOTS_DENIED, status)))
          .as("%d", status)
          .isEqualTo(status == 429 || status >= 500);
    }
  }

  @Test
  void again_whatIsNoEnd_never() {
    assertThat(policy.again(1, new Reply.Redirection(503, null))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,1,false", "1,1,true", "1,2,false", "3,3,true", "3,4,false"})
  void again_attempts_areBounded(int most, int attempt, boolean again) {
    RetryPolicy bounded = new RetryPolicy(most, new SplittableRandom(1));
    assertThat(bounded.again(attempt, end(Outcome.TIMEOUT, 0))).isEqualTo(again);
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT,1,1",
    "TIMEOUT,2,2",
    "TIMEOUT,3,4",
    "TIMEOUT,6,32",
    "TIMEOUT,7,60",
    "TIMEOUT,8,60",
    "TIMEOUT,64,60",
    "TIMEOUT,65,60",
    "TIMEOUT,1000000000,60",
    "ROBOTS_DENIED,1,10",
    "ROBOTS_DENIED,2,20",
    "ROBOTS_DENIED,3,40",
    "ROBOTS_DENIED,4,60",
    "DNS_TIMEOUT,1,6",
    "DNS_TIMEOUT,4,48",
    "DNS_TIMEOUT,5,60",
    "HTTP_ERROR,1,1"
  })
  void delay_afterAnAttempt_isFromItsTimeToTwiceThat(Outcome outcome, int attempt, long seconds) {
    long least = Duration.ofSeconds(seconds).toNanos();
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (int i = 0; i < 200; i++) {
      long delay = policy.delayNanos(attempt, end(outcome, 0));
      assertThat(delay).isBetween(least, 2 * least - 1);
      smallest = Math.min(smallest, delay);
      largest = Math.max(largest, delay);
    }
    assertThat(largest - smallest)
        .as("what failed together is spread")
        .isGreaterThan(least * 4 / 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void delay_ofWhatIsNoEnd_isThatOfAnyFailure(int attempt) {
    assertThat(policy.delayNanos(attempt, new Reply.Redirection(301, "/")))
        .isBetween(
            Duration.ofSeconds(1L << (attempt - 1)).toNanos(),
            Duration.ofSeconds(1L << attempt).toNanos());
  }
}
