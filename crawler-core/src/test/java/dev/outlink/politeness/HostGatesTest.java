package dev.outlink.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HostGatesTest {

  private static final Host A = new Host("http", "a.example", 80);
  private static final Host B = new Host("http", "b.example", 80);

  private final VirtualTime time = new VirtualTime();
  private final AtomicBoolean hold = new AtomicBoolean();

  private HostGates gates(int concurrency, int hostConcurrency, Duration delay) {
    return new HostGates(
        new Politeness(concurrency, hostConcurrency, delay), time.ticker(), time, hold::get);
  }

  @Test
  void acquire_hostIsFull_waitsForItsTurn() {
    HostGates gates = gates(10, 2, Duration.ZERO);
    Permit first = gates.acquire(A).join();
    gates.acquire(A).join();
    CompletableFuture<Permit> third = gates.acquire(A);

    assertThat(third).isNotDone();
    assertThat(gates.acquire(B)).isDone();
    first.release();
    assertThat(third).isDone();
  }

  @Test
  void acquire_noSlotIsFree_waitsInOrderOfHosts() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = gates.acquire(A).join();
    CompletableFuture<Permit> again = gates.acquire(A);
    CompletableFuture<Permit> other = gates.acquire(B);

    first.release();
    // A's turn came free only with the slot, so B stood in line before it.
    assertThat(other).isDone();
    other.join().release();
    assertThat(again).isDone();
  }

  @Test
  void acquire_hostIsBlocked_takesNoSlotFromOthers() {
    HostGates gates = gates(2, 1, Duration.ZERO);
    gates.acquire(A).join();
    for (int i = 0; i < 100; i++) {
      assertThat(gates.acquire(A)).isNotDone();
    }
    for (int i = 0; i < 100; i++) {
      gates.acquire(B).join().release();
    }
  }

  @Test
  void acquire_delay_startsAreThatFarApart() {
    HostGates gates = gates(10, 5, Duration.ofMillis(100));
    List<Long> starts = new ArrayList<>();
    List<CompletableFuture<Void>> visits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      visits.add(
          gates
              .acquire(A)
              .thenAccept(
                  permit -> {
                    starts.add(time.now());
                    permit.release();
                  }));
    }
    time.advance(Duration.ofSeconds(10));

    visits.forEach(CompletableFuture::join);
    assertThat(starts).hasSize(4);
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1)).isEqualTo(100_000_000);
    }
  }

  @Test
  void acquire_afterTheQueueRanEmpty_stillKeepsTheDelay() {
    HostGates gates = gates(10, 5, Duration.ofMillis(100));
    gates.acquire(A).join().release();
    time.advance(Duration.ofMillis(60));
    CompletableFuture<Permit> next = gates.acquire(A);

    assertThat(next).isNotDone();
    time.advance(Duration.ofMillis(39));
    assertThat(next).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(next).isDone();
  }

  @Test
  void size_hostIsIdleAndItsDelayOver_isForgotten() {
    HostGates gates = gates(10, 5, Duration.ofMillis(100));
    for (int i = 0; i < 50; i++) {
      gates.acquire(new Host("http", "h" + i, 80)).join().release();
    }
    assertThat(gates.size()).isEqualTo(50);
    time.advance(Duration.ofMillis(100));
    assertThat(gates.size()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void size_noDelay_isForgottenAtOnce() {
    HostGates gates = gates(10, 5, Duration.ZERO);
    gates.acquire(A).join().release();
    assertThat(gates.size()).isZero();
  }

  @Test
  void cancel_waiter_swallowsNoTurn() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = gates.acquire(A).join();
    CompletableFuture<Permit> gaveUp = gates.acquire(A);
    CompletableFuture<Permit> next = gates.acquire(A);

    gaveUp.cancel(false);
    first.release();

    assertThat(next).isDone();
    next.join().release();
    assertThat(gates.size()).isZero();
    assertThat(gates.acquire(A)).isDone();
  }

  @Test
  void cancel_onlyWaiterOfAReadyHost_leavesTheLine() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = gates.acquire(A).join();
    CompletableFuture<Permit> gaveUp = gates.acquire(B);
    gaveUp.cancel(false);
    assertThat(gates.size()).isEqualTo(1);
    first.release();
    assertThat(gates.size()).isZero();
  }

  @Test
  void release_twice_countsOnce() {
    HostGates gates = gates(10, 1, Duration.ZERO);
    Permit permit = gates.acquire(A).join();
    permit.release();
    permit.release();

    gates.acquire(A).join();
    assertThat(gates.acquire(A)).isNotDone();
  }

  @Test
  void release_hostWithoutPermit_isABug() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    assertThatIllegalStateException().isThrownBy(() -> gates.release(A));
  }

  @Test
  void hold_whileTrue_grantsNothingUntilRecheck() {
    HostGates gates = gates(10, 5, Duration.ZERO);
    hold.set(true);
    CompletableFuture<Permit> waiting = gates.acquire(A);
    assertThat(waiting).isNotDone();

    hold.set(false);
    gates.recheck();
    assertThat(waiting).isDone();
  }

  @Test
  void acquire_waitersThatReleaseAtOnce_doNotDeepenTheStack() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    AtomicInteger done = new AtomicInteger();
    Permit first = gates.acquire(A).join();
    for (int i = 0; i < 100_000; i++) {
      var unused =
          gates
              .acquire(A)
              .thenAccept(
                  permit -> {
                    done.incrementAndGet();
                    permit.release();
                  });
    }
    first.release();
    assertThat(done).hasValue(100_000);
  }

  @Test
  void acquire_randomUse_neverBreaksALimitAndStarvesNobody() {
    Duration delay = Duration.ofMillis(30);
    HostGates gates = gates(7, 2, delay);
    Random random = new Random(42);
    Map<Host, Integer> inFlight = new HashMap<>();
    Map<Host, Long> lastStart = new HashMap<>();
    AtomicInteger total = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    int requests = 2_000;
    int cancelled = 0;
    List<CompletableFuture<Void>> visits = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      Host host = new Host("http", "h" + random.nextInt(40), 80);
      CompletableFuture<Permit> turn = gates.acquire(host);
      if (random.nextInt(10) == 0 && turn.cancel(false)) {
        cancelled++;
        continue;
      }
      visits.add(
          turn.thenAccept(
              permit -> {
                assertThat(inFlight.merge(host, 1, Integer::sum)).isLessThanOrEqualTo(2);
                assertThat(total.incrementAndGet()).isLessThanOrEqualTo(7);
                Long last = lastStart.put(host, time.now());
                if (last != null) {
                  assertThat(time.now() - last).isGreaterThanOrEqualTo(delay.toNanos());
                }
                var unused =
                    time.schedule(
                        () -> {
                          inFlight.merge(host, -1, Integer::sum);
                          total.decrementAndGet();
                          ended.incrementAndGet();
                          permit.release();
                        },
                        random.nextInt(200),
                        TimeUnit.MILLISECONDS);
              }));
      time.advance(Duration.ofMillis(random.nextInt(3)));
    }
    time.runAll();
    visits.forEach(CompletableFuture::join);
    assertThat(ended).hasValue(requests - cancelled);
    assertThat(gates.size()).isZero();
  }
}
