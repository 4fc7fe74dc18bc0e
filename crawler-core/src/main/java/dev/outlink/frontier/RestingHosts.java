package dev.outlink.frontier;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The hosts that give out nothing until a time has come. Guarded by the frontier's lock. */
final class RestingHosts {

  // Times are compared by their difference: the clock may pass the largest number.
  private static final Comparator<HostQueue> SOONEST_FIRST =
      (one, other) -> {
        int byTime = Long.signum(one.restsUntil - other.restsUntil);
        return byTime != 0 ? byTime : Long.compare(one.id, other.id);
      };

  private final TreeSet<HostQueue> hosts = new TreeSet<>(SOONEST_FIRST);

  /** Lets a host rest; one that rests already keeps the later time. */
  void add(HostQueue queue, long until) {
    if (queue.resting) {
      if (queue.restsUntil - until >= 0) {
        return;
      }
      hosts.remove(queue);
    }
    queue.resting = true;
    queue.restsUntil = until;
    hosts.add(queue);
  }

  /** Takes a host out, if it is in. */
  void remove(HostQueue queue) {
    if (queue.resting) {
      queue.resting = false;
      hosts.remove(queue);
    }
  }

  /** A host whose time has come, which rests no more; or null. */
  @Nullable HostQueue due(long now) {
    if (hosts.isEmpty() || hosts.first().restsUntil - now > 0) {
      return null;
    }
    HostQueue first = hosts.first();
    remove(first);
    return first;
  }

  /** How long until the next one's time comes, 0 if it has, Long.MAX_VALUE if there is none. */
  long nanosToNext(long now) {
    return hosts.isEmpty() ? Long.MAX_VALUE : Math.max(0, hosts.first().restsUntil - now);
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  void clear() {
    hosts.forEach(queue -> queue.resting = false);
    hosts.clear();
  }
}
