package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Ticker;
import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class HostGatesThreadsTest {

  @Test
  void acquire_fromManyThreadsWithCancellations_leaksNoPermit() throws Exception {
    int hosts = 5;
    int threads = 4;
    int each = 20_000;
    AtomicIntegerArray inFlight = new AtomicIntegerArray(hosts);
    AtomicInteger broken = new AtomicInteger();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var pool = Executors.newFixedThreadPool(threads);
    try {
      HostGates gates =
          new HostGates(
              Politeness.of(6, 2, Duration.ZERO), Ticker.systemTicker(), timer, () -> false);
      CountDownLatch over = new CountDownLatch(threads * each);
      for (int t = 0; t < threads; t++) {
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                int at = ThreadLocalRandom.current().nextInt(hosts);
                CompletableFuture<Turn> turn =
                    gates.acquire(new Host("http", "h" + at, 80), null, Duration.ZERO);
                var unused =
                    turn.whenComplete(
                        (granted, cancelled) -> {
                          if (granted instanceof Permit permit) {
                            if (inFlight.incrementAndGet(at) > 2) {
                              broken.incrementAndGet();
                            }
                            inFlight.decrementAndGet(at);
                            permit.release();
                          }
                          over.countDown();
                        });
                if (i % 7 == 0) {
                  turn.cancel(false);
                }
              }
            });
      }
      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(broken).hasValue(0);
      // Who was told last may be a waiter that gave up, whose permit another thread still gives
      // back.
      await().atMost(Duration.ofSeconds(20)).until(() -> gates.size() == 0);
      for (int i = 0; i < 6; i++) {
        assertThat(gates.acquire(new Host("http", "free" + i, 80), null, Duration.ZERO)).isDone();
      }
    } finally {
      pool.shutdownNow();
      timer.shutdownNow();
    }
  }

  @Test
  void acquire_fromManyThreadsWithAllAnswersAndAddresses_eachIsToldOnce() throws Exception {
    int hosts = 12;
    int threads = 4;
    int each = 5_000;
    AtomicIntegerArray inFlight = new AtomicIntegerArray(3);
    AtomicInteger broken = new AtomicInteger();
    AtomicInteger permits = new AtomicInteger();
    AtomicInteger down = new AtomicInteger();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var pool = Executors.newFixedThreadPool(threads);
    try {
      Politeness politeness =
          new Politeness(
              6, 2, Duration.ZERO, 2, Duration.ofNanos(1_000), true, 40, Duration.ofSeconds(1));
      HostGates gates = new HostGates(politeness, Ticker.systemTicker(), timer, () -> false);
      CountDownLatch over = new CountDownLatch(threads * each);
      for (int t = 0; t < threads; t++) {
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                int at = ThreadLocalRandom.current().nextInt(hosts);
                int dice = ThreadLocalRandom.current().nextInt(100);
                Answer answer =
                    at == 0 || dice < 10
                        ? Answer.FAILED
                        : dice < 20 ? Answer.busy(Duration.ofNanos(1_000)) : Answer.GOOD;
                CompletableFuture<Turn> turn =
                    gates.acquire(TimedGates.host(at), "192.0.2." + at % 3, Duration.ZERO);
                var unused =
                    turn.whenComplete(
                        (granted, cancelled) -> {
                          if (granted instanceof Permit permit) {
                            permits.incrementAndGet();
                            if (inFlight.incrementAndGet(at % 3) > 2) {
                              broken.incrementAndGet();
                            }
                            inFlight.decrementAndGet(at % 3);
                            permit.release(answer);
                          } else if (granted instanceof HostDown) {
                            down.incrementAndGet();
                          }
                          over.countDown();
                        });
                if (i % 7 == 0) {
                  turn.cancel(false);
                }
              }
            });
      }
      assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(broken).hasValue(0);
      assertThat(permits.get()).isPositive();
      assertThat(down.get()).isPositive();
      assertThat(gates.inLine()).isZero();
      // Who was told last may be a waiter that gave up, whose permit another thread still gives
      // back.
      for (int i = 0; i < 6; i++) {
        assertThat(gates.acquire(new Host("http", "free" + i, 80), null, Duration.ZERO))
            .succeedsWithin(Duration.ofSeconds(20));
      }
    } finally {
      pool.shutdownNow();
      timer.shutdownNow();
    }
  }
}
