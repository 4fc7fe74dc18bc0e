package dev.outlink.gate;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/*
 * Every event (acquire, release, rest, a time that comes, recheck) changes the turns under the lock and then goes through the
 * one method `proceed`: it decides under the lock who is granted a permit or told that a host is down, and completes their
 * futures after the lock. What a waiter does then may come back here on the same stack; such a call only leaves a mark and
 * the outermost one goes round again, so the stack does not grow.
 */
/**
 * Whose turn it is: for each host a semaphore and a delay, the same for each IP address, and over
 * all hosts a number of slots. A request waits for its host's turn, then for its address's, then
 * for a slot; a host that is full, delayed, at rest or behind a full address holds nothing that
 * others need. Hosts in line go first in, first out. Safe for any thread; never blocks.
 *
 * <p>A slot is for a server that answers. A request that brings nothing for about a second, or for
 * four times as long as answers take these days, gives its slot to whoever waits for one, and goes
 * on without; it still counts for its host and its address. When its answer comes after all, it
 * takes a slot again. Hosts with a silent request come after others in line, but for one turn in
 * eight. So requests in flight are at most {@link Politeness#concurrency()} and as many silent ones
 * as the constructor allows.
 *
 * <p>Gates learn from the {@link Answer}s with which permits are released:
 *
 * <ul>
 *   <li>A busy host rests as long as it says, at most {@link Politeness#retryAfterCap()} and at
 *       least one second if it says zero; if it does not say, for 1 s, 2 s, 4 s and so on up to the
 *       same cap, each less a random part of up to a half. Answers to requests that were in flight
 *       when it first said so never lengthen that series, and do not end it.
 *   <li>{@link Politeness#maxHostFailures()} failures in a row park a host: all who wait for it,
 *       and all who come in the next 30 minutes, are told that it is down. Then one request at a
 *       time is tried; a failure parks it again. A busy answer counts as a failure, those of one
 *       rest as one; any good answer ends all this at once.
 *   <li>With {@link Politeness#adaptive()}, a host's concurrency and delay follow its response
 *       time.
 * </ul>
 *
 * <p>What is known of a host outlives its queue: its delay, rest or time of being parked until it
 * is over, for at most 1,000,000 hosts that nobody waits for; failures, backoff and response times
 * for at most 100,000 more. Where there are more, those that were idle for longest are forgotten.
 * An address is remembered while somebody uses it or its delay is running, with the same bound.
 */
public final class HostGates {

  private static final int RESTING = 1_000_000;
  private static final int REMEMBERED = 100_000;

  /** Silent requests for each slot, by default. */
  private static final int SILENT = 16;

  /** Any longer time counts as this one, so that times can be compared. */
  private static final long LONGEST = TimeUnit.DAYS.toNanos(365);

  private final Ticker ticker;
  private final ScheduledExecutorService timer;
  private final BooleanSupplier hold;
  private final Consumer<Throwable> failed;
  private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger proceeding = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock") private final Turns turns;

  @GuardedBy("lock") private @Nullable ScheduledFuture<?> alarm;

  @GuardedBy("lock") private long alarmAt;

  /** Gates for all hosts, with a random generator of their own. */
  public HostGates(
      Politeness politeness, Ticker ticker, ScheduledExecutorService timer, BooleanSupplier hold) {
    this(politeness, ticker, timer, hold, new SplittableRandom());
  }

  /** Gates for all hosts, with 16 silent requests for each slot. */
  public HostGates(
      Politeness politeness,
      Ticker ticker,
      ScheduledExecutorService timer,
      BooleanSupplier hold,
      RandomGenerator random) {
    this(politeness, ticker, timer, hold, random, SILENT * politeness.concurrency(), bug -> {});
  }

  /**
   * Gates for all hosts.
   *
   * @param politeness the limits
   * @param ticker the clock of the delays
   * @param timer wakes the gates when a delay ends, on its own thread; once shut down it must
   *     discard, not reject
   * @param hold while true, no permit is granted; asked under the lock, so it must only read a
   *     variable. {@link #recheck()} must be called when it turns false
   * @param random spreads the ends of rests; used by one thread at a time
   * @param silent requests beyond {@link Politeness#concurrency()} that may be in flight because so
   *     many wait for servers that are silent; 0 or more
   * @param failed told of a bug in what a waiter does with its turn, on the thread that it happened
   *     on; the gates go on
   */
  public HostGates(
      Politeness politeness,
      Ticker ticker,
      ScheduledExecutorService timer,
      BooleanSupplier hold,
      RandomGenerator random,
      int silent,
      Consumer<Throwable> failed) {
    this(
        politeness,
        ticker,
        timer,
        hold,
        random,
        new Turns.Bounds(RESTING, REMEMBERED, silent),
        failed);
  }

  HostGates(
      Politeness politeness,
      Ticker ticker,
      ScheduledExecutorService timer,
      BooleanSupplier hold,
      RandomGenerator random,
      Turns.Bounds bounds,
      Consumer<Throwable> failed) {
    this.ticker = ticker;
    this.timer = timer;
    this.hold = hold;
    this.failed = failed;
    this.turns = new Turns(politeness, random, bounds);
  }

  /**
   * The address by which {@link #acquire} counts, of a fetcher's answer. Hosts whose address is
   * unknown, or is that of a proxy, do not share the gate of one.
   *
   * @param address empty for those
   */
  public static @Nullable String gateOf(String address) {
    return address.isEmpty() ? null : address;
  }

  /**
   * Waits in line for a host's turn, then for its address's, and then for a slot. The future
   * completes with a permit that must be released, or with word that the host is down; it may do so
   * at once or on any thread that releases a permit. A future that is cancelled leaves the line and
   * costs no turn.
   *
   * @param host what the request goes to
   * @param address text of the IP address that serves the host; null if it is unknown or not to
   *     count
   * @param crawlDelay the pause between two starts that the host asks for; zero for none, null
   *     where it is not known, which changes nothing. Where it is longer than the configured one it
   *     holds, until another is given. A host that nobody asks is remembered only as long as the
   *     delay that it had: who learns a longer one from an answer of the host lets it {@link #rest}
   *     before the permit is released
   */
  public CompletableFuture<Turn> acquire(
      Host host, @Nullable String address, @Nullable Duration crawlDelay) {
    Waiter waiter;
    lock.lock();
    try {
      waiter =
          turns.join(host, address, crawlDelay == null ? -1 : nanos(crawlDelay), ticker.read());
    } finally {
      lock.unlock();
    }
    var unused =
        waiter.whenComplete(
            (turn, failure) -> {
              if (failure != null) {
                leave(waiter);
              }
            });
    proceed();
    return waiter;
  }

  /**
   * Sends nothing to the host for that long from now. A rest that ends later than one that is
   * already running takes its place; it never ends one early. Longer than a year counts as a year.
   */
  public void rest(Host host, Duration time) {
    lock.lock();
    try {
      turns.rest(host, nanos(time), ticker.read());
    } finally {
      lock.unlock();
    }
    proceed();
  }

  /**
   * Looks again whether permits can be granted: to be called when {@code hold} has turned false.
   */
  public void recheck() {
    proceed();
  }

  /** Runs it, on any thread, each time that fewer wait; it must be short. */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Ends that. */
  public void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  /**
   * Hosts that have a waiter and a free turn, of their address too, and wait only for a slot; those
   * with a silent request, which come after them, are not counted.
   */
  public int inLine() {
    lock.lock();
    try {
      return turns.ready();
    } finally {
      lock.unlock();
    }
  }

  /** Hosts that are remembered now. */
  public int size() {
    lock.lock();
    try {
      return turns.gates();
    } finally {
      lock.unlock();
    }
  }

  /** Addresses that are remembered now. */
  int addresses() {
    lock.lock();
    try {
      return turns.addresses();
    } finally {
      lock.unlock();
    }
  }

  /**
   * How long a host's delay or rest lets a request wait that comes now, in nanoseconds; 0 where it
   * does not, or where the host is down. So whoever has something else to do need not stand in
   * line.
   *
   * @param crawlDelay as in {@link #acquire}
   */
  public long nanosToOpen(Host host, @Nullable Duration crawlDelay) {
    lock.lock();
    try {
      return turns.nanosToOpen(host, crawlDelay == null ? -1 : nanos(crawlDelay), ticker.read());
    } finally {
      lock.unlock();
    }
  }

  /** Requests in flight that hold no slot, because their servers are silent. */
  public int silent() {
    lock.lock();
    try {
      return turns.silent();
    } finally {
      lock.unlock();
    }
  }

  /** The first bytes of an answer have come. */
  void answers(Permit permit) {
    lock.lock();
    try {
      turns.answers(permit, ticker.read());
    } finally {
      lock.unlock();
    }
  }

  /** A silent request brings its answer after all. */
  void returns(Permit permit) {
    lock.lock();
    try {
      turns.returns(permit, ticker.read());
    } finally {
      lock.unlock();
    }
  }

  void release(Permit permit, Answer answer) {
    lock.lock();
    try {
      turns.end(permit, answer, ticker.read());
    } finally {
      lock.unlock();
    }
    proceed();
  }

  private static long nanos(Duration time) {
    return Math.max(0, Math.min(TimeUnit.NANOSECONDS.convert(time), LONGEST));
  }

  private void leave(Waiter waiter) {
    lock.lock();
    try {
      turns.leave(waiter, ticker.read());
    } finally {
      lock.unlock();
    }
    proceed();
  }

  private void proceed() {
    if (proceeding.getAndIncrement() != 0) {
      return;
    }
    int marks = 1;
    do {
      try {
        List<Turns.Decision> decisions = decide();
        for (Turns.Decision decision : decisions) {
          tell(decision);
        }
        if (!decisions.isEmpty()) {
          watchers.forEach(Runnable::run);
        }
      } catch (Throwable bug) { // the mark must not stay: nobody would proceed any more
        failed.accept(bug);
      }
      marks = proceeding.addAndGet(-marks);
    } while (marks != 0);
  }

  private void tell(Turns.Decision decision) {
    try {
      if (!decision.waiter().complete(decision.turn())
          && decision.turn() instanceof Permit permit) {
        permit.release();
      }
    } catch (Throwable bug) { // others are told all the same
      failed.accept(bug);
    }
  }

  private List<Turns.Decision> decide() {
    lock.lock();
    try {
      long now = ticker.read();
      turns.wake(now);
      boolean granting = !hold.getAsBoolean();
      while (granting && turns.canGrant(now)) {
        turns.grant(this, now);
        granting = !hold.getAsBoolean();
      }
      setAlarm(turns.nextWake(granting), now);
      return turns.takeDecisions();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void setAlarm(OptionalLong next, long now) {
    if (next.isEmpty() || (alarm != null && alarmAt - next.getAsLong() <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarmAt = next.getAsLong();
    alarm = timer.schedule(this::ring, alarmAt - now, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    lock.lock();
    try {
      alarm = null;
    } finally {
      lock.unlock();
    }
    proceed();
  }
}
