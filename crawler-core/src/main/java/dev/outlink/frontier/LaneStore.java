package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The overflow, made when it is first needed, and how far each lane was read from it: one part
 * after the other. Confined to the thread of the overflow.
 */
final class LaneStore {

  /**
   * A lane's entries are removed from disk when so many were read. The rest of a short lane stays
   * until the end: each removal makes every read after it dearer.
   */
  private static final int REMOVE = 4_096;

  private final Supplier<Overflow> supplier;
  private @Nullable Overflow overflow;

  LaneStore(Supplier<Overflow> supplier) {
    this.supplier = supplier;
  }

  /** Whether there is an overflow, and so perhaps something in it. */
  boolean isOpen() {
    return overflow != null;
  }

  /** Memory that is not of the heap. */
  ByteBuffer memory(int bytes) throws IOException {
    return open().memory(bytes);
  }

  void append(List<Overflow.Entry> batch) throws IOException {
    if (!batch.isEmpty()) {
      open().append(batch);
    }
  }

  /** A lane's next entries: so many units or some more; empty when there are none. */
  List<Overflow.Entry> read(DepthLane lane, int units) throws IOException {
    List<Overflow.Entry> entries = new ArrayList<>();
    int[] read = {0};
    open()
        .read(
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

  /** So many more of a lane were read and are not needed any more. */
  void removeRead(DepthLane lane, int entries) throws IOException {
    lane.read += entries;
    if (lane.read >= REMOVE) {
      open().discard(lane.queue.id, lane.depth, lane.kept, lane.from);
      lane.kept = lane.from;
      lane.read = 0;
    }
  }

  /**
   * Frees the overflow, if there is one.
   *
   * @param cause why, if something has failed
   * @return the cause, or else what fails now, or null
   */
  @Nullable Throwable close(@Nullable Throwable cause) {
    Overflow open = overflow;
    overflow = null;
    if (open == null) {
      return cause;
    }
    try {
      open.close();
    } catch (Throwable second) {
      if (cause == null) {
        return second;
      }
      cause.addSuppressed(second);
    }
    return cause;
  }

  private Overflow open() {
    Overflow open = overflow == null ? supplier.get() : overflow;
    overflow = open;
    return open;
  }
}
