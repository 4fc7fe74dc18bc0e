package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptationTest {

  private static final long MILLI = 1_000_000;

  private long now;

  private void answers(Adaptation adaptation, int number, long millis) {
    for (int i = 0; i < number; i++) {
      now++; // after the answer before
      long sentAt = now;
      now += millis * MILLI;
      adaptation.good(sentAt, now);
    }
  }

  @Test
  void limit_evenResponseTimes_oneMoreAfterEachFullWindow() {
    Adaptation adaptation = new Adaptation(4);
    int[] expected = {2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4};
    assertThat(adaptation.limit()).isEqualTo(1);
    for (int limit : expected) {
      answers(adaptation, 1, 100);
      assertThat(adaptation.limit()).isEqualTo(limit);
    }
  }

  @Test
  void limit_hostSlowsDown_isHalvedUntilOne() {
    Adaptation adaptation = new Adaptation(16);
    answers(adaptation, 200, 100);
    assertThat(adaptation.limit()).isEqualTo(16);
    answers(adaptation, 1, 150);
    assertThat(adaptation.limit()).isEqualTo(16);
    answers(adaptation, 2, 1_000);
    assertThat(adaptation.limit()).isEqualTo(4);
    answers(adaptation, 10, 1_000);
    assertThat(adaptation.limit()).isEqualTo(1);
  }

  @Test
  void limit_hostStaysSlower_isMeasuredAnew() {
    Adaptation adaptation = new Adaptation(16);
    answers(adaptation, 200, 100);
    answers(adaptation, 150, 1_000);
    assertThat(adaptation.limit()).isEqualTo(1);
    answers(adaptation, 250, 1_000);
    assertThat(adaptation.limit()).isEqualTo(16);
  }

  @Test
  void halve_manyInFlight_onlyOnce() {
    Adaptation adaptation = new Adaptation(16);
    answers(adaptation, 200, 100);
    long sentAt = now;
    for (int i = 0; i < 16; i++) {
      adaptation.halve(sentAt, now + i);
    }
    assertThat(adaptation.limit()).isEqualTo(8);
    adaptation.halve(now + 1, now + 2);
    assertThat(adaptation.limit()).isEqualTo(4);
  }

  @Test
  void delay_isTheResponseTimeOverTheLimit_thirtySecondsAtMost() {
    Adaptation adaptation = new Adaptation(4);
    assertThat(adaptation.delay()).isZero();
    answers(adaptation, 100, 100);
    assertThat(adaptation.delay()).isEqualTo(25 * MILLI);
    answers(adaptation, 20, 100_000);
    assertThat(adaptation.limit()).isEqualTo(1);
    assertThat(adaptation.delay()).isEqualTo(30_000 * MILLI);
  }

  @Test
  void hasHistory_afterTheFirstAnswer() {
    Adaptation adaptation = new Adaptation(4);
    assertThat(adaptation.hasHistory()).isFalse();
    adaptation.halve(now, now);
    assertThat(adaptation.hasHistory()).isTrue();
  }
}
