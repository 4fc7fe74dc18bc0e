package dev.outlink.gate;

import static dev.outlink.gate.TimedGates.granted;
import static dev.outlink.gate.TimedGates.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostGatesParkingTest {

  private static final Host A = host(0);
  private static final Host B = host(1);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final TimedGates timed = new TimedGates(TimedGates.parking(2, 3));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      timed.answer(A, Answer.FAILED);
    }
  }

  @Test
  void failed_asOftenAsAllowed_waitersAndNewcomersAreToldSo() {
    fail(2);
    Permit last = timed.permit(A);
    Permit inFlight = timed.permit(A);
    CompletableFuture<Turn> waiting = timed.acquire(A);
    last.release(Answer.FAILED);

    assertThat(waiting).isCompletedWithValue(new HostDown(A, 3));
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
    timed.permit(B).release();
    timed.time.advance(HALF_HOUR.minusNanos(1));
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
    inFlight.release();
  }

  @Test
  void failed_withAGoodAnswerBetween_isNotParked() {
    fail(2);
    timed.answer(A, Answer.GOOD);
    assertThat(timed.gates.size()).isZero();
    fail(2);
    timed.answer(A, Answer.NONE);
    timed.permit(A);
  }

  @Test
  void failed_neverPark_isNeverParkedAndNotRemembered() {
    TimedGates never = new TimedGates(TimedGates.parking(2, 0));
    for (int i = 0; i < 1_000; i++) {
      never.answer(A, Answer.FAILED);
    }
    assertThat(never.gates.size()).isZero();
  }

  @Test
  void busy_countsAsAFailureOnceInARest() {
    Permit one = timed.permit(A);
    Permit two = timed.permit(A);
    one.release(Answer.busy(null));
    two.release(Answer.busy(null));
    for (int i = 0; i < 2; i++) {
      timed.millis(60_000);
      timed.answer(A, Answer.busy(Duration.ofSeconds(1)));
    }
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
  }

  @Test
  void halfOpen_oneAtATime_goodOpens() {
    fail(3);
    timed.time.advance(HALF_HOUR);
    Permit probe = timed.permit(A);
    CompletableFuture<Turn> second = timed.acquire(A);
    CompletableFuture<Turn> third = timed.acquire(A);
    assertThat(second).isNotDone();
    probe.release(Answer.GOOD);
    granted(second);
    granted(third);
  }

  @Test
  void halfOpen_failure_parksAgainWithTheCount() {
    fail(3);
    timed.time.advance(HALF_HOUR);
    Permit probe = timed.permit(A);
    CompletableFuture<Turn> second = timed.acquire(A);
    probe.release(Answer.FAILED);
    assertThat(second).isCompletedWithValue(new HostDown(A, 4));
    timed.time.advance(HALF_HOUR.minusNanos(1));
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 4));
    timed.time.advance(Duration.ofNanos(1));
    timed.permit(A);
  }

  @Test
  void halfOpen_probeThatIsCancelled_letsTheNextTry() {
    fail(3);
    timed.time.advance(HALF_HOUR);
    Permit probe = timed.permit(A);
    CompletableFuture<Turn> second = timed.acquire(A);
    CompletableFuture<Turn> third = timed.acquire(A);
    probe.release();
    granted(second);
    assertThat(third).isNotDone();
  }

  @Test
  void good_ofARequestThatWasInFlight_opens() {
    Permit inFlight = timed.permit(A);
    fail(3);
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
    inFlight.release(Answer.GOOD);
    timed.permit(A);
    timed.permit(A);
  }

  @Test
  void parked_hundredThousandWaiters_areToldOnAFlatStack() {
    TimedGates one = new TimedGates(TimedGates.parking(1, 1));
    Permit only = one.permit(A);
    AtomicInteger down = new AtomicInteger();
    List<CompletableFuture<Turn>> again = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      var unused =
          one.acquire(A)
              .thenAccept(
                  turn -> {
                    if (turn instanceof HostDown) {
                      down.incrementAndGet();
                      again.add(one.acquire(A));
                    }
                  });
    }
    only.release(Answer.FAILED);
    assertThat(down).hasValue(100_000);
    assertThat(again).hasSize(100_000).allMatch(CompletableFuture::isDone);
  }

  @Test
  void parked_completesOutsideTheLock() throws Exception {
    TimedGates one = new TimedGates(TimedGates.parking(1, 1));
    Permit only = one.permit(A);
    CompletableFuture<Integer> seen =
        one.acquire(A)
            .thenApply(
                turn -> {
                  // Another thread can enter, so this one does not hold the lock.
                  return CompletableFuture.supplyAsync(one.gates::size).join();
                });
    only.release(Answer.FAILED);
    assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void cancel_afterTheHostWasParked_changesNothing() {
    fail(2);
    Permit last = timed.permit(A);
    timed.permit(A);
    CompletableFuture<Turn> gaveUp = timed.acquire(A);
    gaveUp.cancel(false);
    last.release(Answer.FAILED);
    assertThat(gaveUp).isCancelled();
    assertThat(timed.acquire(A)).isCompletedWithValue(new HostDown(A, 3));
  }
}
