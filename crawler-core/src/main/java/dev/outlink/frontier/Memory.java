package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the thread of the disk sees of the frontier: where entries that were read go, and memory for
 * known URLs. Called with or without the frontier's lock.
 */
interface Memory {

  /** How many units may be read for each of some lanes; 0: none now. */
  int room(int lanes);

  /** Drops those entries that stand for no URL any more, and were counted as such. */
  List<Overflow.Entry> valid(List<Overflow.Entry> entries);

  /**
   * Takes entries of a lane in.
   *
   * @param valid those of them that are valid
   */
  void take(Lane lane, List<Overflow.Entry> entries, List<Overflow.Entry> valid);

  /** Whether memory that is wanted is late, and nobody should go on until it is there. */
  boolean isShort();

  /** Takes memory in that is not of the heap; returns whether more is wanted. */
  boolean add(ByteBuffer piece);

  /** The disk has failed: nothing is taken in or given out any more. */
  void fail();
}
