package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.util.ArrayDeque;

/**
 * The URLs of one host and depth that are not settled. Those in memory come before those on disk.
 * Guarded by the frontier's lock.
 */
final class DepthLane {

  final HostQueue queue;
  final int depth;
  final ArrayDeque<Overflow.Entry> memory = new ArrayDeque<>(2);

  /** Waiting, out, or in process. 0 where what is on disk is void. */
  long unsettled;

  /** TakenUrl, in process, or delayed. */
  long underWay;

  /** In the overflow or on the way there, with what is void. */
  long onDisk;

  /** The number of the last entry that came back from disk, or -1. */
  long readTo = -1;

  /** Its next entries on disk were asked for. */
  boolean awaited;

  // Confined to the thread of the overflow: entries are to be read from this number on; those from
  // `kept` on are still there, and so many of them were read.
  long from;
  long kept;
  int read;

  DepthLane(HostQueue queue, int depth) {
    this.queue = queue;
    this.depth = depth;
  }

  /**
   * One more goes to disk. What an earlier lane of this host and depth has left there is no more.
   */
  void spilled(long number) {
    if (onDisk++ == 0 && from == 0) {
      from = number; // nobody reads it yet
      kept = number;
    }
  }
}
