package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outlink.politeness.Politeness;
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
        Politeness.of(concurrency, hostConcurrency, delay), time.ticker(), time, hold::get);
  }

  private static Permit permit(HostGates gates, Host host) {
    return (Permit) gates.acquire(host, null, Duration.ZERO).join();
  }

  @Test
  void acquire_hostIsFull_waitsForItsTurn() {
    HostGates gates = gates(10, 2, Duration.ZERO);
    Permit first = permit(gates, A);
    permit(gates, A);
    CompletableFuture<Turn> third = gates.acquire(A, null, Duration.ZERO);

    assertThat(third).isNotDone();
    assertThat(gates.acquire(B, null, Duration.ZERO)).isDone();
    first.release();
    assertThat(third).isDone();
  }

  @Test
  void acquire_noSlotIsFree_waitsInOrderOfHosts() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = permit(gates, A);
    CompletableFuture<Turn> again = gates.acquire(A, null, Duration.ZERO);
    CompletableFuture<Turn> other = gates.acquire(B, null, Duration.ZERO);

    first.release();
    // A's turn came free only with the slot, so B stood in line before it.
    assertThat(other).isDone();
    ((Permit) other.join()).release();
    assertThat(again).isDone();
  }

  @Test
  void acquire_hostIsBlocked_takesNoSlotFromOthers() {
    HostGates gates = gates(2, 1, Duration.ZERO);
    permit(gates, A);
    for (int i = 0; i < 100; i++) {
      assertThat(gates.acquire(A, null, Duration.ZERO)).isNotDone();
    }
    for (int i = 0; i < 100; i++) {
      permit(gates, B).release();
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
              .acquire(A, null, Duration.ZERO)
              .thenAccept(
                  permit -> {
                    starts.add(time.now());
                    ((Permit) permit).release();
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
    permit(gates, A).release();
    time.advance(Duration.ofMillis(60));
    CompletableFuture<Turn> next = gates.acquire(A, null, Duration.ZERO);

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
      permit(gates, new Host("http", "h" + i, 80)).release();
    }
    assertThat(gates.size()).isEqualTo(50);
    time.advance(Duration.ofMillis(100));
    assertThat(gates.size()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void size_noDelay_isForgottenAtOnce() {
    HostGates gates = gates(10, 5, Duration.ZERO);
    permit(gates, A).release();
    assertThat(gates.size()).isZero();
  }

  @Test
  void cancel_waiter_swallowsNoTurn() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = permit(gates, A);
    CompletableFuture<Turn> gaveUp = gates.acquire(A, null, Duration.ZERO);
    CompletableFuture<Turn> next = gates.acquire(A, null, Duration.ZERO);

    gaveUp.cancel(false);
    first.release();

    assertThat(next).isDone();
    ((Permit) next.join()).release();
    assertThat(gates.size()).isZero();
    assertThat(gates.acquire(A, null, Duration.ZERO)).isDone();
  }

  @Test
  void cancel_onlyWaiterOfAReadyHost_leavesTheLine() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    Permit first = permit(gates, A);
    CompletableFuture<Turn> gaveUp = gates.acquire(B, null, Duration.ZERO);
    gaveUp.cancel(false);
    assertThat(gates.size()).isEqualTo(1);
    first.release();
    assertThat(gates.size()).isZero();
  }

  @Test
  void cancel_grantedButNotYetTold_theTurnGoesOn() {
    HostGates gates = gates(2, 1, Duration.ZERO);
    hold.set(true);
    CompletableFuture<Turn> first = gates.acquire(A, null, Duration.ZERO);
    CompletableFuture<Turn> second = gates.acquire(B, null, Duration.ZERO);
    CompletableFuture<Turn> third = gates.acquire(B, null, Duration.ZERO);
    var unused = first.thenRun(() -> second.cancel(false));
    hold.set(false);
    gates.recheck();

    assertThat(second).isCancelled();
    assertThat(third).isDone();
  }

  @Test
  void release_twice_countsOnce() {
    HostGates gates = gates(10, 1, Duration.ZERO);
    Permit permit = permit(gates, A);
    permit.release();
    permit.release();

    permit(gates, A);
    assertThat(gates.acquire(A, null, Duration.ZERO)).isNotDone();
  }

  @Test
  void release_hostWithoutPermit_isABug() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    assertThatIllegalStateException()
        .isThrownBy(() -> gates.release(new Permit(gates, A, null, 0), Answer.NONE));
  }

  @Test
  void hold_whileTrue_grantsNothingUntilRecheck() {
    HostGates gates = gates(10, 5, Duration.ZERO);
    hold.set(true);
    CompletableFuture<Turn> waiting = gates.acquire(A, null, Duration.ZERO);
    assertThat(waiting).isNotDone();

    hold.set(false);
    gates.recheck();
    assertThat(waiting).isDone();
  }

  @Test
  void acquire_waitersThatReleaseAtOnce_doNotDeepenTheStack() {
    HostGates gates = gates(1, 1, Duration.ZERO);
    AtomicInteger done = new AtomicInteger();
    Permit first = permit(gates, A);
    for (int i = 0; i < 100_000; i++) {
      var unused =
          gates
              .acquire(A, null, Duration.ZERO)
              .thenAccept(
                  permit -> {
                    done.incrementAndGet();
                    ((Permit) permit).release();
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
      CompletableFuture<Turn> turn = gates.acquire(host, null, Duration.ZERO);
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
                          ((Permit) permit).release();
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
