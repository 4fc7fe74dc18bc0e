package dev.outlink.fetch;

/** The bytes that bodies may hold in memory at one time, over all fetches. */
public final class BodyBudget {

  /** What one body holds. */
  interface Lease extends AutoCloseable {
    /** Holds nothing. */
    Lease NONE = () -> {};

    @Override
    void close();
  }
}
