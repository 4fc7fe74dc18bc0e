package dev.outlink.frontier;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A place of the address is free, taken by a URL that is out, or offered to a host that is ready: who is ready can be taken
 * at once. Who finds no place stands in the line, once, and is called when one is free. So as many hosts as there are
 * places are looked at, however many there are behind the address.
 */
/**
 * The hosts behind one address: how many of their URLs are out, and who waits for that. Guarded by
 * the frontier's lock.
 */
final class AddressLine {

  final String address;
  private final int limit;
  private final Set<HostQueue> line = new LinkedHashSet<>();
  private int out;
  private int offered;

  /** Hosts that are known to be behind it. */
  private int hosts;

  AddressLine(String address, int limit) {
    this.address = address;
    this.limit = limit;
  }

  /** A host is behind it from now on. */
  void join(HostQueue queue) {
    hosts++;
    queue.address = this;
  }

  /** A host is behind it no more. */
  void part(HostQueue queue) {
    withdraw(queue);
    hosts--;
    queue.address = null;
  }

  /** Offers a place to a host that wants one; false if it has to wait in the line. */
  boolean offer(HostQueue queue) {
    if (queue.offered) {
      return true;
    }
    if (out + offered >= limit) {
      line.add(queue);
      return false;
    }
    if (!line.isEmpty()) {
      line.remove(queue);
    }
    offered++;
    queue.offered = true;
    return true;
  }

  /** A host wants no place any more. */
  void withdraw(HostQueue queue) {
    if (queue.offered) {
      offered--;
      queue.offered = false;
    } else if (!line.isEmpty()) {
      line.remove(queue);
    }
  }

  /** A URL takes the place that its host was offered. */
  void take(HostQueue queue) {
    offered--;
    queue.offered = false;
    out++;
  }

  /** A URL that is out already takes a place, that of its host's offer if there is no other. */
  boolean enter(HostQueue queue) {
    if (queue.offered) {
      withdraw(queue);
    }
    if (out + offered >= limit) {
      return false;
    }
    out++;
    return true;
  }

  /** A URL gives its place up. */
  void leave() {
    out--;
  }

  /** The first of the line, who leaves it, if there is a place to offer; or null. */
  @Nullable HostQueue call() {
    if (line.isEmpty() || out + offered >= limit) {
      return null;
    }
    HostQueue first = line.iterator().next();
    line.remove(first);
    return first;
  }

  /** Whether it need not be remembered. */
  boolean isUnused() {
    return hosts == 0 && out == 0;
  }
}
