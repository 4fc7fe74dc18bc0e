package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.util.ArrayList;
import java.util.List;

/** Entries that gather until they are enough for one batch. Guarded by the frontier's lock. */
final class WriteBuffer {

  /** So many units are written at once. */
  private static final int BATCH = 2_048;

  /** Entries that wait to be written, in units; about 4 MB. As many may be under way. */
  private static final int MOST_WAITING = 8_192;

  private List<Overflow.Entry> entries = new ArrayList<>();
  private int units;

  /** Takes an entry in, behind the others. */
  void add(Overflow.Entry entry) {
    entries.add(entry);
    units += entry.task().units();
  }

  /** Whether they are enough for a batch. */
  boolean isBatch() {
    return units >= BATCH;
  }

  /** Whether no more should be added until these are taken; what is added is kept all the same. */
  boolean isFull() {
    return units >= MOST_WAITING;
  }

  /** All that are in, in their order; none are in after this. */
  List<Overflow.Entry> take() {
    List<Overflow.Entry> taken = entries;
    entries = new ArrayList<>();
    units = 0;
    return taken;
  }
}
