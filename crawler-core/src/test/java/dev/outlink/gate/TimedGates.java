package dev.outlink.gate;

import dev.outlink.politeness.Politeness;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gates on a virtual clock, with a seeded random generator. */
final class TimedGates {

  final VirtualTime time = new VirtualTime();
  final HostGates gates;
  final List<Throwable> bugs = new ArrayList<>();
  boolean hold;
  int asked;
  @Nullable Error error;

  TimedGates(Politeness politeness) {
    this(politeness, new Turns.Bounds(1_000, 1_000, 0));
  }

  TimedGates(Politeness politeness, Turns.Bounds bounds) {
    gates =
        new HostGates(
            politeness,
            time.ticker(),
            time,
            this::hold,
            new SplittableRandom(1),
            bounds,
            bugs::add);
  }

  private boolean hold() {
    asked++;
    Error thrown = error;
    error = null;
    if (thrown != null) {
      throw thrown;
    }
    return hold;
  }

  static Host host(int number) {
    return new Host("http", "h" + number + ".example", 80);
  }

  /** Limits that nothing meets, except the host's concurrency. */
  static Politeness wide(int hostConcurrency) {
    return Politeness.of(100_000, hostConcurrency, Duration.ZERO);
  }

  static Politeness parking(int hostConcurrency, int maxHostFailures) {
    return new Politeness(
        100_000,
        hostConcurrency,
        Duration.ZERO,
        32,
        Duration.ZERO,
        false,
        maxHostFailures,
        Duration.ofMinutes(5));
  }

  static Politeness addresses(
      int concurrency, int hostConcurrency, int ipConcurrency, Duration ipDelay) {
    return new Politeness(
        concurrency,
        hostConcurrency,
        Duration.ZERO,
        ipConcurrency,
        ipDelay,
        false,
        0,
        Duration.ofMinutes(5));
  }

  CompletableFuture<Turn> acquire(Host host) {
    return acquire(host, null);
  }

  CompletableFuture<Turn> acquire(Host host, @Nullable String address) {
    return gates.acquire(host, address, Duration.ZERO);
  }

  /** A permit that is granted now. */
  Permit permit(Host host) {
    return granted(acquire(host));
  }

  static Permit granted(CompletableFuture<Turn> turn) {
    if (turn.getNow(null) instanceof Permit permit) {
      return permit;
    }
    throw new AssertionError("no permit: " + turn);
  }

  /** The host is asked once, and answers so at once. */
  void answer(Host host, Answer answer) {
    permit(host).release(answer);
  }

  void millis(long millis) {
    time.advance(Duration.ofMillis(millis));
  }
}
