package dev.outlink.compute;

import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What waits, by host: the hosts take turns, and each keeps its order. Its owner's lock guards. */
final class HostLanes<T> {

  /** Hosts that are looked at for one that may go; the others wait behind them. */
  private static final int LOOKED_AT = 32;

  /** The hosts in the order of their turns; none is without something that waits. */
  private final Map<Host, Queue<T>> hosts = new LinkedHashMap<>();

  void add(Host host, T item) {
    hosts.computeIfAbsent(host, none -> new ArrayDeque<>(2)).add(item);
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  /** Whether no other host waits. */
  boolean isOnly(Host host) {
    return hosts.isEmpty() || (hosts.size() == 1 && hosts.containsKey(host));
  }

  /** Takes out the first of the first host whose first may go; that host is the last one then. */
  @Nullable T poll(Predicate<T> mayGo) {
    int left = LOOKED_AT;
    Iterator<Map.Entry<Host, Queue<T>>> entries = hosts.entrySet().iterator();
    while (entries.hasNext() && left-- > 0) {
      Map.Entry<Host, Queue<T>> entry = entries.next();
      Queue<T> queue = entry.getValue();
      T first = queue.element();
      if (mayGo.test(first)) {
        Host host = entry.getKey();
        queue.remove();
        entries.remove();
        if (!queue.isEmpty()) {
          hosts.put(host, queue);
        }
        return first;
      }
    }
    return null;
  }
}
