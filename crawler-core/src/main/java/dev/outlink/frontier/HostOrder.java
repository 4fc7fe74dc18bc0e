package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Hosts that are ready, in the order in which they are served (docs/adr/0004, 0011): lowest depth
 * first; of equal depth one that gave out nothing yet, and then the one with the most URLs waiting;
 * every eighth time the one whose next URL waits longest, whatever its depth, since seeds may come
 * for ever. Guarded by the frontier's lock.
 */
final class HostOrder {

  /** One turn in so many goes to the host that has waited longest. */
  private static final int OLDEST_TURN = 8;

  // No two hosts have the same number.
  private static final Comparator<HostQueue> OLDEST_FIRST =
      (one, other) -> Long.compare(one.nextNumber, other.nextNumber);

  private static final Comparator<HostQueue> MOST_WAITING_FIRST =
      (one, other) -> {
        int byDepth = Integer.compare(one.nextDepth, other.nextDepth);
        int byAsked = byDepth != 0 ? byDepth : Boolean.compare(one.asked, other.asked);
        int byLoad = byAsked != 0 ? byAsked : Long.compare(other.load, one.load);
        return byLoad != 0 ? byLoad : Long.compare(one.nextNumber, other.nextNumber);
      };

  private final TreeSet<HostQueue> mostWaiting = new TreeSet<>(MOST_WAITING_FIRST);
  private final TreeSet<HostQueue> oldest = new TreeSet<>(OLDEST_FIRST);
  private int turns;

  boolean isEmpty() {
    return oldest.isEmpty();
  }

  /** Puts a host at its place, given by its next URL, which is not null. */
  void add(HostQueue queue, Overflow.Entry next) {
    queue.order = this;
    queue.nextDepth = next.task().depth();
    queue.nextNumber = next.number();
    queue.load = queue.waiting;
    mostWaiting.add(queue);
    oldest.add(queue);
  }

  /** Takes out a host that is in. */
  void remove(HostQueue queue) {
    queue.order = null;
    mostWaiting.remove(queue);
    oldest.remove(queue);
  }

  /** Whose turn it is; not to be called where there is none. Stays in. */
  HostQueue next() {
    return ++turns % OLDEST_TURN == 0 ? oldest.first() : mostWaiting.first();
  }

  void clear() {
    oldest.forEach(queue -> queue.order = null);
    mostWaiting.clear();
    oldest.clear();
  }
}
