package dev.outlink.gate;

/** What waits for a time; the fields are those of {@link Wakeups}. */
abstract sealed class Sleeper permits Gate, AddressGate {
  boolean asleep;
  long wakesAt;
  long number;
}
