package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final long SECOND = 1_000_000_000;

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void longer_timeAfterTime_doublesUpToTheCap() {
    List<Long> wholes = new ArrayList<>();
    Backoff backoff = new Backoff(10 * SECOND, 0);
    for (long whole : new long[] {1, 2, 4, 8, 10, 10, 10}) {
      long rest = backoff.longer(random);
      assertThat(rest).isBetween(whole * SECOND / 2, whole * SECOND);
      wholes.add(rest);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.longer(random)).isBetween(5 * SECOND, 10 * SECOND);
    }
    assertThat(wholes).doesNotHaveDuplicates();
  }

  @Test
  void longer_manyHosts_restsAreSpread() {
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < 1_000; i++) {
      long rest = new Backoff(300 * SECOND, 0).longer(random);
      shortest = Math.min(shortest, rest);
      longest = Math.max(longest, rest);
    }
    assertThat(shortest).isBetween(SECOND / 2, SECOND / 2 + SECOND / 50);
    assertThat(longest).isBetween(SECOND - SECOND / 50, SECOND);
  }

  @Test
  void again_isNoLonger() {
    Backoff backoff = new Backoff(300 * SECOND, 0);
    assertThat(backoff.again(random)).isBetween(SECOND / 2, SECOND);
    backoff.longer(random);
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.again(random)).isBetween(SECOND, 2 * SECOND);
    }
  }

  @Test
  void isNews_onlyWhatWasSentAfterTheLatestBusyAnswer() {
    Backoff backoff = new Backoff(300 * SECOND, 100);
    assertThat(backoff.isNews(100)).isFalse();
    assertThat(backoff.isNews(101)).isTrue();
    backoff.busy(200);
    assertThat(backoff.isNews(200)).isFalse();
  }
}
