package dev.outlink.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
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
              new Politeness(6, 2, Duration.ZERO), Ticker.systemTicker(), timer, () -> false);
      CountDownLatch over = new CountDownLatch(threads * each);
      for (int t = 0; t < threads; t++) {
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                int at = ThreadLocalRandom.current().nextInt(hosts);
                CompletableFuture<Permit> turn = gates.acquire(new Host("http", "h" + at, 80));
                var unused =
                    turn.whenComplete(
                        (permit, cancelled) -> {
                          if (permit != null) {
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
      assertThat(gates.size()).isZero();
      for (int i = 0; i < 6; i++) {
        assertThat(gates.acquire(new Host("http", "free" + i, 80))).isDone();
      }
    } finally {
      pool.shutdownNow();
      timer.shutdownNow();
    }
  }
}
