package dev.outlink.gate;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/*
 * A request is in one of three states:
 *   talking   it holds a slot. It stands in line by when it was looked at last.
 *   silent    it was patiently waited for and brought (nearly) nothing: it holds a socket only.
 *   ended     it holds nothing.
 * Talking ones are looked at only while somebody waits for a slot, the one that was not looked at for longest first. Who has
 * brought something since goes to the end of the line. A silent one whose answer comes after all takes a slot again, also
 * where none is free: then fewer are granted until that is made up for.
 */
/**
 * The slots of all requests, and who holds one: hosts that answer. How long silence may last
 * follows from how long answers take: where the network itself is slow, all are. Guarded by the
 * lock of {@link HostGates}; docs/adr/0015 has the reasons.
 */
final class Slots {

  /** The shortest silence that costs a slot. */
  static final long LEAST_PATIENCE = TimeUnit.SECONDS.toNanos(1);

  /** The longest silence that is waited for. */
  static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(20);

  /** Silence is out of the ordinary from so many times the usual time to an answer. */
  private static final int UNUSUAL = 4;

  /** Less than so many bytes a second are (nearly) nothing. */
  private static final long LEAST_BYTES = 1_024;

  /** One sample moves the usual time by this part of it. */
  private static final int STEP = 8;

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  private final int mostSilent;
  private final WaitingLine<Permit> talking = new WaitingLine<>();
  private int free;
  private int silent;

  /** About the median time from a grant to the first bytes of the answer. */
  private long usual = TimeUnit.MILLISECONDS.toNanos(100);

  Slots(int slots, int mostSilent) {
    this.free = slots;
    this.mostSilent = mostSilent;
  }

  boolean isFree() {
    return free > 0;
  }

  /** Requests that hold a socket but no slot. */
  int silent() {
    return silent;
  }

  void take(Permit permit) {
    free--;
    permit.place = talking.join(permit);
  }

  /** The request has ended; returns whether it was silent. */
  boolean end(Permit permit) {
    boolean wasSilent = permit.isSilent();
    if (wasSilent) {
      silent--;
      permit.heard();
    } else {
      leave(permit);
      free++;
    }
    return wasSilent;
  }

  /** The first bytes of an answer have come. */
  void answers(Permit permit, long now) {
    long sample = now - permit.grantedAt();
    long step = Math.max(1, usual / STEP);
    usual =
        sample > usual ? Math.min(usual + step, MOST_PATIENCE) : Math.max(usual - step, SHORTEST);
  }

  /** A silent request brings its answer after all; returns whether it was silent. */
  boolean returns(Permit permit, long now) {
    if (!permit.isSilent()) {
      return false; // it has ended, or another part of its answer came first
    }
    silent--;
    free--;
    permit.heard();
    seen(permit, now);
    permit.place = talking.join(permit);
    return true;
  }

  /**
   * Takes the slots of those that are silent, until one is free.
   *
   * @param told of each of them
   */
  void reclaim(long now, Consumer<Permit> told) {
    long patience = patience();
    while (free <= 0 && mayReclaim() && now - talking.first().seenAt >= patience) {
      Permit permit = talking.first();
      leave(permit);
      if (permit.received() - permit.seen < LEAST_BYTES * patience / LEAST_PATIENCE) {
        permit.silent();
        silent++;
        free++;
        told.accept(permit);
      } else {
        seen(permit, now);
        permit.place = talking.join(permit);
      }
    }
  }

  /** When a slot may be taken from a silent request, where none is free. */
  OptionalLong nextReclaim() {
    return free <= 0 && mayReclaim()
        ? OptionalLong.of(talking.first().seenAt + patience())
        : OptionalLong.empty();
  }

  private boolean mayReclaim() {
    return !talking.isEmpty() && silent < mostSilent;
  }

  private long patience() {
    return Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, UNUSUAL * usual));
  }

  private static void leave(Permit permit) {
    WaitingLine.Place<Permit> place = permit.place;
    permit.place = null;
    if (place != null) {
      place.leave();
    }
  }

  private static void seen(Permit permit, long now) {
    permit.seenAt = now;
    permit.seen = permit.received();
  }
}
