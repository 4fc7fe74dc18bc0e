package dev.outlink.gate;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who waits for a turn at a gate. */
final class Waiter extends CompletableFuture<Turn> {

  final Gate gate;
  final @Nullable AddressGate address;

  /** Null once it has left the line. */
  WaitingLine.@Nullable Place<Waiter> place;

  Waiter(Gate gate, @Nullable AddressGate address) {
    this.gate = gate;
    this.address = address;
  }
}
