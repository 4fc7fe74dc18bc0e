package dev.outlink.frontier;

import dev.outlink.known.KnownUrls;
import dev.outlink.overflow.Overflow;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the thread of the disk sees of the frontier: where entries that were read go, and memory for
 * known URLs. Safe for any thread; called with or without the frontier's lock.
 */
final class ReadBack {

  private final ReentrantLock lock;
  private final HostQueues queues;
  private final Condition room;
  private final Consumer<Consumer<KnownUrls>> known;
  private final Runnable close;

  /**
   * Takes in what comes from disk.
   *
   * @param lock the frontier's own, which guards the queues
   * @param room signalled when memory has come
   * @param queues where URLs go
   * @param known uses what is known under the lock, unless the frontier is closed
   * @param close closes the frontier
   */
  ReadBack(
      ReentrantLock lock,
      Condition room,
      HostQueues queues,
      Consumer<Consumer<KnownUrls>> known,
      Runnable close) {
    this.lock = lock;
    this.room = room;
    this.queues = queues;
    this.known = known;
    this.close = close;
  }

  /** How many units may be read for each of some lanes; 0: none now. */
  int room(int lanes) {
    lock.lock();
    try {
      return queues.roomToRead(lanes);
    } finally {
      lock.unlock();
    }
  }

  /** Drops those entries that stand for no URL any more, and were counted as such. */
  List<Overflow.Entry> valid(List<Overflow.Entry> entries) {
    lock.lock();
    try {
      return queues.valid(entries);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a lane's entries in, one at least; returns how many of them are valid. */
  int take(DepthLane lane, List<Overflow.Entry> entries) {
    lock.lock();
    try {
      List<Overflow.Entry> valid = queues.valid(entries);
      long last = entries.get(entries.size() - 1).number();
      queues.takeBack(lane, valid, entries.size(), last);
      return valid.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether memory that is wanted is late, and nobody should go on until it is there. */
  boolean isShort() {
    boolean[] isShort = new boolean[1];
    known.accept(urls -> isShort[0] = urls.isShort());
    return isShort[0];
  }

  /** Takes memory in that is not of the heap; returns whether more is wanted. */
  boolean add(ByteBuffer piece) {
    boolean[] more = new boolean[1];
    known.accept(
        urls -> {
          urls.addMemory(piece);
          more[0] = urls.asksForMemory();
          room.signalAll();
        });
    return more[0];
  }

  /** The disk has failed: nothing is taken in or given out any more. */
  void fail() {
    close.run();
  }
}
