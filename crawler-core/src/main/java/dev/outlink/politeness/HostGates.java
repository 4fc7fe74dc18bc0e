package dev.outlink.politeness;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * A gate is in at most one of two places:
 *   ready    it has a waiter, a free turn, and its delay is over: it waits only for a slot. First in, first out over hosts.
 *   resting  its delay is not over; ordered by the time at which it is.
 * and in neither when it has no waiter or no free turn. A slow or delayed host is never in `ready`, so it holds no slot.
 *
 * Every event (acquire, release, a delay that ends, recheck) goes through the one method `proceed`: it decides under the lock
 * who is granted a permit, and completes their futures after the lock. What a waiter does then may come back here on the same
 * stack; such a call only leaves a mark and the outermost one goes round again, so the stack does not grow.
 */
/**
 * Whose turn it is: for each host a semaphore and a delay, and over all hosts a number of slots.
 * Safe for any thread; never blocks.
 *
 * <p>A host's clock outlives its queue: a gate is forgotten only when nobody waits, nothing is in
 * flight, and its delay is over. So there are never more gates than hosts with work, plus those
 * asked within the last delay.
 */
public final class HostGates {

  private final int hostConcurrency;
  private final long delayNanos;
  private final Ticker ticker;
  private final ScheduledExecutorService timer;
  private final BooleanSupplier hold;
  private final AtomicInteger proceeding = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock") private final Map<Host, Gate> gates = new HashMap<>();

  @GuardedBy("lock") private final ArrayDeque<Gate> ready = new ArrayDeque<>();

  @GuardedBy("lock") private final PriorityQueue<Gate> resting =
      new PriorityQueue<>(Comparator.comparingLong(gate -> gate.opensAt));

  @GuardedBy("lock") private int freeSlots;

  @GuardedBy("lock") private @Nullable ScheduledFuture<?> alarm;

  @GuardedBy("lock") private long alarmAt;

  /**
   * Gates for all hosts.
   *
   * @param politeness the limits
   * @param ticker the clock of the delays
   * @param timer wakes the gates when a delay ends, on its own thread; once shut down it must
   *     discard, not reject
   * @param hold while true, no permit is granted; asked under the lock, so it must only read a
   *     variable. {@link #recheck()} must be called when it turns false
   */
  public HostGates(
      Politeness politeness, Ticker ticker, ScheduledExecutorService timer, BooleanSupplier hold) {
    this.hostConcurrency = politeness.hostConcurrency();
    this.delayNanos = politeness.hostDelay().toNanos();
    this.freeSlots = politeness.concurrency();
    this.ticker = ticker;
    this.timer = timer;
    this.hold = hold;
  }

  /**
   * Waits in line for a host's turn and then for a slot. The future completes with a permit that
   * must be released; it may do so at once or on any thread that releases one. A future that is
   * cancelled leaves the line and costs no turn.
   */
  public CompletableFuture<Permit> acquire(Host host) {
    Waiter waiter = new Waiter(host);
    lock.lock();
    try {
      long now = ticker.read();
      Gate gate = gates.computeIfAbsent(host, unknown -> new Gate(unknown, now));
      gate.waiters.add(waiter);
      place(gate, now);
    } finally {
      lock.unlock();
    }
    var unused =
        waiter.whenComplete(
            (permit, failure) -> {
              if (failure != null) {
                leave(waiter);
              }
            });
    proceed();
    return waiter;
  }

  /**
   * Looks again whether permits can be granted: to be called when {@code hold} has turned false.
   */
  public void recheck() {
    proceed();
  }

  /** Hosts that have a waiter and a free turn, and wait only for a slot. */
  public int inLine() {
    lock.lock();
    try {
      return ready.size();
    } finally {
      lock.unlock();
    }
  }

  /** Hosts that are remembered now. */
  public int size() {
    lock.lock();
    try {
      return gates.size();
    } finally {
      lock.unlock();
    }
  }

  void release(Host host) {
    lock.lock();
    try {
      Gate gate = gates.get(host);
      if (gate == null || gate.inFlight == 0) {
        throw new IllegalStateException("no permit of " + host + " is out");
      }
      gate.inFlight--;
      freeSlots++;
      place(gate, ticker.read());
    } finally {
      lock.unlock();
    }
    proceed();
  }

  private void leave(Waiter waiter) {
    lock.lock();
    try {
      Gate gate = gates.get(waiter.host);
      if (gate != null && gate.waiters.remove(waiter)) {
        if (gate.waiters.isEmpty() && ready.remove(gate)) {
          gate.placed = false;
        }
        place(gate, ticker.read());
      }
    } finally {
      lock.unlock();
    }
  }

  private void proceed() {
    if (proceeding.getAndIncrement() != 0) {
      return;
    }
    int marks = 1;
    do {
      for (Waiter granted : decide()) {
        Permit permit = new Permit(this, granted.host);
        if (!granted.complete(permit)) {
          permit.release();
        }
      }
      marks = proceeding.addAndGet(-marks);
    } while (marks != 0);
  }

  private List<Waiter> decide() {
    List<Waiter> granted = new ArrayList<>();
    lock.lock();
    try {
      long now = ticker.read();
      wake(now);
      while (freeSlots > 0 && !ready.isEmpty() && !hold.getAsBoolean()) {
        Gate gate = ready.remove();
        gate.placed = false;
        granted.add(gate.waiters.remove());
        gate.inFlight++;
        gate.opensAt = now + delayNanos;
        freeSlots--;
        place(gate, now);
      }
      setAlarm(now);
    } finally {
      lock.unlock();
    }
    return granted;
  }

  @GuardedBy("lock") private void wake(long now) {
    for (Gate gate = resting.peek();
        gate != null && gate.opensAt - now <= 0;
        gate = resting.peek()) {
      resting.remove();
      gate.placed = false;
      place(gate, now);
    }
  }

  /** Puts a gate where its state says. */
  @GuardedBy("lock") private void place(Gate gate, long now) {
    if (gate.placed) {
      return;
    }
    boolean idle = gate.waiters.isEmpty() && gate.inFlight == 0;
    boolean wanted = !gate.waiters.isEmpty() && gate.inFlight < hostConcurrency;
    if (!idle && !wanted) {
      return;
    }
    if (delayNanos > 0 && gate.opensAt - now > 0) {
      gate.placed = true;
      resting.add(gate);
    } else if (wanted) {
      gate.placed = true;
      ready.add(gate);
    } else {
      gates.remove(gate.host);
    }
  }

  @GuardedBy("lock") private void setAlarm(long now) {
    Gate next = resting.peek();
    if (next == null || (alarm != null && alarmAt - next.opensAt <= 0)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarmAt = next.opensAt;
    alarm = timer.schedule(this::ring, next.opensAt - now, TimeUnit.NANOSECONDS);
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

  /** One host's turns. Guarded by the lock of the gates. */
  private static final class Gate {
    final Host host;
    final ArrayDeque<Waiter> waiters = new ArrayDeque<>(2);
    int inFlight;
    long opensAt;
    boolean placed;

    Gate(Host host, long now) {
      this.host = host;
      this.opensAt = now;
    }
  }

  private static final class Waiter extends CompletableFuture<Permit> {
    final Host host;

    Waiter(Host host) {
      this.host = host;
    }
  }
}
