package dev.outlink.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.Room;
import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Pages that many threads bring, extract and write: what holds whatever comes first. */
@Timeout(60)
class ExtractionsThreadsTest {

  private static final int THREADS = 3;
  private static final int EACH = 6_000;
  private static final int MOST = 4;
  private static final long BYTES = 64L << 20;

  private final ExecutorService compute = Executors.newFixedThreadPool(MOST);
  private final ExecutorService sink = Executors.newFixedThreadPool(2);
  private final AtomicBoolean full = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();
  private final Extractions extractions =
      new Extractions(compute, MOST, BYTES, full::get, broken::add);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger overLimit = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicIntegerArray results = new AtomicIntegerArray(THREADS * EACH);

  @RepeatedTest(3)
  void run_fromManyThreads_allEndOnceWithinTheLimits() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    try {
      List<Future<List<CompletableFuture<Integer>>>> askers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t * EACH;
        askers.add(threads.submit(() -> ask(first)));
      }
      for (var asker : askers) {
        all.addAll(asker.get(50, TimeUnit.SECONDS));
      }
      full.set(false);
      extractions.startNext();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .exceptionally(failure -> null)
          .get(50, TimeUnit.SECONDS);
    } finally {
      for (ExecutorService each : List.of(threads, compute, sink)) {
        each.shutdownNow();
        assertThat(each.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(broken).isEmpty();
    assertThat(overLimit).hasValue(0);
    assertThat(refused.get()).isPositive();
    assertThat(running).hasValue(0);
    assertThat(held).hasValue(0);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).isCompletedExceptionally()).isEqualTo(fails(i));
      assertThat(results.get(i)).as("results of %d", i).isEqualTo(fails(i) ? 0 : 1);
    }
  }

  private static boolean fails(int number) {
    return number % 97 == 0;
  }

  private List<CompletableFuture<Integer>> ask(int first) {
    SplittableRandom random = new SplittableRandom(first);
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    for (int i = first; i < first + EACH; i++) {
      int number = i;
      Host host = new Host("http", "h" + random.nextInt(5), 80);
      long expected = random.nextInt(40) == 0 ? BYTES / 4 : random.nextInt(1 << 20);
      boolean grows = random.nextInt(20) == 0;
      asked.add(
          extractions.run(
              host,
              new Extractions.Work<>(expected, room -> extract(number, expected, grows, room)),
              this::write));
      if (i % 100 == 0) {
        full.set(true);
      } else if (i % 100 == 20) {
        full.set(false);
        extractions.startNext();
      }
    }
    return asked;
  }

  private @Nullable Integer extract(int number, long expected, boolean grows, Room room) {
    if (running.incrementAndGet() > MOST) {
      overLimit.incrementAndGet();
    }
    long holds = expected;
    hold(holds);
    try {
      if (grows) {
        long wanted = expected + BYTES / 8; // also a small page is a large one then
        if (!room.reaches(wanted)) {
          refused.incrementAndGet();
          return null;
        }
        hold(wanted - holds);
        holds = wanted;
      }
      if (fails(number)) {
        throw new IllegalStateException("a bad page");
      }
      return number;
    } finally {
      held.addAndGet(-holds);
      running.decrementAndGet();
    }
  }

  private void hold(long bytes) {
    if (held.addAndGet(bytes) > BYTES) {
      overLimit.incrementAndGet();
    }
  }

  private CompletableFuture<Integer> write(Integer number) {
    results.incrementAndGet(number);
    return number % 2 == 0
        ? CompletableFuture.completedFuture(number)
        : CompletableFuture.supplyAsync(() -> number, sink);
  }
}
