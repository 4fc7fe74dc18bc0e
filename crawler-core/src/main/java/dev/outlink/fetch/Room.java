package dev.outlink.fetch;

/**
 * What a piece of work on a page may hold while it goes on: the decoded body as it grows, the tree,
 * the links. Confined to the thread that works.
 */
public interface Room {
  /** As much as is wanted. */
  Room ENDLESS =
      new Room() {
        @Override
        public boolean reaches(long bytes) {
          return true;
        }

        @Override
        public long most() {
          return Long.MAX_VALUE;
        }
      };

  /**
   * Asks for so many bytes all in all, before they are taken. Where that is refused, the work lets
   * go of what it holds and ends; it is begun anew when there is room. Never refused to what works
   * alone.
   */
  boolean reaches(long bytes);

  /** The most bytes that one page may ever have; it is cut where it needs more. */
  long most();

  /** The same room for what comes on top of so many bytes that are held. */
  default Room beyond(long held) {
    Room all = this;
    return new Room() {
      @Override
      public boolean reaches(long bytes) {
        return all.reaches(held + bytes);
      }

      @Override
      public long most() {
        return Math.max(0, all.most() - held);
      }
    };
  }
}
