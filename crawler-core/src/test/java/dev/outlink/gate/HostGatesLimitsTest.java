package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.outlink.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Permits that are held for a while and released by other threads: never more than may be, over all
 * three limits, and nobody is forgotten in line. The clock stands still, so that no alarm mends
 * what a release has left undone.
 */
@Timeout(60)
class HostGatesLimitsTest {

  private static final int THREADS = 4;
  private static final int EACH = 10_000;
  private static final int HOSTS = 9;
  private static final int ADDRESSES = 3;
  private static final int ALL = 7;
  private static final int PER_HOST = 2;
  private static final int PER_ADDRESS = 3;

  /** A permit and its host; without one, that no more come. */
  private record Held(@Nullable Permit permit, int host) {}

  private final AtomicBoolean hold = new AtomicBoolean();
  private final List<Throwable> bugs = new ArrayList<>();
  private final HostGates gates =
      new HostGates(
          TimedGates.addresses(ALL, PER_HOST, PER_ADDRESS, Duration.ZERO),
          new Ticker() {
            @Override
            public long read() {
              return 0;
            }
          },
          new VirtualTime(),
          hold::get,
          new SplittableRandom(1),
          new Turns.Bounds(1_000, 1_000, 0),
          bugs::add);

  private final AtomicIntegerArray ofHost = new AtomicIntegerArray(HOSTS);
  private final AtomicIntegerArray ofAddress = new AtomicIntegerArray(ADDRESSES);
  private final AtomicInteger ofAll = new AtomicInteger();
  private final AtomicInteger overLimit = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  private final CountDownLatch told = new CountDownLatch(THREADS * EACH);

  @RepeatedTest(3)
  void acquire_permitsReleasedByOthers_limitsHoldAndAllAreTold() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        SplittableRandom random = new SplittableRandom(t);
        ends.add(threads.submit(() -> ask(random)));
        ends.add(threads.submit(this::release));
      }
      assertThat(told.await(50, TimeUnit.SECONDS)).as("all are told, but %s", told).isTrue();
      for (int t = 0; t < THREADS; t++) {
        held.add(new Held(null, 0));
      }
      for (Future<?> end : ends) {
        assertThat(end.get(10, TimeUnit.SECONDS)).isNull();
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(bugs).isEmpty();
    assertThat(overLimit).hasValue(0);
    assertThat(mostAtOnce).hasValueBetween(2, ALL);
    assertThat(gates.inLine()).isZero();
    assertThat(gates.size()).isZero();
    assertThat(gates.addresses()).isZero();
    List<CompletableFuture<Turn>> all = new ArrayList<>();
    for (int i = 0; i <= ALL; i++) {
      all.add(gates.acquire(TimedGates.host(i), null, null));
    }
    assertThat(all.subList(0, ALL)).as("no slot is lost").allMatch(CompletableFuture::isDone);
    assertThat(all.get(ALL)).as("none was won").isNotDone();
  }

  private void ask(SplittableRandom random) {
    for (int i = 0; i < EACH; i++) {
      int host = random.nextInt(HOSTS);
      var turn = gates.acquire(TimedGates.host(host), "192.0.2." + host % ADDRESSES, null);
      var unused =
          turn.whenComplete(
              (granted, failure) -> {
                if (granted instanceof Permit permit) {
                  begin(host);
                  held.add(new Held(permit, host));
                }
                told.countDown();
              });
      if (i % 5 == 0) {
        turn.cancel(false);
      }
      if (i % 50 == 0) {
        hold.set(true);
        hold.set(false);
        gates.recheck();
      }
    }
  }

  private void begin(int host) {
    int all = ofAll.incrementAndGet();
    mostAtOnce.accumulateAndGet(all, Math::max);
    int here = ofHost.incrementAndGet(host);
    int there = ofAddress.incrementAndGet(host % ADDRESSES);
    if (all > ALL || here > PER_HOST || there > PER_ADDRESS) {
      overLimit.incrementAndGet();
    }
  }

  /** Ends what others hold, until there are no more. */
  private void release() {
    try {
      for (Held next = held.take(); next.permit != null; next = held.take()) {
        ofAll.decrementAndGet();
        ofHost.decrementAndGet(next.host);
        ofAddress.decrementAndGet(next.host % ADDRESSES);
        next.permit.release();
        if (next.host == 0) {
          next.permit.release(); // once more, which must not count
        }
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
