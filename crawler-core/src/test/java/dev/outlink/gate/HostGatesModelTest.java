package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random use of the gates, judged from the servers' side. */
class HostGatesModelTest {

  private static final int HOSTS = 24;
  private static final int STEPS = 1_500;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void randomUse_keepsEveryPromise(int part) {
    for (int seed = part; seed < 60; seed += 4) {
      new Run(seed, false).run();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void randomUse_adaptive_keepsEveryLimit(int part) {
    for (int seed = part; seed < 20; seed += 2) {
      new Run(seed, true).run();
    }
  }

  private static final class Run {
    final int seed;
    final boolean adaptive;
    final Random random;
    final Politeness politeness;
    final VirtualTime time = new VirtualTime();
    final ServerModel model;
    final HostGates gates;
    final List<CompletableFuture<Turn>> waiting = new ArrayList<>();
    boolean hold;
    int asked;
    int granted;
    int down;
    int cancelled;

    Run(int seed, boolean adaptive) {
      this.seed = seed;
      this.adaptive = adaptive;
      random = new Random(seed);
      politeness =
          new Politeness(
              1 + random.nextInt(12),
              1 + random.nextInt(4),
              Duration.ofMillis(30L * random.nextInt(2)),
              1 + random.nextInt(5),
              Duration.ofMillis(20L * random.nextInt(2)),
              adaptive,
              random.nextInt(6),
              Duration.ofSeconds(1 + random.nextInt(10)));
      model = new ServerModel(politeness);
      gates =
          new HostGates(politeness, time.ticker(), time, () -> hold, new SplittableRandom(seed));
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        int dice = random.nextInt(100);
        if (dice < 60) {
          acquire();
        } else if (dice < 66) {
          cancel();
        } else if (dice < 68) {
          Host host = TimedGates.host(random.nextInt(HOSTS));
          long millis = random.nextInt(2_000) - 200L;
          model.rests(host, Math.max(0, millis) * 1_000_000, time.now());
          gates.rest(host, Duration.ofMillis(millis));
        } else if (dice < 70) {
          hold = !hold;
          gates.recheck();
        } else {
          time.advance(Duration.ofNanos(random.nextInt(40_000_000)));
        }
        if (random.nextInt(400) == 0) {
          time.advance(Duration.ofMinutes(1 + random.nextInt(40)));
        }
        check();
      }
      hold = false;
      gates.recheck();
      time.runAll();
      check();
      checkTheEnd();
    }

    private void check() {
      if (!hold && !adaptive) {
        model.checkNobodyIsHeldUp(time.now());
      }
      assertThat(model.complaints).as("seed %d, %s", seed, politeness).isEmpty();
    }

    private void acquire() {
      int number = random.nextInt(HOSTS);
      Host host = TimedGates.host(number);
      Duration crawlDelay = Duration.ofMillis(number % 6 == 1 ? 50 : 0);
      ServerModel.Request request =
          new ServerModel.Request(host, address(number), crawlDelay.toNanos(), politeness);
      model.waits(request);
      asked++;
      CompletableFuture<Turn> turn = gates.acquire(host, request.address, crawlDelay);
      waiting.add(turn);
      var unused =
          turn.whenComplete(
              (given, failure) -> {
                if (given instanceof Permit permit) {
                  start(request, permit, number);
                } else if (given instanceof HostDown no) {
                  down++;
                  model.isDown(request, no, time.now());
                } else {
                  cancelled++;
                  model.gaveUp(request);
                }
              });
    }

    /** Every third host has no known address, every fifth has two. */
    private @Nullable String address(int number) {
      int choice = number % 5 == 0 ? random.nextInt(2) : 0;
      return number % 3 == 0 ? null : "192.0.2." + (number + choice) % 6;
    }

    private void start(ServerModel.Request request, Permit permit, int number) {
      granted++;
      model.started(request, time.now());
      Answer answer = answer(number % 4);
      var unused =
          time.schedule(
              () -> {
                model.answered(request, answer, time.now());
                permit.release(answer);
                permit.release(Answer.FAILED);
              },
              random.nextInt(100_000_000),
              TimeUnit.NANOSECONDS);
    }

    private Answer answer(int character) {
      int dice = random.nextInt(100);
      if (dice < 5) {
        return Answer.NONE;
      }
      return switch (character) {
        case 0 -> Answer.GOOD;
        case 1 -> dice < 60 ? Answer.GOOD : Answer.FAILED;
        case 2 -> dice < 8 ? Answer.GOOD : Answer.FAILED;
        default ->
            dice < 50
                ? Answer.GOOD
                : dice < 80
                    ? Answer.busy(null)
                    : Answer.busy(Duration.ofMillis(random.nextInt(15_000) - 100L));
      };
    }

    private void cancel() {
      waiting.removeIf(CompletableFuture::isDone);
      if (!waiting.isEmpty()) {
        waiting.remove(random.nextInt(waiting.size())).cancel(false);
      }
    }

    private void checkTheEnd() {
      assertThat(granted + down + cancelled)
          .as("seed %d: each is told once", seed)
          .isEqualTo(asked);
      assertThat(model.inFlight).isEmpty();
      assertThat(gates.inLine()).isZero();
      assertThat(gates.addresses()).isZero();
      if (!adaptive) {
        assertThat(gates.size()).as("seed %d: remembered", seed).isEqualTo(model.withHistory());
      }
      for (int i = 0; i < politeness.concurrency(); i++) {
        assertThat(gates.acquire(TimedGates.host(1_000 + i), null, Duration.ZERO)).isDone();
      }
      assertThat(gates.acquire(TimedGates.host(999), null, Duration.ZERO)).isNotDone();
    }
  }
}
