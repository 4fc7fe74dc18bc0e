package dev.outlink.frontier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.known.FingerprintPages;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * unused -> running -> draining (the frontier is closed: what is on disk is given out as left) -> ended.
 *
 * One daemon thread, started by the first entry, does all that the disk is needed for, always without the lock: it writes
 * the entries that have gathered when they are enough for a batch or when something is to be read, and then reads for the
 * lanes that asked. So an entry is on disk before its lane is read.
 */
/**
 * Brings waiting URLs to the overflow and back, and memory from there for known ones. Safe for any
 * thread.
 */
final class Spill {

  /** So many are read ahead of who asks for what is left. */
  private static final int MOST_LEFT = 1_024;

  // Immutable.
  private final ReadBack memory;
  private final Runnable ready;
  private final Consumer<Throwable> failed;

  /** The frontier's own. */
  private final ReentrantLock lock;

  private final Condition work;
  private final Condition room;
  private final Condition change;

  /** Entries on disk or on the way there; changed under the lock. */
  private final AtomicLong onDisk = new AtomicLong();

  @GuardedBy("lock") private final WriteBuffer filling = new WriteBuffer();

  @GuardedBy("lock") private final WantedLanes wanted = new WantedLanes();

  @GuardedBy("lock") private boolean memoryWanted;

  @GuardedBy("lock") private final ArrayDeque<CrawlTask> left = new ArrayDeque<>();

  @GuardedBy("lock") private final ArrayDeque<DepthLane> draining = new ArrayDeque<>();

  @GuardedBy("lock") private @Nullable Thread thread;

  @GuardedBy("lock") private boolean closed;

  /** What is read from now on was counted as forgotten. */
  @GuardedBy("lock") private boolean forgets;

  @GuardedBy("lock") private boolean ended;

  /** Confined to the thread. */
  private final LaneStore store;

  Spill(
      ReentrantLock lock,
      ReadBack memory,
      Supplier<Overflow> supplier,
      Runnable ready,
      Consumer<Throwable> failed) {
    this.lock = lock;
    this.work = lock.newCondition();
    this.room = lock.newCondition();
    this.change = lock.newCondition();
    this.memory = memory;
    this.store = new LaneStore(supplier);
    this.ready = ready;
    this.failed = failed;
  }

  /** Takes an entry in, in this order; under the lock. The caller then awaits room. */
  void add(Overflow.Entry entry) {
    lock.lock();
    try {
      filling.add(entry);
      onDisk.getAndIncrement();
      start();
      if (filling.isBatch()) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** An entry stands for no URL any more, wherever it is now; under the lock. */
  void makeVoid() {
    onDisk.getAndDecrement();
  }

  /** Has memory brought for known URLs; under the lock. */
  void wantMemory() {
    lock.lock();
    try {
      memoryWanted = true;
      start();
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody should go on to add entries; under the lock. */
  boolean isBehind() {
    lock.lock();
    try {
      return !closed && (filling.isFull() || memory.isShort());
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until the disk has kept up. */
  void awaitRoom() {
    lock.lock();
    try {
      while (isBehind()) {
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has a lane's next entries read, soon; at once if it is short; under the lock. */
  void want(DepthLane lane) {
    lock.lock();
    try {
      wanted.add(lane);
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** There may be room in memory for what is wanted; under the lock. */
  void wake() {
    lock.lock();
    try {
      if (canRead()) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nothing more will be added or wanted; under the lock.
   *
   * @param inMemory what waits there
   * @param lanes the lanes that have entries on disk or on the way there
   */
  void close(List<CrawlTask> inMemory, List<DepthLane> lanes) {
    lock.lock();
    try {
      closed = true;
      left.addAll(inMemory);
      addLeft(filling.take());
      wanted.clear();
      draining.addAll(lanes);
      ended |= thread == null;
      work.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what is on disk; returns how many they are. After the end; under the lock. */
  long forget() {
    lock.lock();
    try {
      if (!closed) {
        throw new IllegalStateException("not closed");
      }
      draining.clear();
      forgets = true;
      work.signal();
      return onDisk.getAndSet(0);
    } finally {
      lock.unlock();
    }
  }

  /** What waited when the frontier was closed, one by one; null when that was all. */
  @Nullable CrawlTask next() {
    while (true) {
      lock.lock();
      try {
        if (!closed) {
          throw new IllegalStateException("not closed");
        }
        while (left.isEmpty() && !ended && thread != Thread.currentThread()) {
          change.awaitUninterruptibly();
        }
        CrawlTask next = left.poll();
        work.signal();
        if (next != null || ended) {
          return next;
        }
      } finally {
        lock.unlock();
      }
      // The thread itself, in a callback that ends the crawl: it would wait for itself.
      drain(false);
    }
  }

  /** Entries on disk or on the way there. */
  long onDisk() {
    return onDisk.get();
  }

  private void run() {
    boolean more = true;
    while (more) {
      more = step();
    }
    more = true;
    while (more) {
      more = drain(true);
    }
  }

  /** Writes and reads what there is; waits for that. False when the frontier is closed. */
  private boolean step() {
    List<Overflow.Entry> batch;
    List<DepthLane> lanes;
    boolean brings;
    lock.lock();
    try {
      while (!closed && !filling.isBatch() && !memoryWanted && !canRead()) {
        work.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      batch = filling.take();
      lanes = wanted.take();
      brings = memoryWanted;
      memoryWanted = false;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (brings) {
        bring(store.memory(FingerprintPages.CHUNK_BYTES));
      }
      store.append(batch);
      if (read(lanes)) {
        ready.run();
      }
      return true;
    } catch (Throwable cause) {
      end(cause);
      return false;
    }
  }

  private void bring(ByteBuffer piece) {
    lock.lock();
    try {
      memoryWanted |= memory.add(piece);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean read(List<DepthLane> lanes) throws IOException {
    int done = 0;
    while (done < lanes.size() && read(lanes.get(done), lanes.size() - done)) {
      done++;
    }
    lock.lock();
    try {
      if (!closed) {
        wanted.putBack(lanes.subList(done, lanes.size()));
      }
    } finally {
      lock.unlock();
    }
    return done > 0;
  }

  /** False if there is no room. */
  private boolean read(DepthLane lane, int lanes) throws IOException {
    int units;
    lock.lock();
    try {
      units = closed ? 0 : memory.room(lanes);
    } finally {
      lock.unlock();
    }
    if (units == 0) {
      return false;
    }
    List<Overflow.Entry> entries = store.read(lane, units);
    if (entries.isEmpty()) {
      throw new IOException("waiting URLs of " + lane.queue.host + " are not on disk any more");
    }
    lock.lock();
    try {
      if (closed) {
        addLeft(entries);
      } else {
        onDisk.getAndAdd(-memory.take(lane, entries));
      }
    } finally {
      lock.unlock();
    }
    store.removeRead(lane, entries.size());
    return true;
  }

  /** Reads some of what is left, or ends. False when all has ended. */
  private boolean drain(boolean mayWait) {
    DepthLane lane;
    lock.lock();
    try {
      while (mayWait && left.size() >= MOST_LEFT && !forgets && !ended) {
        work.awaitUninterruptibly();
      }
      if (ended) {
        return false;
      }
      lane = draining.peek();
    } finally {
      lock.unlock();
    }
    if (lane == null || !store.isOpen()) {
      end(null);
      return false;
    }
    try {
      List<Overflow.Entry> entries = store.read(lane, MOST_LEFT);
      lock.lock();
      try {
        addLeft(entries);
        if (entries.isEmpty()) {
          draining.poll();
        }
      } finally {
        lock.unlock();
      }
      return true;
    } catch (Throwable cause) {
      end(cause);
      return false;
    }
  }

  private void end(@Nullable Throwable cause) {
    if (cause != null) {
      memory.fail(); // first, since the memory of known URLs goes with the overflow
    }
    Throwable failure = store.close(cause);
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    if (failure != null) {
      failed.accept(failure);
    }
  }

  @GuardedBy("lock") private void start() {
    if (thread == null) {
      thread = new Thread(this::run, "outlink-frontier-1");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @GuardedBy("lock") private void addLeft(List<Overflow.Entry> entries) {
    if (forgets) {
      return;
    }
    List<Overflow.Entry> valid = memory.valid(entries);
    onDisk.getAndAdd(-valid.size());
    valid.forEach(entry -> left.add(entry.task()));
    change.signalAll();
  }

  @GuardedBy("lock") private boolean canRead() {
    return wanted.isTimeToRead() && memory.room(wanted.size()) > 0;
  }
}
