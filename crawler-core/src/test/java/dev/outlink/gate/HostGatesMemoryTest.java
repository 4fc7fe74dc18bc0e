package dev.outlink.gate;

import static dev.outlink.gate.TimedGates.granted;
import static dev.outlink.gate.TimedGates.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostGatesMemoryTest {

  private static final Host A = host(0);

  private static Politeness adaptive(int hostConcurrency) {
    return new Politeness(
        100, hostConcurrency, Duration.ZERO, 32, Duration.ZERO, true, 3, Duration.ofMinutes(5));
  }

  @Test
  void failures_idleForLong_areRemembered() {
    TimedGates timed = new TimedGates(TimedGates.parking(2, 3));
    timed.answer(A, Answer.FAILED);
    timed.answer(A, Answer.FAILED);
    timed.time.advance(Duration.ofDays(1));
    assertThat(timed.gates.size()).isEqualTo(1);
    timed.answer(A, Answer.FAILED);
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
  }

  @Test
  void history_moreHostsThanTheBound_idleForLongestIsForgotten() {
    TimedGates timed = new TimedGates(TimedGates.parking(2, 3), new Turns.Bounds(10, 10, 0));
    for (int i = 0; i < 10; i++) {
      timed.answer(host(i), Answer.FAILED);
    }
    timed.answer(A, Answer.FAILED); // used again, so host 1 is the one idle for longest
    timed.answer(host(10), Answer.FAILED);
    assertThat(timed.gates.size()).isEqualTo(10);

    timed.answer(A, Answer.FAILED);
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
    timed.answer(host(1), Answer.FAILED);
    timed.answer(host(1), Answer.FAILED);
    timed.permit(host(1));
  }

  @Test
  void parked_moreHostsWithHistoryThanTheBound_isRememberedWhileParked() {
    TimedGates timed = new TimedGates(TimedGates.parking(2, 1), new Turns.Bounds(10, 1, 0));
    timed.answer(A, Answer.FAILED);
    for (int i = 1; i < 5; i++) {
      timed.answer(host(i), Answer.busy(Duration.ofSeconds(1)));
    }
    timed.time.advance(Duration.ofMinutes(29));
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 1));
    assertThat(timed.gates.size()).isEqualTo(5);
    timed.time.advance(Duration.ofMinutes(1));
    assertThat(timed.gates.size()).isEqualTo(1);
  }

  @Test
  void rests_moreHostsThanTheBound_idleForLongestIsForgotten() {
    TimedGates timed = new TimedGates(TimedGates.wide(2), new Turns.Bounds(10, 10, 0));
    for (int i = 0; i < 11; i++) {
      timed.gates.rest(host(i), Duration.ofHours(1));
    }
    assertThat(timed.gates.size()).isEqualTo(10);
    timed.permit(A).release();
    for (int i = 1; i < 11; i++) {
      assertThat(timed.acquire(host(i))).isNotDone();
    }
  }

  @Test
  void rests_withSomeoneWaiting_areNotBounded() {
    TimedGates timed = new TimedGates(TimedGates.wide(2), new Turns.Bounds(10, 10, 0));
    for (int i = 0; i < 100; i++) {
      timed.gates.rest(host(i), Duration.ofHours(1));
      assertThat(timed.acquire(host(i))).isNotDone();
    }
    assertThat(timed.gates.size()).isEqualTo(100);
  }

  @Test
  void addresses_moreThanTheBound_idleForLongestIsForgotten() {
    TimedGates timed =
        new TimedGates(
            TimedGates.addresses(100, 2, 2, Duration.ofHours(1)), new Turns.Bounds(10, 10, 0));
    for (int i = 0; i < 11; i++) {
      granted(timed.acquire(host(i), "192.0.2." + i)).release();
    }
    assertThat(timed.gates.addresses()).isEqualTo(10);
    granted(timed.acquire(A, "192.0.2.0"));
    assertThat(timed.acquire(A, "192.0.2.10")).isNotDone();
  }

  @Test
  void addresses_usedAgain_isNotForgotten() {
    TimedGates timed =
        new TimedGates(
            TimedGates.addresses(100, 2, 2, Duration.ofHours(1)), new Turns.Bounds(10, 10, 0));
    granted(timed.acquire(A, "192.0.2.0")).release();
    CompletableFuture<Turn> next = timed.acquire(A, "192.0.2.0");
    for (int i = 1; i <= 20; i++) {
      granted(timed.acquire(host(i), "192.0.2." + i)).release();
    }
    assertThat(timed.gates.addresses()).isEqualTo(11);
    assertThat(timed.acquire(host(1), "192.0.2.0")).isNotDone();
    timed.time.advance(Duration.ofHours(1));
    assertThat(next).isDone();
  }

  @Test
  void history_afterARest_joinsTheRemembered() {
    TimedGates timed = new TimedGates(TimedGates.parking(2, 3), new Turns.Bounds(10, 1, 0));
    timed.answer(A, Answer.busy(Duration.ofSeconds(10)));
    timed.answer(host(1), Answer.busy(Duration.ofSeconds(20)));
    timed.millis(10_000);
    assertThat(timed.gates.size()).isEqualTo(2);
    timed.millis(10_000);
    assertThat(timed.gates.size()).isEqualTo(1);
    assertThat(timed.time.pending()).isZero();
  }

  @Test
  void adaptive_fastHost_concurrencyGrowsAndStarts() {
    TimedGates timed = new TimedGates(adaptive(4));
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    load(timed, 300, 100, Answer.GOOD, inFlight, most);
    timed.millis(100);
    assertThat(most).hasValue(1);
    timed.time.runAll();
    assertThat(most).hasValue(4);
    assertThat(inFlight).hasValue(0);
    assertThat(timed.gates.size()).isEqualTo(1);
  }

  @Test
  void adaptive_delay_followsTheResponseTime() {
    TimedGates timed = new TimedGates(adaptive(1));
    Permit first = timed.permit(A);
    timed.millis(400);
    first.release(Answer.GOOD);
    // One at a time, and its response time is over: the next may go at once.
    Permit second = timed.permit(A);
    timed.millis(10);
    second.release(Answer.GOOD);
    CompletableFuture<Turn> third = timed.acquire(A);
    timed.millis(280);
    assertThat(third).isNotDone(); // smoothed: 400 - 390/4 = 302.5 ms after the second start
    timed.millis(13);
    assertThat(third).isDone();
  }

  @Test
  void adaptive_busy_halves() {
    TimedGates timed = new TimedGates(adaptive(4));
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    load(timed, 100, 100, Answer.GOOD, inFlight, most);
    timed.time.runAll();
    assertThat(most).hasValue(4);
    timed.answer(A, Answer.busy(Duration.ofSeconds(1)));
    most.set(0);
    load(timed, 3, 100, Answer.NONE, inFlight, most);
    timed.time.runAll();
    assertThat(most).hasValue(2);
  }

  private static void load(
      TimedGates timed,
      int requests,
      int millis,
      Answer answer,
      AtomicInteger inFlight,
      AtomicInteger most) {
    for (int i = 0; i < requests; i++) {
      var unused =
          timed
              .acquire(A)
              .thenAccept(
                  turn -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    var unusedEnd =
                        timed.time.schedule(
                            () -> {
                              inFlight.decrementAndGet();
                              ((Permit) turn).release(answer);
                            },
                            millis,
                            TimeUnit.MILLISECONDS);
                  });
    }
  }
}
