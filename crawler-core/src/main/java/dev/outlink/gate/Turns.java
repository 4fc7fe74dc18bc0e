package dev.outlink.gate;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/*
 * A gate stands in at most one line:
 *   ready        it has a waiter, a free turn, its delay and rest are over, and it holds a turn of its waiter's address:
 *                it waits only for a slot. First in, first out over hosts.
 *   doubtful     the same, but a request of it is silent: others go first, but for one turn in so many.
 *   of address   the same, but the address has no turn for it. First in, first out over the hosts of the address.
 *   resting      nobody waits and nothing is in flight, but its delay or rest is not over.
 *   remembered   nor that, but it has a history.
 * and in none when its delay or rest makes a waiter wait, or when it has no free turn. Whatever waits for a time is among
 * the wakeups. A slow, delayed or resting host is never in `ready`, so it holds no slot and no turn of its address.
 *
 * Whatever happens to a gate, `review` then puts it where its state says.
 */
/**
 * Decides whose turn it is. Not safe for several threads: all that is here is guarded by the lock
 * of {@link HostGates}, which carries out the decisions. Times are nanoseconds of one ticker;
 * {@code now} never goes back.
 */
final class Turns {

  /** One grant in so many goes to a host with a silent request, while others wait. */
  private static final int DOUBTFUL_TURN = 8;

  private final Politeness politeness;
  private final RandomGenerator random;
  private final Bounds bounds;

  private final Map<Host, Gate> gates = new HashMap<>();
  private final Map<String, AddressGate> addresses = new HashMap<>();
  private final WaitingLine<Gate> ready = new WaitingLine<>();
  private final WaitingLine<Gate> doubtful = new WaitingLine<>();
  private final WaitingLine<Gate> resting = new WaitingLine<>();
  private final WaitingLine<Gate> remembered = new WaitingLine<>();
  private final WaitingLine<AddressGate> restingAddresses = new WaitingLine<>();
  private final Wakeups wakeups = new Wakeups();
  private List<Decision> decisions = new ArrayList<>();
  private final Slots slots;
  private int grants;

  Turns(Politeness politeness, RandomGenerator random, Bounds bounds) {
    this.politeness = politeness;
    this.random = random;
    this.bounds = bounds;
    this.slots = new Slots(politeness.concurrency(), bounds.silent());
  }

  /**
   * How much is remembered while it is not used; of more, what has not been used for longest is
   * forgotten.
   *
   * @param resting hosts whose delay or rest is running, and as many addresses
   * @param remembered hosts with a history: failures, backoff, response times
   * @param silent requests that hold a socket but no slot
   */
  record Bounds(int resting, int remembered, int silent) {}

  /** That a waiter is to be told so. */
  record Decision(Waiter waiter, Turn turn) {}

  /** Joins the line of a host; the delay is what the host asks for. */
  Waiter join(Host host, @Nullable String address, long crawlDelay, long now) {
    Gate gate = gates.computeIfAbsent(host, unknown -> new Gate(unknown, politeness, now));
    gate.crawlDelay(crawlDelay);
    Waiter waiter;
    if (gate.isParked(now)) {
      waiter = new Waiter(gate, null);
      decisions.add(new Decision(waiter, gate.down()));
    } else {
      waiter = new Waiter(gate, address == null ? null : use(address, now));
      waiter.place = gate.waiters.join(waiter);
    }
    review(gate, now);
    return waiter;
  }

  /** A waiter has given up; without effect if it is no longer in line. */
  void leave(Waiter waiter, long now) {
    if (waiter.place != null) {
      remove(waiter, now);
      review(waiter.gate, now);
    }
  }

  /** A permit has ended. */
  void end(Permit permit, Answer answer, long now) {
    Gate gate = gates.get(permit.host());
    if (gate == null || !gate.hasPermitOut()) {
      throw new IllegalStateException("no permit of " + permit.host() + " is out");
    }
    if (slots.end(permit)) {
      heard(gate);
    }
    String address = permit.address();
    AddressGate shared = address == null ? null : addresses.get(address);
    if (shared != null) {
      shared.end();
      unuse(shared, now);
      advance(shared, now);
    }
    gate.end(answer, permit.grantedAt(), now, random);
    if (gate.isParked(now)) {
      HostDown down = gate.down();
      while (!gate.waiters.isEmpty()) {
        Waiter waiter = gate.waiters.first();
        remove(waiter, now);
        decisions.add(new Decision(waiter, down));
      }
    }
    review(gate, now);
  }

  /** Nothing is sent to the host for so long. */
  void rest(Host host, long nanos, long now) {
    Gate gate = gates.computeIfAbsent(host, unknown -> new Gate(unknown, politeness, now));
    gate.rest(nanos, now);
    review(gate, now);
  }

  /** Wakes whose time has come. */
  void wake(long now) {
    for (Sleeper sleeper = wakeups.due(now); sleeper != null; sleeper = wakeups.due(now)) {
      if (sleeper instanceof Gate gate) {
        review(gate, now);
      } else if (sleeper instanceof AddressGate address) {
        if (address.isUsed()) {
          advance(address, now);
        } else {
          forget(address);
        }
      }
    }
  }

  /** Whether a waiter could have a permit. */
  boolean canGrant(long now) {
    if (ready.isEmpty() && doubtful.isEmpty()) {
      return false;
    }
    slots.reclaim(now, this::silent);
    return slots.isFree();
  }

  /** Grants the permit that is next, which ends at those gates; only if one can be granted. */
  void grant(HostGates issuer, long now) {
    boolean turnOfDoubtful = !doubtful.isEmpty() && ++grants % DOUBTFUL_TURN == 0;
    Gate gate = ready.isEmpty() || turnOfDoubtful ? doubtful.first() : ready.first();
    AddressGate address = gate.reserved;
    Waiter waiter = gate.waiters.first();
    if (gate.place != null) {
      gate.place.leave();
      gate.place = null;
    }
    if (waiter.place != null) {
      waiter.place.leave();
      waiter.place = null;
    }
    gate.start(now);
    if (address != null) {
      gate.reserved = null;
      address.start(now);
      advance(address, now);
    }
    String text = address == null ? null : address.address;
    Permit permit = new Permit(issuer, gate.host, text, now);
    slots.take(permit);
    decisions.add(new Decision(waiter, permit));
    review(gate, now);
  }

  /** What is to be carried out now; each is told once. */
  List<Decision> takeDecisions() {
    if (decisions.isEmpty()) {
      return List.of();
    }
    List<Decision> taken = decisions;
    decisions = new ArrayList<>();
    return taken;
  }

  /**
   * When there is something to wake next.
   *
   * @param granting whether permits are granted now: else nobody looks for slots
   */
  OptionalLong nextWake(boolean granting) {
    OptionalLong wakes = wakeups.next();
    OptionalLong frees = granting && !ready.isEmpty() ? slots.nextReclaim() : OptionalLong.empty();
    if (wakes.isEmpty() || frees.isEmpty()) {
      return wakes.isEmpty() ? frees : wakes;
    }
    return frees.getAsLong() - wakes.getAsLong() < 0 ? frees : wakes;
  }

  /** Requests that hold no slot. */
  int silent() {
    return slots.silent();
  }

  /** The first bytes of an answer have come. */
  void answers(Permit permit, long now) {
    slots.answers(permit, now);
  }

  /** A silent request brings its answer after all. */
  void returns(Permit permit, long now) {
    Gate gate = gates.get(permit.host());
    if (slots.returns(permit, now) && gate != null) {
      heard(gate);
    }
  }

  private void silent(Permit permit) {
    Gate gate = gates.get(permit.host());
    if (gate != null) {
      gate.silent++;
      changeLines(gate);
    }
  }

  private void heard(Gate gate) {
    gate.silent--;
    changeLines(gate);
  }

  private void changeLines(Gate gate) {
    WaitingLine<Gate> line = lineForSlots(gate);
    WaitingLine.Place<Gate> place = gate.place;
    if (place != null && isInLineForSlots(place) && !place.isIn(line)) {
      place.leave();
      gate.place = line.join(gate);
    }
  }

  private WaitingLine<Gate> lineForSlots(Gate gate) {
    return gate.silent > 0 ? doubtful : ready;
  }

  private boolean isInLineForSlots(WaitingLine.Place<Gate> place) {
    return place.isIn(ready) || place.isIn(doubtful);
  }

  /** How long a host that is not parked lets whoever comes now wait; 0 where it does not. */
  long nanosToOpen(Host host, long crawlDelay, long now) {
    Gate gate = gates.get(host);
    if (gate == null || gate.isParked(now)) {
      return 0;
    }
    gate.crawlDelay(crawlDelay);
    return Math.max(0, gate.opensAt() - now);
  }

  int ready() {
    return ready.size();
  }

  int gates() {
    return gates.size();
  }

  int addresses() {
    return addresses.size();
  }

  private void review(Gate gate, long now) {
    boolean wanted = gate.isWanted();
    boolean idle = gate.isIdle();
    if ((wanted || idle) && gate.opensAt() - now > 0) {
      wakeups.set(gate, gate.opensAt());
      if (idle) {
        shelve(gate, resting, bounds.resting(), now);
      } else {
        displace(gate, now);
      }
      return;
    }
    wakeups.cancel(gate);
    if (wanted) {
      lineUp(gate, now);
    } else if (idle && gate.hasHistory()) {
      shelve(gate, remembered, bounds.remembered(), now);
    } else if (idle) {
      forget(gate, now);
    } else {
      displace(gate, now);
    }
  }

  private void lineUp(Gate gate, long now) {
    AddressGate address = gate.waiters.first().address;
    if (gate.place != null) {
      boolean placed =
          isInLineForSlots(gate.place)
              ? gate.reserved == address
              : address != null && gate.place.isIn(address.line);
      if (placed) {
        return;
      }
      displace(gate, now);
    }
    if (address == null) {
      gate.place = lineForSlots(gate).join(gate);
    } else {
      gate.place = address.line.join(gate);
      advance(address, now);
    }
  }

  /** Gives an address's free turns to the gates that wait for them. */
  private void advance(AddressGate address, long now) {
    while (!address.line.isEmpty() && address.isOpen(now)) {
      Gate gate = address.line.first();
      if (gate.place != null) {
        gate.place.leave();
      }
      address.reserve();
      gate.reserved = address;
      gate.place = lineForSlots(gate).join(gate);
    }
    if (!address.line.isEmpty() && address.isDelayed(now)) {
      wakeups.set(address, address.opensAt());
    }
  }

  /** Takes a gate out of its line. */
  private void displace(Gate gate, long now) {
    if (gate.place != null) {
      gate.place.leave();
      gate.place = null;
    }
    AddressGate address = gate.reserved;
    if (address != null) {
      gate.reserved = null;
      address.giveBack();
      advance(address, now);
    }
  }

  /** Keeps an idle gate; where it is one too many, the one that has been idle for longest goes. */
  private void shelve(Gate gate, WaitingLine<Gate> shelf, int most, long now) {
    if (gate.place != null && gate.place.isIn(shelf)) {
      return;
    }
    displace(gate, now);
    gate.place = shelf.join(gate);
    if (shelf.size() > most) {
      forget(shelf.first(), now);
    }
  }

  private void forget(Gate gate, long now) {
    displace(gate, now);
    wakeups.cancel(gate);
    gates.remove(gate.host);
  }

  private void remove(Waiter waiter, long now) {
    if (waiter.place != null) {
      waiter.place.leave();
      waiter.place = null;
    }
    if (waiter.address != null) {
      unuse(waiter.address, now);
    }
  }

  private AddressGate use(String text, long now) {
    AddressGate address =
        addresses.computeIfAbsent(text, unknown -> new AddressGate(unknown, politeness, now));
    if (address.place != null) {
      address.place.leave();
      address.place = null;
    }
    address.use();
    return address;
  }

  private void unuse(AddressGate address, long now) {
    address.unuse();
    if (address.isUsed()) {
      return;
    }
    if (address.isDelayed(now)) {
      wakeups.set(address, address.opensAt());
      address.place = restingAddresses.join(address);
      if (restingAddresses.size() > bounds.resting()) {
        forget(restingAddresses.first());
      }
    } else {
      forget(address);
    }
  }

  private void forget(AddressGate address) {
    if (address.place != null) {
      address.place.leave();
      address.place = null;
    }
    wakeups.cancel(address);
    addresses.remove(address.address);
  }
}
