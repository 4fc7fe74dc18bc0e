package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeupsTest {

  private final Wakeups wakeups = new Wakeups();

  private static Sleeper sleeper() {
    return new AddressGate("192.0.2.1", Politeness.of(1, 1, Duration.ZERO), 0);
  }

  @Test
  void due_severalSleepers_earliestFirstAndNoneTooEarly() {
    Sleeper late = sleeper();
    Sleeper early = sleeper();
    Sleeper alsoEarly = sleeper();
    wakeups.set(late, 20);
    wakeups.set(early, 10);
    wakeups.set(alsoEarly, 10);

    assertThat(wakeups.next()).hasValue(10);
    assertThat(wakeups.due(9)).isNull();
    assertThat(wakeups.due(10)).isSameAs(early);
    assertThat(wakeups.due(10)).isSameAs(alsoEarly);
    assertThat(wakeups.due(10)).isNull();
    assertThat(wakeups.due(30)).isSameAs(late);
    assertThat(wakeups.next()).isEmpty();
  }

  @Test
  void set_again_movesIt() {
    Sleeper one = sleeper();
    Sleeper two = sleeper();
    wakeups.set(one, 10);
    wakeups.set(two, 15);
    wakeups.set(one, 20);
    assertThat(wakeups.due(20)).isSameAs(two);
    wakeups.set(one, 5);
    assertThat(wakeups.next()).hasValue(5);
    assertThat(wakeups.due(20)).isSameAs(one);
    assertThat(wakeups.due(20)).isNull();
  }

  @Test
  void cancel_asleepOrNot_isNotWoken() {
    Sleeper one = sleeper();
    wakeups.cancel(one);
    wakeups.set(one, 10);
    wakeups.cancel(one);
    assertThat(wakeups.due(10)).isNull();
  }

  @Test
  void due_clockOverflows_orderHolds() {
    Sleeper before = sleeper();
    Sleeper after = sleeper();
    wakeups.set(after, Long.MIN_VALUE + 5);
    wakeups.set(before, Long.MAX_VALUE - 5);
    assertThat(wakeups.due(Long.MAX_VALUE - 6)).isNull();
    assertThat(wakeups.due(Long.MAX_VALUE)).isSameAs(before);
    assertThat(wakeups.due(Long.MAX_VALUE)).isNull();
    assertThat(wakeups.due(Long.MIN_VALUE + 5)).isSameAs(after);
  }
}
