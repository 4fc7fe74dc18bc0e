package dev.outlink.robots;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.robots.RobotsAnswer.Fault;
import dev.outlink.robots.RobotsAnswer.Unreachable;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was learned about hosts, and asks each host once for all who wait for it. A host
 * is either being asked, or known, or neither. Safe for any thread.
 */
final class RobotsCache {

  private final Function<Host, CompletableFuture<HostRobots>> source;
  private final Ticker ticker;
  private final int maxHosts;
  private final long maxWeight;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock") private final Map<Host, Question> asked = new HashMap<>();

  // In the order of their last use.
  @GuardedBy("lock") private final LinkedHashMap<Host, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  @GuardedBy("lock") private long weight;

  /**
   * An empty cache.
   *
   * @param source asks a host, outside the lock; does not throw. If its future fails, so do those
   *     of all who wait, and nothing is kept
   * @param maxWeight of all that is known, in bytes
   */
  RobotsCache(
      Function<Host, CompletableFuture<HostRobots>> source,
      Ticker ticker,
      int maxHosts,
      long maxWeight) {
    this.source = source;
    this.ticker = ticker;
    this.maxHosts = maxHosts;
    this.maxWeight = maxWeight;
  }

  private record Known(HostRobots robots, long expires, int failures, long weight) {

    /** How often the host has failed in a row in the same way as now, before this time. */
    int failuresLike(Unreachable reason) {
      return robots instanceof HostRobots.Nothing before
              && (before.reason().fault() == Fault.OURS
                  || isSilent(before.reason()) == isSilent(reason))
          ? failures
          : 0;
    }
  }

  private record Question(@Nullable Known before, List<CompletableFuture<HostRobots>> waiters) {}

  /** What is known about a host, or what asking it brings. The future belongs to the caller. */
  CompletableFuture<HostRobots> get(Host host) {
    CompletableFuture<HostRobots> waiter = new CompletableFuture<>();
    lock.lock();
    try {
      Known fresh = fresh(host);
      if (fresh != null) {
        return CompletableFuture.completedFuture(fresh.robots);
      }
      Question question = asked.get(host);
      if (question != null) {
        question.waiters.add(waiter);
        return waiter;
      }
      Known old = forget(host);
      List<CompletableFuture<HostRobots>> waiters = new ArrayList<>(1);
      waiters.add(waiter);
      asked.put(host, new Question(old, waiters));
    } finally {
      lock.unlock();
    }
    var unused = source.apply(host).whenComplete((robots, bug) -> learn(host, robots, bug));
    return waiter;
  }

  /** Hosts whose answers are kept. */
  int size() {
    lock.lock();
    try {
      return known.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the kept answers take, about. */
  long weight() {
    lock.lock();
    try {
      return weight;
    } finally {
      lock.unlock();
    }
  }

  private void learn(Host host, @Nullable HostRobots robots, @Nullable Throwable bug) {
    List<CompletableFuture<HostRobots>> waiters = List.of();
    lock.lock();
    try {
      Question question = asked.remove(host);
      if (question != null) {
        waiters = question.waiters;
        if (robots != null) {
          remember(host, robots, question.before);
        }
      }
    } finally {
      lock.unlock();
    }
    for (CompletableFuture<HostRobots> waiter : waiters) {
      if (robots != null) {
        waiter.complete(robots);
      } else {
        waiter.completeExceptionally(bug != null ? bug : new IllegalStateException("no answer"));
      }
    }
  }

  @GuardedBy("lock") private @Nullable Known fresh(Host host) {
    Known entry = known.get(host);
    return entry != null && entry.expires - ticker.read() > 0 ? entry : null;
  }

  @GuardedBy("lock") private void remember(Host host, HostRobots robots, @Nullable Known before) {
    int failures = 0;
    Duration age = RobotsPolicy.MAX_AGE;
    if (robots instanceof HostRobots.Nothing nothing) {
      Unreachable reason = nothing.reason();
      if (reason.fault() == Fault.NONE) {
        return; // to ask again costs nothing
      }
      failures = before == null ? 0 : before.failuresLike(reason);
      failures += reason.fault() == Fault.HOST ? 1 : 0;
      age = age(reason, failures);
    }
    long expires = ticker.read() + age.toNanos();
    long size = robots.weight() + 256 + 2L * host.name().length();
    known.put(host, new Known(robots, expires, failures, size));
    weight += size;
    Iterator<Known> eldest = known.values().iterator();
    while (known.size() > maxHosts || weight > maxWeight) {
      weight -= eldest.next().weight;
      eldest.remove();
    }
  }

  @GuardedBy("lock") private @Nullable Known forget(Host host) {
    Known entry = known.remove(host);
    weight -= entry == null ? 0 : entry.weight;
    return entry;
  }

  private static Duration age(Unreachable reason, int failures) {
    if (reason.fault() == Fault.OURS) {
      return RobotsPolicy.FIRST_RETRY_OF_SILENT; // not longer, however often it comes
    }
    Duration first =
        isSilent(reason) ? RobotsPolicy.FIRST_RETRY_OF_SILENT : RobotsPolicy.FIRST_RETRY;
    // Shifted by 10 at most, so that it cannot overflow.
    Duration retry = first.multipliedBy(1L << Math.min(failures - 1, 10));
    return retry.compareTo(RobotsPolicy.LONGEST_RETRY) < 0 ? retry : RobotsPolicy.LONGEST_RETRY;
  }

  private static boolean isSilent(Unreachable reason) {
    return reason.status() == 0;
  }
}
