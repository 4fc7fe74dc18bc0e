package dev.outlink.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outlink.gate.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolitenessTest {

  @Test
  void of_defaultsOfTheOthers() {
    Politeness politeness = Politeness.of(256, 4, Duration.ZERO);
    assertThat(politeness)
        .isEqualTo(
            new Politeness(
                256, 4, Duration.ZERO, 32, Duration.ZERO, false, 10, Duration.ofMinutes(5)));
  }

  @Test
  void defaultIpConcurrency_isInRangeAndNeverBelowTheHosts() {
    assertThat(Politeness.defaultIpConcurrency(1)).isEqualTo(32);
    assertThat(Politeness.defaultIpConcurrency(5)).isEqualTo(40);
    assertThat(Politeness.defaultIpConcurrency(100_000)).isEqualTo(100_000);
    assertThat(Politeness.defaultIpConcurrency(Integer.MAX_VALUE)).isEqualTo(100_000);
    assertThat(Politeness.defaultIpConcurrency(-1)).isEqualTo(32);
  }

  @Test
  void problems_allWrong_sentenceForEach() {
    Duration negative = Duration.ofSeconds(-1);
    assertThat(
            Politeness.problems(
                0, 100_001, negative, 0, Duration.ofHours(25), true, -1, Duration.ofMillis(999)))
        .containsExactly(
            "concurrency: 0 is not between 1 and 100000",
            "host-concurrency: 100001 is not between 1 and 100000",
            "host-delay: PT-1S is not between 0 and one day",
            "ip-concurrency: 0 is not between 1 and 100000",
            "ip-delay: PT25H is not between 0 and one day",
            "max-host-failures: -1 is not between 0 and 1000000",
            "max-retry-after: PT0.999S is not between 1 second and one day");
  }

  @Test
  void problems_edgesOfTheRanges_areInRange() {
    Duration day = Duration.ofDays(1);
    assertThat(Politeness.problems(1, 1, day, 1, day, true, 0, Duration.ofSeconds(1))).isEmpty();
    assertThat(Politeness.problems(100_000, 100_000, day, 100_000, day, false, 1_000_000, day))
        .isEmpty();
  }

  @Test
  void answer_pauseOfAHostThatIsNotBusy_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Answer(Answer.Kind.GOOD, Duration.ofSeconds(1)));
    assertThat(Answer.busy(null).retryAfter()).isNull();
  }
}
