package dev.outlink.frontier;

import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The URLs of one host that are not settled. Guarded by the frontier's lock. */
final class HostQueue {

  /** Fewer in memory than this, and more are read from disk. */
  private static final int LOW = 8;

  final Host host;

  /** Stands for the host on disk. */
  final long id;

  /** By depth, lowest first; none without a URL. */
  final List<Lane> lanes = new ArrayList<>(1);

  /** In memory or on disk. */
  long waiting;

  final List<Out> outs = new ArrayList<>(0);

  /** Its address and robots.txt are known, so more than one URL may be out. */
  boolean opened;

  // Where it is among the hosts; see ReadyHosts.
  boolean asked;
  Overflow.@Nullable Entry next;
  boolean resting;
  long restsUntil;
  @Nullable AddressLine address;
  boolean offered;

  // Its place among the hosts that are ready; see HostOrder.
  @Nullable HostOrder order;
  int nextDepth;
  long nextNumber;
  long load;

  HostQueue(Host host, long id) {
    this.host = host;
    this.id = id;
  }

  /** The lane of a depth, made where there is none. */
  Lane lane(int depth) {
    int i = lanes.size(); // what is found is mostly deeper than what waits
    while (i > 0 && lanes.get(i - 1).depth > depth) {
      i--;
    }
    if (i == 0 || lanes.get(i - 1).depth != depth) {
      lanes.add(i++, new Lane(this, depth));
    }
    return lanes.get(i - 1);
  }

  /** The lane of a depth, or null. */
  @Nullable Lane existing(int depth) {
    for (Lane lane : lanes) {
      if (lane.depth == depth) {
        return lane;
      }
    }
    return null;
  }

  /** What is out of a URL, or null. */
  @Nullable Out out(CrawlTask task) {
    for (Out out : outs) {
      if (out.entry.task().equals(task)) {
        return out;
      }
    }
    return null;
  }

  /** Whether a URL of this depth would come after one that is on disk. */
  boolean isOnDiskUpTo(int depth) {
    for (Lane lane : lanes) {
      if (lane.depth <= depth && lane.onDisk > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the next URL is to be taken from: the lowest depth with one that waits, if it is in
   * memory.
   *
   * @param levels only the lowest depth that has an unsettled URL counts
   */
  @Nullable Lane laneToTake(boolean levels) {
    for (Lane lane : lanes) {
      if (!lane.memory.isEmpty()) {
        return lane;
      }
      if (levels || lane.onDisk > 0) {
        return null;
      }
    }
    return null;
  }

  /** The lane whose next entries are to be read from disk, because they may soon be taken. */
  @Nullable Lane laneToRead(boolean levels) {
    for (Lane lane : lanes) {
      if (lane.onDisk > 0) {
        return !lane.awaited && lane.memory.size() < LOW ? lane : null;
      }
      if (levels || !lane.memory.isEmpty()) {
        return null;
      }
    }
    return null;
  }
}
