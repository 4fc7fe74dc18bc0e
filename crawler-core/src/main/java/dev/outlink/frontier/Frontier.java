package dev.outlink.frontier;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.CheckReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.admission.Admission;
import dev.outlink.known.Fingerprint;
import dev.outlink.known.KnownUrls;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/*
 * States of a URL: waiting (in the lane of its host and depth: in memory, then perhaps on disk) -> out (taken; its host's
 * turn is being waited for or used) -> in process (fetched, its links on their way to the sink) -> settled (gone).
 * From out back to waiting: its address is full, or its host rests. From in process: by a delay, or as another URL.
 */
/**
 * What is known and what waits: the URLs admitted and not yet settled, in one queue per host, the
 * URLs nearest to a seed first. Bounded in memory: beyond its capacity it refuses seeds and brings
 * links to an {@link Overflow}, and each host with URLs that are not settled costs some 500 bytes.
 * Safe for any thread; only what says so blocks.
 */
@CheckReturnValue
public final class Frontier {

  // Immutable, or safe for any thread.
  private final Fingerprint.Keys keys;
  private final CanonicalKey sameness;
  private final ReentrantLock lock = new ReentrantLock();
  private final Spill spill;
  private final Admissions admissions;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();

  @GuardedBy("lock") private final HostQueues queues;

  @GuardedBy("lock") private final Timetable timetable;

  @GuardedBy("lock") private boolean closed;

  /**
   * An empty frontier.
   *
   * @param config bounds and order
   * @param budget asked for each new URL
   * @param overflow makes the place for URLs that memory has no room for, when there is a first one
   * @param ready run when URLs that were on disk can be taken, on the frontier's own thread
   * @param failed told when the disk fails, once, on the frontier's own thread; the frontier is
   *     then closed
   * @param ticker measures the delays of retries
   * @param random keys the fingerprints
   */
  public Frontier(
      FrontierConfig config,
      Budget budget,
      Supplier<Overflow> overflow,
      Runnable ready,
      Consumer<Throwable> failed,
      Ticker ticker,
      RandomGenerator random) {
    this.sameness = config.sameness();
    this.keys = new Fingerprint.Keys(random);
    this.queues = new HostQueues(config, this::read, this::fingerprint);
    this.timetable = new Timetable(config, queues, ticker);
    Condition room = lock.newCondition();
    ReadBack memory = new ReadBack(lock, room, queues, this::use, this::close);
    this.spill = new Spill(lock, memory, overflow, ready, failed);
    this.admissions =
        new Admissions(config.capacity(), budget, lock, room, queues, timetable, spill);
  }

  /**
   * Offers a seed. Its fragment does not count for "known" and is kept for the row. Never blocks:
   * FULL when there is no room. One that was found before is known, but waits as a seed.
   */
  public Admission admit(CrawlTask task) {
    return offer(task, true);
  }

  /**
   * Offers a URL that was found. Never FULL: what memory has no room for goes to disk, and while
   * the disk is slower than what is found, this blocks. So never on an I/O thread. With levels, a
   * URL that is known, waits, and is nearer to a seed by this way waits as this task from then on.
   */
  public Admission discover(CrawlTask task) {
    return offer(task, false);
  }

  private Admission offer(CrawlTask task, boolean isSeed) {
    if (!task.url().isHttp()) {
      return Admission.NOT_CRAWLABLE;
    }
    Fingerprint fingerprint = fingerprint(task);
    boolean awaits;
    lock.lock();
    try {
      Admission admission = admissions.offer(task, fingerprint, isSeed);
      if (admission != Admission.ADMITTED) {
        return admission;
      }
      admitted.getAndIncrement();
      waiting.getAndIncrement();
      awaits = !isSeed && spill.isBehind();
    } finally {
      lock.unlock();
    }
    if (awaits) {
      spill.awaitRoom();
    }
    return Admission.ADMITTED;
  }

  private Fingerprint fingerprint(CrawlTask task) {
    return keys.of(sameness.of(task.url()));
  }

  /**
   * The next URL whose host has a turn to spare, or null if there is none now. It must leave its
   * host and then be settled. Of a host that is not {@link #opened} one URL is out at a time: its
   * scout. Hosts that are opened and scouts take turns.
   */
  public @Nullable CrawlTask take() {
    return take(true);
  }

  /** As {@link #take()}, but only of hosts that are opened. */
  public @Nullable CrawlTask takeOpened() {
    return take(false);
  }

  private @Nullable CrawlTask take(boolean scoutsToo) {
    lock.lock();
    try {
      timetable.run();
      CrawlTask task = queues.take(scoutsToo);
      if (task != null) {
        waiting.getAndDecrement();
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The host of this URL, which is out, can be asked: its address and robots.txt are known. As many
   * of its URLs as may be are given out from now on; also when all that were admitted are settled
   * and more come, unless a few thousand other hosts came to that meanwhile. May be called again.
   */
  public void opened(CrawlTask task) {
    lock.lock();
    try {
      queues.opened(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The address of the host of this URL, which is out, became known. Once for each one taken. The
   * host is remembered to be behind it, so that its next URLs are given out when the address has a
   * place for them.
   *
   * @param address compared by its text; empty where there is none to count, as behind a proxy
   * @return true if the URL may go on: it counts against the address until it is out no more. False
   *     if as many URLs are out at the address as may be: the URL is in front of its lane as if it
   *     had not been taken, must neither leave its host nor be settled, and is given out again when
   *     it is its host's turn among those that wait for the address, first in, first out. A closed
   *     frontier says true: the URL stays with the caller
   */
  public boolean located(CrawlTask task, String address) {
    lock.lock();
    try {
      if (closed || queues.located(task, address)) {
        return true;
      }
      waiting.getAndIncrement();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * In place of leaving its host: a URL that is out goes back in front of its lane, as if it had
   * not been taken, and its host gives out nothing for a while. A host that rests already keeps the
   * later time. Others of its URLs that are out are not concerned.
   *
   * @param nanos how long the host rests; 0 to 2<sup>62</sup>
   * @return false if the frontier is closed: the URL is still out, and must leave its host and be
   *     settled
   */
  public boolean defer(CrawlTask task, long nanos) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      timetable.defer(task, nanos);
      waiting.getAndIncrement();
      spill.wake();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The host's turn of this URL has been used: another URL of the host may be taken. Once for each
   * one taken.
   */
  public void leaveHost(CrawlTask task) {
    lock.lock();
    try {
      queues.release(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The URL has its outcome, and all links of its page were offered: its place is free. Once for
   * each one taken, after it has left its host. With levels, more may be taken after this.
   */
  public void settle(CrawlTask task) {
    lock.lock();
    try {
      queues.settle(task);
      settled.getAndIncrement();
      admissions.tellOfRoom();
    } finally {
      lock.unlock();
    }
  }

  /**
   * In place of settling: the URL waits again, behind those of its depth and host that wait in
   * memory, and not before a delay is over. It stays admitted. To be called after it has left its
   * host.
   *
   * @param next the task to be given out then, for the same URL
   * @param delayNanos how long it waits at least; 0 or more
   * @return false if the frontier is closed: the URL must be settled then
   */
  public boolean retry(CrawlTask next, long delayNanos) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      timetable.retry(next, delayNanos);
      waiting.getAndIncrement();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * In place of settling: the URL goes on as another one, perhaps of another host, as where a
   * redirect is followed. That one waits behind those of its depth and host that wait in memory. It
   * is neither asked of the budget nor compared with what is known, and it does not count as
   * admitted: from here on it stands for the first, and is settled in its place. To be called after
   * the first has left its host.
   *
   * @return false if the frontier is closed: the first URL must be settled then
   */
  public boolean move(CrawlTask from, CrawlTask to) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      queues.move(from, to);
      waiting.getAndIncrement();
      admissions.tellOfRoom();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nanoseconds until a retry is due, a host has rested, or what was found has waited long enough
   * for seeds: 0 if one is, Long.MAX_VALUE if there is none. More may be taken then.
   */
  public long nanosToNext() {
    lock.lock();
    try {
      return timetable.nanosToNext();
    } finally {
      lock.unlock();
    }
  }

  /** All seeds were offered. With levels, more may be taken after this. May be called again. */
  public void inputEnded() {
    lock.lock();
    try {
      timetable.inputEnded();
      queues.inputEnded();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until there is room for a URL or the frontier is closed. */
  public void awaitRoom() throws InterruptedException {
    admissions.awaitRoom();
  }

  /**
   * Takes nothing in and gives nothing out any more. What was waiting is given out by {@link
   * #abandoned()}, which must be called until there is nothing left, also at the end of a crawl
   * where nothing waits: it ends the frontier's thread and frees the disk. Never blocks; may be
   * called again.
   */
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      admissions.close();
      List<CrawlTask> inMemory = new ArrayList<>();
      List<DepthLane> onDisk = new ArrayList<>();
      queues.close(inMemory, onDisk);
      timetable.close(inMemory::add);
      waiting.set(0);
      spill.close(inMemory, onDisk);
    } finally {
      lock.unlock();
    }
  }

  /**
   * After {@link #close()}: settles all URLs that wait on disk at once, unread, and returns how
   * many they are. Those that were read before, or never came to the disk, are still given out by
   * {@link #abandoned()}, which must be called as before. Never blocks; may be called again, and
   * while others call {@link #abandoned()}.
   */
  public long forget() {
    lock.lock();
    try {
      long forgotten = spill.forget();
      settled.addAndGet(forgotten);
      return forgotten;
    } finally {
      lock.unlock();
    }
  }

  /**
   * After {@link #close()}: a URL that was waiting, to be settled at once; null when there are no
   * more and all that the frontier had on disk is removed. Blocks while it reads from disk.
   */
  public @Nullable CrawlTask abandoned() {
    return spill.next();
  }

  /** URLs that wait: in memory, on disk, or for their retry. */
  public long waiting() {
    return waiting.get();
  }

  /** URLs that wait on disk. */
  public long spilled() {
    return spill.onDisk();
  }

  /** URLs ever admitted. */
  public long admitted() {
    return admitted.get();
  }

  /** URLs ever settled. */
  public long settled() {
    return settled.get();
  }

  private void read(DepthLane lane) {
    spill.want(lane);
  }

  private void use(Consumer<KnownUrls> action) {
    admissions.use(action);
  }
}
