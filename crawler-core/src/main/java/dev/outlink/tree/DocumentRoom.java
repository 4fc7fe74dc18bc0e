package dev.outlink.tree;

import dev.outlink.fetch.Room;

/**
 * What the tree and the links of one document hold, asked of its room before it is taken. Confined
 * to one thread.
 */
public final class DocumentRoom {

  /** Asked for at a time beyond what is needed, so that few questions are asked. */
  private static final int STEP = 1 << 18;

  private final Room room;
  private long held;
  private long asked;
  private boolean refused;

  public DocumentRoom(Room room) {
    this.room = room;
  }

  /**
   * Holds so many bytes more.
   *
   * @return false where the page may not have them: where it {@link #isRefused} for now, else ever
   */
  public boolean take(long bytes) {
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
  public void give(long bytes) {
    held -= bytes;
  }

  /** Whether there was no room, so that the work is to be begun anew. */
  public boolean isRefused() {
    return refused;
  }

  /** The most bytes that the document may have. */
  public long most() {
    return room.most();
  }
}
