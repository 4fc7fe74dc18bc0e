package dev.outlink.frontier;

import dev.outlink.url.Host;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hosts that were opened and have no URLs now, the last ones of them: an input may be slower than a
 * host, whose next URL then finds it gone. Guarded by the frontier's lock.
 */
final class OpenedHosts {

  /** Some 100 bytes each. */
  private static final int MOST = 4_096;

  /** Oldest first. */
  private final Set<Host> hosts = new LinkedHashSet<>();

  /** Remembers a host, and forgets the oldest one if they are too many. */
  void add(Host host) {
    if (hosts.add(host) && hosts.size() > MOST) {
      hosts.remove(hosts.iterator().next());
    }
  }

  /** Takes a host out; whether it was in. */
  boolean remove(Host host) {
    return hosts.remove(host);
  }
}
