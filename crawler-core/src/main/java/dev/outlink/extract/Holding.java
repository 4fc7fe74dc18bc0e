package dev.outlink.extract;

import dev.outlink.fetch.BodyBudget.Room;

/**
 * What the tree and the links of one document hold, asked of its room before it is taken. Confined
 * to one thread.
 */
final class Holding {

  /** Asked for at a time beyond what is needed, so that few questions are asked. */
  private static final int STEP = 1 << 18;

  private final Room room;
  private long held;
  private long asked;
  private boolean refused;

  Holding(Room room) {
    this.room = room;
  }

  /**
   * Holds so many bytes more.
   *
   * @return false where the page may not have them: where it {@link #isRefused} for now, else ever
   */
  boolean take(long bytes) {
    if (refused || held + bytes > room.most()) {
      return false;
    }
    held += bytes;
    if (held > asked) {
      asked = Math.min(held + STEP, room.most());
      refused = !room.reaches(asked);
    }
    return !refused;
  }

  /** Holds so many bytes less. */
  void give(long bytes) {
    held -= bytes;
  }

  /** Whether there was no room, so that the work is to be begun anew. */
  boolean isRefused() {
    return refused;
  }

  /** The most bytes that the document may have. */
  long most() {
    return room.most();
  }
}
