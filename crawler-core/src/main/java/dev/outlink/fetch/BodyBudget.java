package dev.outlink.fetch;

/** The bytes that bodies may hold in memory at one time, over all fetches. */
public final class BodyBudget {
  public BodyBudget(long bytes) {}

  public void whenRelaxed(Runnable action) {}

  public boolean isTight() {
    return false;
  }

  /** What one body holds. */
  interface Lease extends AutoCloseable {
    /** Holds nothing. */
    Lease NONE = () -> {};

    @Override
    void close();
  }
}
