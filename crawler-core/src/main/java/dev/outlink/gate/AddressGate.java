package dev.outlink.gate;

import dev.outlink.politeness.Politeness;
import org.jspecify.annotations.Nullable;

/** The turns of one IP address, which all hosts that it serves share. Confined to {@link Turns}. */
final class AddressGate extends Sleeper {

  final String address;

  /** Gates that have a turn of their own and wait for one of the address. */
  final WaitingLine<Gate> line = new WaitingLine<>();

  /** Where it stands while nobody uses it; null otherwise. */
  WaitingLine.@Nullable Place<AddressGate> place;

  private final int concurrency;
  private final long delay;
  private int users;
  private int inFlight;
  private int reserved;
  private long opensAt;

  AddressGate(String address, Politeness politeness, long now) {
    this.address = address;
    this.concurrency = politeness.ipConcurrency();
    this.delay = politeness.ipDelay().toNanos();
    this.opensAt = now;
  }

  /** A waiter has come. It counts as long as it waits, and then as long as its permit is out. */
  void use() {
    users++;
  }

  void unuse() {
    users--;
  }

  boolean isUsed() {
    return users > 0;
  }

  boolean isDelayed(long now) {
    return opensAt - now > 0;
  }

  long opensAt() {
    return opensAt;
  }

  /**
   * Whether a gate may have its turn. With a delay only one may wait for a slot: two that wait
   * might start at the same time.
   */
  boolean isOpen(long now) {
    return inFlight + reserved < concurrency && (delay == 0 || (reserved == 0 && !isDelayed(now)));
  }

  /** A gate has its turn, and waits for a slot. */
  void reserve() {
    reserved++;
  }

  /** It gives the turn back unused. */
  void giveBack() {
    reserved--;
  }

  /** It uses the turn. */
  void start(long now) {
    reserved--;
    inFlight++;
    opensAt = now + delay;
  }

  void end() {
    inFlight--;
  }
}
