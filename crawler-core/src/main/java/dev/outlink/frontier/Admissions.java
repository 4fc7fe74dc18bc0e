package dev.outlink.frontier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.admission.Admission;
import dev.outlink.known.Fingerprint;
import dev.outlink.known.KnownUrls;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Decides on each URL that is offered, by what is known, by the budget and by the room in memory,
 * and takes it in. Safe for any thread.
 */
final class Admissions {

  private final int capacity;
  private final Budget budget;

  /** The frontier's own. */
  private final ReentrantLock lock;

  private final Condition room;

  @GuardedBy("lock") private final HostQueues queues;

  @GuardedBy("lock") private final Timetable timetable;

  @GuardedBy("lock") private final Spill spill;

  @GuardedBy("lock") private KnownUrls known = new KnownUrls();

  @GuardedBy("lock") private boolean closed;

  /**
   * Nothing is known.
   *
   * @param room of the lock; signalled when there may be room for a seed
   */
  Admissions(
      int capacity,
      Budget budget,
      ReentrantLock lock,
      Condition room,
      HostQueues queues,
      Timetable timetable,
      Spill spill) {
    this.capacity = capacity;
    this.budget = budget;
    this.lock = lock;
    this.room = room;
    this.queues = queues;
    this.timetable = timetable;
    this.spill = spill;
  }

  /** Takes a URL in, or says why not; under the lock. The caller then awaits the disk. */
  Admission offer(CrawlTask task, Fingerprint fingerprint, boolean isSeed) {
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (isSeed && isFull()) {
        return Admission.FULL;
      }
      timetable.offered(task, isSeed);
      if (known.contains(fingerprint)) {
        if (queues.lower(task, fingerprint)) {
          spill.makeVoid();
        }
        return Admission.ALREADY_KNOWN;
      }
      Admission refusal = budget.refuse(task);
      if (refusal != null) {
        return refusal;
      }
      known.add(fingerprint);
      if (known.asksForMemory()) {
        spill.wantMemory();
      }
      queue(task, fingerprint, isSeed);
      return Admission.ADMITTED;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void queue(CrawlTask task, Fingerprint fingerprint, boolean isSeed) {
    if (isSeed) {
      queues.addSeed(task);
      return;
    }
    Overflow.Entry entry = queues.addLink(task, fingerprint);
    if (entry != null) {
      spill.add(entry);
    }
  }

  /** Blocks until there is room for a seed, or nothing is taken in any more. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && isFull()) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** There may be more room now; under the lock. */
  void tellOfRoom() {
    lock.lock();
    try {
      // Some room at once, so that a reader that waits is not woken for every single URL.
      if (queues.used() <= capacity - capacity / 8) {
        room.signalAll();
      }
      spill.wake();
    } finally {
      lock.unlock();
    }
  }

  /** Does something with what is known, if that is still there. */
  void use(Consumer<KnownUrls> action) {
    lock.lock();
    try {
      if (!closed) {
        action.accept(known);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing in any more, and forgets what is known; under the lock. */
  void close() {
    lock.lock();
    try {
      closed = true;
      known = new KnownUrls();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private boolean isFull() {
    return queues.used() >= capacity || known.isShort();
  }
}
