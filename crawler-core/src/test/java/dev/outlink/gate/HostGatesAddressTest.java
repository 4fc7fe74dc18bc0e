package dev.outlink.gate;

import static dev.outlink.gate.TimedGates.granted;
import static dev.outlink.gate.TimedGates.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostGatesAddressTest {

  private static final String X = "192.0.2.1";
  private static final String Y = "192.0.2.2";
  private static final Host A = host(0);
  private static final Host B = host(1);
  private static final Host C = host(2);
  private static final Host D = host(3);

  private static TimedGates gates(int concurrency, int ipConcurrency, Duration ipDelay) {
    return new TimedGates(TimedGates.addresses(concurrency, 1, ipConcurrency, ipDelay));
  }

  @Test
  void acquire_addressIsFull_waitsAndHoldsNoSlot() {
    TimedGates timed = gates(3, 2, Duration.ZERO);
    Permit first = granted(timed.acquire(A, X));
    granted(timed.acquire(B, X));
    CompletableFuture<Turn> third = timed.acquire(C, X);

    assertThat(third).isNotDone();
    assertThat(timed.gates.inLine()).isZero();
    granted(timed.acquire(D, Y));
    first.release();
    granted(third);
  }

  @Test
  void acquire_noAddress_isNotCounted() {
    TimedGates timed = gates(10, 1, Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      timed.permit(host(i));
    }
    assertThat(timed.gates.addresses()).isZero();
  }

  @Test
  void acquire_ipDelay_startsAreThatFarApartOverAllHosts() {
    TimedGates timed = gates(10, 5, Duration.ofMillis(100));
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var unused =
          timed
              .acquire(host(i), X)
              .thenAccept(
                  turn -> {
                    starts.add(timed.time.now() / 1_000_000);
                    ((Permit) turn).release();
                  });
    }
    timed.millis(10_000);
    assertThat(starts).hasSize(5);
    for (int i = 1; i < 5; i++) {
      assertThat(starts.get(i) - starts.get(i - 1)).isEqualTo(100);
    }
    assertThat(timed.gates.addresses()).isZero();
    assertThat(timed.time.pending()).isZero();
  }

  @Test
  void acquire_ipDelayAndNoSlot_startsAreStillApart() {
    TimedGates timed = gates(1, 5, Duration.ofMillis(100));
    Permit slot = timed.permit(D);
    CompletableFuture<Turn> first = timed.acquire(A, X);
    CompletableFuture<Turn> second = timed.acquire(B, X);
    timed.millis(1_000);
    slot.release();
    granted(first).release();
    assertThat(second).isNotDone();
    timed.millis(99);
    assertThat(second).isNotDone();
    timed.millis(1);
    granted(second);
  }

  @Test
  void acquire_addressIdle_stillKeepsItsDelay() {
    TimedGates timed = gates(10, 5, Duration.ofMillis(100));
    granted(timed.acquire(A, X)).release();
    timed.millis(60);
    assertThat(timed.gates.addresses()).isEqualTo(1);
    CompletableFuture<Turn> next = timed.acquire(B, X);
    timed.millis(39);
    assertThat(next).isNotDone();
    timed.millis(1);
    granted(next).release();
    timed.millis(100);
    assertThat(timed.gates.addresses()).isZero();
  }

  @Test
  void acquire_hostsOfOneAddress_takeTurns() {
    TimedGates timed = gates(10, 1, Duration.ZERO);
    List<Host> served = new ArrayList<>();
    // A has many waiters and came first; the others must not wait for all of them.
    for (int i = 0; i < 10; i++) {
      serve(timed, A, served);
    }
    for (int i = 0; i < 2; i++) {
      serve(timed, B, served);
      serve(timed, C, served);
    }
    timed.millis(1_000);
    assertThat(served).hasSize(14).startsWith(A, B, C, A, B, C, A, A);
  }

  private static void serve(TimedGates timed, Host host, List<Host> served) {
    var unused =
        timed
            .acquire(host, X)
            .thenAccept(
                turn -> {
                  served.add(host);
                  var unusedEnd =
                      timed.time.schedule(
                          () -> ((Permit) turn).release(), 10, TimeUnit.MILLISECONDS);
                });
  }

  @Test
  void acquire_manyHostsOfOneAddress_doNotStarveOthers() {
    TimedGates timed = gates(4, 2, Duration.ZERO);
    for (int i = 0; i < 500; i++) {
      assertThat(timed.acquire(host(100 + i), X).isDone()).isEqualTo(i < 2);
    }
    for (int i = 0; i < 20; i++) {
      granted(timed.acquire(host(i), "198.51.100." + i)).release();
    }
  }

  @Test
  void acquire_fiveHundredHostsOfOneAddress_allAreServedNeverMoreThanAllowed() {
    TimedGates timed = gates(100, 3, Duration.ZERO);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<Host, Integer> served = new HashMap<>();
    for (int i = 0; i < 1_500; i++) {
      Host host = host(i % 500);
      var unused =
          timed
              .acquire(host, X)
              .thenAccept(
                  turn -> {
                    served.merge(host, 1, Integer::sum);
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    var unusedEnd =
                        timed.time.schedule(
                            () -> {
                              inFlight.decrementAndGet();
                              ((Permit) turn).release();
                            },
                            10,
                            TimeUnit.MILLISECONDS);
                  });
    }
    timed.time.runAll();
    assertThat(most).hasValue(3);
    assertThat(served).hasSize(500).allSatisfy((host, times) -> assertThat(times).isEqualTo(3));
    assertThat(timed.gates.addresses()).isZero();
    assertThat(timed.gates.size()).isZero();
  }

  @Test
  void cancel_firstWaiterOfAHost_theNextOnesAddressCounts() {
    TimedGates timed = gates(10, 1, Duration.ZERO);
    granted(timed.acquire(A, X));
    CompletableFuture<Turn> gaveUp = timed.acquire(B, X);
    CompletableFuture<Turn> other = timed.acquire(B, Y);
    assertThat(other).isNotDone();
    gaveUp.cancel(false);
    granted(other);
  }

  @Test
  void cancel_whileItHoldsATurnOfTheAddress_theTurnGoesOn() {
    TimedGates timed = gates(1, 1, Duration.ZERO);
    Permit slot = timed.permit(D);
    CompletableFuture<Turn> gaveUp = timed.acquire(A, X);
    CompletableFuture<Turn> next = timed.acquire(B, X);
    assertThat(timed.gates.inLine()).isEqualTo(1);
    gaveUp.cancel(false);
    assertThat(timed.gates.inLine()).isEqualTo(1);
    slot.release();
    granted(next).release();
    assertThat(timed.gates.addresses()).isZero();
  }

  @Test
  void rest_ofAHostInLineForItsAddress_letsTheNextPass() {
    TimedGates timed = gates(10, 1, Duration.ZERO);
    Permit first = granted(timed.acquire(A, X));
    CompletableFuture<Turn> resting = timed.acquire(B, X);
    CompletableFuture<Turn> next = timed.acquire(C, X);
    timed.gates.rest(B, Duration.ofSeconds(1));
    first.release();
    Permit second = granted(next);
    timed.millis(1_000);
    assertThat(resting).isNotDone();
    second.release();
    granted(resting);
  }

  @Test
  void parked_hostWhoseWaitersStandAtAnAddress_leavesIt() {
    TimedGates timed =
        new TimedGates(
            new Politeness(
                10, 2, Duration.ZERO, 1, Duration.ZERO, false, 1, Duration.ofMinutes(5)));
    Permit dying = timed.permit(B);
    Permit first = granted(timed.acquire(A, X));
    CompletableFuture<Turn> down = timed.acquire(B, X);
    CompletableFuture<Turn> next = timed.acquire(C, X);
    dying.release(Answer.FAILED);
    assertThat(down).isCompletedWithValue(new HostDown(B, 1));
    first.release();
    granted(next).release();
    assertThat(timed.gates.addresses()).isZero();
  }
}
