package dev.outlink.frontier;

import dev.outlink.known.KnownUrls;
import dev.outlink.overflow.Overflow;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What the thread of the disk sees of the frontier. Safe for any thread. */
final class ReadBack implements Memory {

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

  @Override
  public int room(int lanes) {
    lock.lock();
    try {
      return queues.roomToRead(lanes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Overflow.Entry> valid(List<Overflow.Entry> entries) {
    lock.lock();
    try {
      return queues.valid(entries);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void take(Lane lane, List<Overflow.Entry> entries, List<Overflow.Entry> valid) {
    lock.lock();
    try {
      long last = entries.get(entries.size() - 1).number();
      queues.takeBack(lane, valid, entries.size(), last);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isShort() {
    boolean[] isShort = new boolean[1];
    known.accept(urls -> isShort[0] = urls.isShort());
    return isShort[0];
  }

  @Override
  public boolean add(ByteBuffer piece) {
    boolean[] more = new boolean[1];
    known.accept(
        urls -> {
          urls.addMemory(piece);
          more[0] = urls.asksForMemory();
          room.signalAll();
        });
    return more[0];
  }

  @Override
  public void fail() {
    close.run();
  }
}
