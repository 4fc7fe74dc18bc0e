package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/*
 * A fetch enters, holds one of PLACES until its body has been read, or until it turns out to be slow, and leaves. A body that
 * came needs room too: BYTES are for all of them together, and one more body, the large one, may have any size. A body that
 * finds no room is dropped and fetched once more, by a fetch that has the room of the large one before it begins.
 */
/**
 * Bounds how far sitemaps are fetched ahead of their reader: in number, so that most of what comes
 * finds room, and in bytes, since nobody knows before how much comes. Safe for any thread.
 */
final class SitemapRoom {

  /** Fetches that are quick, and bodies that wait to be read. */
  static final int PLACES = 32;

  /** What bodies that wait may hold together, beside the large one. */
  static final long BYTES = 16L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger proceeding = new AtomicInteger();

  @GuardedBy("lock") private final ArrayDeque<Consumer<Place>> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private final ArrayDeque<Consumer<Place>> waitingLarge = new ArrayDeque<>();

  @GuardedBy("lock") private int free = PLACES;

  @GuardedBy("lock") private long bytes;

  @GuardedBy("lock") private boolean isLargeTaken;

  /** What one fetch holds. */
  final class Place {
    private boolean counts;
    private boolean large;
    private long held;

    private Place(boolean large) {
      this.large = large;
      this.counts = !large;
    }

    /** Its body came: whether there is room for it. */
    boolean hold(long size) {
      lock.lock();
      try {
        if (!large && bytes + size <= BYTES) {
          held = size;
          bytes += size;
        } else if (!large) {
          large = !isLargeTaken;
          isLargeTaken = true;
          return large;
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** It takes long: others need not wait for it. Idempotent. */
    void letOthers() {
      lock.lock();
      try {
        free += counts ? 1 : 0;
        counts = false;
      } finally {
        lock.unlock();
      }
      proceed();
    }

    /** Its body is read, or there is none. Idempotent. */
    void leave() {
      lock.lock();
      try {
        bytes -= held;
        held = 0;
        isLargeTaken &= !large;
        large = false;
      } finally {
        lock.unlock();
      }
      letOthers();
    }
  }

  /**
   * Starts a fetch when there is a place, outside of the lock, on this thread or on that of whoever
   * leaves.
   *
   * @param isLarge whether its body has found no room before
   */
  void enter(boolean isLarge, Consumer<Place> start) {
    lock.lock();
    try {
      (isLarge ? waitingLarge : waiting).add(start);
    } finally {
      lock.unlock();
    }
    proceed();
  }

  /** What starts may end at once and come back here; it then only leaves a mark. */
  private void proceed() {
    if (proceeding.getAndIncrement() != 0) {
      return;
    }
    int marks = 1;
    do {
      admitted().forEach(Runnable::run);
      marks = proceeding.addAndGet(-marks);
    } while (marks != 0);
  }

  private List<Runnable> admitted() {
    List<Runnable> starts = new ArrayList<>();
    lock.lock();
    try {
      if (!isLargeTaken && !waitingLarge.isEmpty()) {
        isLargeTaken = true;
        Consumer<Place> start = waitingLarge.remove();
        starts.add(() -> start.accept(new Place(true)));
      }
      while (free > 0 && !waiting.isEmpty()) {
        free--;
        Consumer<Place> start = waiting.remove();
        starts.add(() -> start.accept(new Place(false)));
      }
    } finally {
      lock.unlock();
    }
    return starts;
  }
}
