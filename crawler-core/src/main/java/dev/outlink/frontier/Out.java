package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import org.jspecify.annotations.Nullable;

/** A URL that was taken and not yet released. Guarded by the frontier's lock. */
final class Out {

  final HostQueue queue;
  final Overflow.Entry entry;

  /** Where it takes a place; null while that is not known. */
  @Nullable AddressLine address;

  Out(HostQueue queue, Overflow.Entry entry, @Nullable AddressLine address) {
    this.queue = queue;
    this.entry = entry;
    this.address = address;
  }
}
