package dev.outlink.frontier;

import dev.outlink.frontier.HostQueue.TakenUrl;
import dev.outlink.overflow.Overflow;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * A host with a URL to give out is ready, or it rests, or has as many URLs out as it may, or waits in the line of its
 * address. One that is not opened has one URL out at most: its scout. It may be silent for long, so hosts that are opened
 * and scouts take turns: neither many dead hosts nor a few large ones hold up the others (docs/adr/0011).
 */
/** Which hosts may give out a URL now, and whose turn it is. Guarded by the frontier's lock. */
final class ReadyHosts {

  private final int hostLimit;
  private final int addressLimit;
  private final HostOrder opened = new HostOrder();
  private final HostOrder scouts = new HostOrder();
  private final RestingHosts resting = new RestingHosts();
  private final Map<String, AddressLine> addresses = new HashMap<>();
  private boolean scoutsTurn;

  ReadyHosts(FrontierConfig config) {
    this.hostLimit = config.hostLimit();
    this.addressLimit = config.addressLimit();
  }

  boolean isEmpty() {
    return opened.isEmpty() && scouts.isEmpty();
  }

  /** Whose turn it is, or null; stays in. */
  @Nullable HostQueue next(boolean scoutsToo) {
    if (!scoutsToo || scouts.isEmpty()) {
      return opened.isEmpty() ? null : opened.next();
    }
    if (opened.isEmpty()) {
      return scouts.next();
    }
    scoutsTurn = !scoutsTurn;
    return scoutsTurn ? scouts.next() : opened.next();
  }

  /** The next URL of a ready host goes out; an update of its host is to follow. */
  void take(HostQueue queue, Overflow.Entry entry) {
    removeFromOrder(queue);
    queue.asked = true;
    AddressLine address = queue.address;
    if (address != null) {
      address.take(queue);
    }
    queue.taken.add(new TakenUrl(queue, entry, address));
  }

  /**
   * To be called after each change.
   *
   * @param next what the host would give out, or null
   */
  void update(HostQueue queue, Overflow.@Nullable Entry next) {
    removeFromOrder(queue);
    queue.next = next;
    AddressLine address = queue.address;
    int limit = queue.opened ? hostLimit : 1;
    if (next == null || queue.resting || queue.taken.size() >= limit) {
      if (address != null) {
        address.withdraw(queue);
        freed(address);
      }
    } else if (address == null || address.offer(queue)) {
      (queue.opened ? opened : scouts).add(queue, next);
    }
  }

  /** A URL is out no more; an update of its host is to follow. */
  void end(TakenUrl out) {
    out.queue.taken.remove(out);
    AddressLine address = out.address;
    if (address != null) {
      out.address = null;
      address.leave();
      freed(address);
    }
  }

  /**
   * The address of a URL that is out. An update of its host is to follow.
   *
   * @param name empty if there is none to count
   * @return false if the address is full
   */
  boolean locate(TakenUrl out, String name) {
    HostQueue queue = out.queue;
    AddressLine from = out.address;
    AddressLine to =
        name.isEmpty()
            ? null
            : addresses.computeIfAbsent(name, unknown -> new AddressLine(name, addressLimit));
    AddressLine before = queue.address;
    if (before != to) {
      leave(queue);
      if (to != null) {
        to.join(queue);
      }
    }
    if (from == to) {
      return true;
    }
    boolean fits = to == null || to.enter(queue);
    out.address = fits ? to : null;
    if (from != null) {
      from.leave();
      freed(from);
    }
    return fits;
  }

  /** A host gives out nothing until a time has come. An update is to follow. */
  void rest(HostQueue queue, long until) {
    resting.add(queue, until);
  }

  /** A host whose rest is over, or null. An update is to follow. */
  @Nullable HostQueue awake(long now) {
    return resting.due(now);
  }

  /** How long until a host's rest is over, Long.MAX_VALUE if none rests. */
  long nanosToNext(long now) {
    return resting.nanosToNext(now);
  }

  boolean isNobodyResting() {
    return resting.isEmpty();
  }

  /** Forgets a host that has no more URLs. */
  void remove(HostQueue queue) {
    resting.remove(queue);
    leave(queue);
  }

  void clear() {
    opened.clear();
    scouts.clear();
    resting.clear();
    addresses.clear();
  }

  private static void removeFromOrder(HostQueue queue) {
    if (queue.order != null) {
      queue.order.remove(queue);
    }
  }

  private void leave(HostQueue queue) {
    removeFromOrder(queue);
    AddressLine address = queue.address;
    if (address != null) {
      address.part(queue);
      freed(address);
    }
  }

  /** There may be a place for whoever waits for it. */
  private void freed(AddressLine address) {
    for (HostQueue queue = address.call(); queue != null; queue = address.call()) {
      update(queue, queue.next);
    }
    if (address.isUnused()) {
      addresses.remove(address.address);
    }
  }
}
