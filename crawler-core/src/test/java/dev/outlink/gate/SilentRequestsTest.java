package dev.outlink.gate;

import static dev.outlink.gate.TimedGates.granted;
import static dev.outlink.gate.TimedGates.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Slots are for servers that answer. */
class SilentRequestsTest {

  private static final Duration PATIENCE = Duration.ofNanos(Slots.LEAST_PATIENCE);

  private final TimedGates timed = gates(4, 100);

  private static TimedGates gates(int slots, int silent) {
    return new TimedGates(
        Politeness.of(slots, 2, Duration.ZERO), new Turns.Bounds(1_000, 1_000, silent));
  }

  private static List<CompletableFuture<Turn>> turns(TimedGates timed, int from, int count) {
    List<CompletableFuture<Turn>> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(timed.acquire(host(from + i)));
    }
    return turns;
  }

  private static long count(List<CompletableFuture<Turn>> turns) {
    return turns.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void silentRequest_afterASecond_givesItsSlotToWhoeverWaits() {
    List<CompletableFuture<Turn>> silent = turns(timed, 0, 4);
    List<CompletableFuture<Turn>> next = turns(timed, 10, 3);

    timed.time.advance(PATIENCE.minusNanos(1));
    assertThat(count(next)).isZero();
    timed.time.advance(Duration.ofNanos(1));

    assertThat(count(silent)).isEqualTo(4);
    assertThat(count(next)).isEqualTo(3);
    assertThat(timed.gates.silent()).isEqualTo(3);
  }

  @Test
  void fourHundredSilentHosts_holdNobodyUpForMoreThanTheirTurns() {
    TimedGates many = gates(256, 4_096);
    List<CompletableFuture<Turn>> silent = turns(many, 0, 400);
    List<CompletableFuture<Turn>> quick = turns(many, 1_000, 100);

    many.time.advance(PATIENCE);

    assertThat(count(silent)).isEqualTo(400);
    assertThat(count(quick)).isEqualTo(100);
  }

  @Test
  void silentRequests_areBounded() {
    TimedGates few = gates(4, 6);
    List<CompletableFuture<Turn>> silent = turns(few, 0, 50);

    few.time.advance(Duration.ofMinutes(1));

    assertThat(count(silent)).isEqualTo(10);
    assertThat(few.gates.silent()).isEqualTo(6);
    granted(silent.get(0)).release();
    few.time.advance(PATIENCE);
    assertThat(count(silent)).isEqualTo(11);
  }

  @Test
  void requestThatBringsItsAnswer_keepsItsSlot() {
    Permit talking = timed.permit(host(1));
    turns(timed, 2, 3);
    List<CompletableFuture<Turn>> next = turns(timed, 10, 4);

    for (int second = 0; second < 10; second++) {
      talking.bytesCame(2_000);
      timed.time.advance(PATIENCE);
    }

    assertThat(count(next)).isEqualTo(4);
    assertThat(timed.gates.silent()).as("three at first, and one of the next").isEqualTo(4);
  }

  @Test
  void requestThatDrips_isAsGoodAsSilent() {
    Permit dripping = timed.permit(host(1));
    turns(timed, 2, 3).forEach(turn -> granted(turn).bytesCame(1 << 20));
    dripping.bytesCame(100);
    CompletableFuture<Turn> next = timed.acquire(host(10));

    timed.time.advance(PATIENCE);

    assertThat(next).isDone();
    assertThat(timed.gates.silent()).isEqualTo(1);
  }

  @Test
  void answerThatComesAfterAll_takesASlotAgain() {
    List<CompletableFuture<Turn>> silent = turns(timed, 0, 4);
    List<CompletableFuture<Turn>> next = turns(timed, 10, 4);
    timed.time.advance(PATIENCE);
    next.forEach(turn -> granted(turn).bytesCame(1 << 20));

    granted(silent.get(0)).bytesCame(10_000);
    CompletableFuture<Turn> last = timed.acquire(host(20));
    granted(next.get(0)).release();

    assertThat(timed.gates.silent()).isEqualTo(3);
    assertThat(last).as("five had talked, one has ended").isNotDone();
    granted(next.get(1)).release();
    assertThat(last).isDone();
  }

  @Test
  void silentRequest_countsForItsHostAndAddress() {
    TimedGates shared =
        new TimedGates(TimedGates.addresses(1, 2, 2, Duration.ZERO), new Turns.Bounds(10, 10, 100));
    List<CompletableFuture<Turn>> one = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      one.add(shared.acquire(host(i), "10.0.0.1"));
    }
    List<CompletableFuture<Turn>> same = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      same.add(shared.acquire(host(9)));
    }

    shared.time.advance(Duration.ofMinutes(1));

    assertThat(count(one)).as("of the address").isEqualTo(2);
    assertThat(count(same)).as("of the host").isEqualTo(2);
  }

  @Test
  void whereAllAnswersAreSlow_silenceIsWaitedForLonger() {
    for (int i = 0; i < 100; i++) {
      Permit slow = timed.permit(host(i));
      timed.time.advance(Duration.ofMillis(900));
      slow.bytesCame(5_000);
      slow.release(Answer.GOOD);
    }
    turns(timed, 1_000, 4);
    CompletableFuture<Turn> next = timed.acquire(host(2_000));

    timed.time.advance(PATIENCE.multipliedBy(3));
    assertThat(next).isNotDone();
    timed.time.advance(PATIENCE);
    assertThat(next).isDone();
  }

  @Test
  void whileNoPermitsAreGranted_nobodyLooksAtTheClock() {
    turns(timed, 0, 4);
    timed.hold = true;
    CompletableFuture<Turn> next = timed.acquire(host(10));
    timed.time.advance(Duration.ofMinutes(1));

    assertThat(timed.asked).isLessThan(10);
    assertThat(next).isNotDone();
    timed.hold = false;
    timed.gates.recheck();
    assertThat(next).isDone();
  }

  @Test
  void errorWhileProceeding_isTold_andTheGatesGoOn() {
    TimedGates one = gates(1, 0);
    Permit first = one.permit(host(1));
    CompletableFuture<Turn> next = one.acquire(host(2));
    OutOfMemoryError error = new OutOfMemoryError("as if");
    one.error = error;

    first.release();

    assertThat(one.bugs).containsExactly(error);
    assertThat(next).isNotDone();
    one.gates.recheck();
    assertThat(next).isDone();
  }

  @Test
  void nanosToOpen_isTheRestOfDelayOrRest() {
    timed.gates.rest(host(1), Duration.ofSeconds(30));

    assertThat(timed.gates.nanosToOpen(host(1), null)).isEqualTo(30_000_000_000L);
    assertThat(timed.gates.nanosToOpen(host(2), null)).isZero();
    timed.permit(host(3)).release(Answer.GOOD);
    assertThat(timed.gates.nanosToOpen(host(3), Duration.ofSeconds(5))).isZero();
    Permit again = timed.permit(host(4));
    assertThat(timed.gates.nanosToOpen(host(4), Duration.ofSeconds(5))).isEqualTo(5_000_000_000L);
    again.release(Answer.GOOD);
  }
}
