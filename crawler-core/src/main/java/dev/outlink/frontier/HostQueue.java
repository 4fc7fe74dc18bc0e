package dev.outlink.frontier;

import dev.outlink.known.Fingerprint;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The URLs of one host that are not settled. Guarded by the frontier's lock. */
final class HostQueue {

  /** Fewer in memory than this, and more are read from disk. */
  private static final int LOW = 8;

  final Host host;

  /** Stands for the host on disk. */
  final long id;

  /** By depth, lowest first; none without a URL. */
  final List<DepthLane> lanes = new ArrayList<>(1);

  /** In memory or on disk. */
  long waiting;

  /** Those that wait and may yet be found to be nearer to a seed; null for none. See Levels. */
  @Nullable Map<Fingerprint, Levels.Place> places;

  /** No depth among these is larger. */
  int deepestPlace;

  final List<TakenUrl> taken = new ArrayList<>(0);

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
  DepthLane lane(int depth) {
    int i = lanes.size(); // what is found is mostly deeper than what waits
    while (i > 0 && lanes.get(i - 1).depth > depth) {
      i--;
    }
    if (i == 0 || lanes.get(i - 1).depth != depth) {
      lanes.add(i++, new DepthLane(this, depth));
    }
    return lanes.get(i - 1);
  }

  /** The lane of a depth, or null. */
  @Nullable DepthLane existing(int depth) {
    for (DepthLane lane : lanes) {
      if (lane.depth == depth) {
        return lane;
      }
    }
    return null;
  }

  /** The URL of a task, if it is out, or null. */
  @Nullable TakenUrl taken(CrawlTask task) {
    for (TakenUrl url : taken) {
      if (url.entry.task().equals(task)) {
        return url;
      }
    }
    return null;
  }

  /** Whether a URL of this depth would come after one that is on disk. */
  boolean isOnDiskUpTo(int depth) {
    for (DepthLane lane : lanes) {
      if (lane.depth <= depth && lane.onDisk > 0) {
        return true;
      }
    }
    return false;
  }

  /** The lowest depth that has a URL that is not settled; the highest number if there is none. */
  int level() {
    for (DepthLane lane : lanes) {
      if (lane.unsettled > 0) {
        return lane.depth;
      }
    }
    return Integer.MAX_VALUE;
  }

  /**
   * Where the next URL is to be taken from: the lowest depth with one that waits, if it is in
   * memory.
   *
   * @param deepest lanes beyond this depth do not count
   */
  @Nullable DepthLane laneToTake(int deepest) {
    for (DepthLane lane : lanes) {
      if (lane.depth > deepest) {
        return null;
      }
      if (lane.unsettled > 0) {
        if (!lane.memory.isEmpty()) {
          return lane;
        }
        if (lane.onDisk > 0) {
          return null;
        }
      }
    }
    return null;
  }

  /**
   * The lane whose next entries are to be read from disk, because they may soon be taken or are
   * void.
   *
   * @param deepest lanes beyond this depth do not count
   */
  @Nullable DepthLane laneToRead(int deepest) {
    for (DepthLane lane : lanes) {
      if (lane.depth > deepest) {
        return null;
      }
      if (lane.onDisk > 0) {
        boolean reads = !lane.awaited && lane.memory.size() < LOW;
        if (reads || lane.unsettled > 0) {
          return reads ? lane : null;
        }
      } else if (!lane.memory.isEmpty()) {
        return null;
      }
    }
    return null;
  }

  /** A URL that was taken and not yet released. Guarded by the frontier's lock. */
  static final class TakenUrl {

    final HostQueue queue;
    final Overflow.Entry entry;

    /** Where it takes a place; null while that is not known. */
    @Nullable AddressLine address;

    TakenUrl(HostQueue queue, Overflow.Entry entry, @Nullable AddressLine address) {
      this.queue = queue;
      this.entry = entry;
      this.address = address;
    }
  }
}
