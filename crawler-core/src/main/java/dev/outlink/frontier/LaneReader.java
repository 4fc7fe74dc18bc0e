package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a lane's entries on disk, one part after the other. On the thread of the overflow. */
final class LaneReader {

  /**
   * A lane's entries are removed from disk when so many were read. The rest of a short lane stays
   * until the end: each removal makes every read after it dearer.
   */
  private static final int REMOVE = 4_096;

  private LaneReader() {}

  /** The next entries: so many units or some more; empty when there are none. */
  static List<Overflow.Entry> read(Overflow from, Lane lane, int units) throws IOException {
    List<Overflow.Entry> entries = new ArrayList<>();
    int[] read = {0};
    from.read(
        lane.queue.id,
        lane.depth,
        lane.from,
        entry -> {
          entries.add(entry);
          read[0] += entry.task().units();
          return read[0] < units;
        });
    if (!entries.isEmpty()) {
      lane.from = entries.get(entries.size() - 1).number() + 1;
    }
    return entries;
  }

  /** So many more were read and are not needed any more. */
  static void removeRead(Overflow from, Lane lane, int entries) throws IOException {
    lane.read += entries;
    if (lane.read >= REMOVE) {
      from.discard(lane.queue.id, lane.depth, lane.kept, lane.from);
      lane.kept = lane.from;
      lane.read = 0;
    }
  }
}
