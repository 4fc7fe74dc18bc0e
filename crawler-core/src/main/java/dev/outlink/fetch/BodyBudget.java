package dev.outlink.fetch;

/** The bytes that bodies may hold in memory at one time, over all fetches. */
public final class BodyBudget {
  /** Stub. */
  public BodyBudget(long bytes, Runnable whenRelaxed) {}

  /** Stub. */
  public boolean isTight() {
    return false;
  }

  /** Stub. */
  public long held() {
    return 0;
  }

  /** What one body holds. */
  interface Lease extends AutoCloseable {
    /** Holds nothing. */
    Lease NONE = () -> {};

    @Override
    void close();
  }
}
