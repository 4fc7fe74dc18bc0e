package dev.outlink.frontier;

import java.util.ArrayList;
import java.util.List;

/**
 * Lanes that ask for their next entries, first in, first out. They are read for when they are many,
 * or when one of them soon has nothing to give out: to wake a thread for a lane costs as much as to
 * read for it. Guarded by the frontier's lock.
 */
final class WantedLanes {

  private static final int MANY = 64;

  /** A lane with fewer entries in memory is short. */
  private static final int SHORT = 4;

  private List<DepthLane> lanes = new ArrayList<>();
  private boolean hurried;

  /** A lane asks, or asks once more, since it is shorter now. */
  void add(DepthLane lane) {
    if (!lane.awaited) {
      lane.awaited = true;
      lanes.add(lane);
    }
    hurried |= isShort(lane);
  }

  static boolean isShort(DepthLane lane) {
    return lane.memory.size() < SHORT;
  }

  /** They are read for. */
  List<DepthLane> take() {
    List<DepthLane> taken = lanes;
    clear();
    return taken;
  }

  /** There was no room for these, so they come first. */
  void putBack(List<DepthLane> unread) {
    lanes.addAll(0, unread);
    hurried |= !unread.isEmpty();
  }

  void clear() {
    lanes = new ArrayList<>(0);
    hurried = false;
  }

  int size() {
    return lanes.size();
  }

  boolean isTimeToRead() {
    return lanes.size() >= MANY || (hurried && !lanes.isEmpty());
  }
}
