package dev.outlink;

/**
 * How the memory of a crawler is shared out.
 *
 * @param memory bytes of the heap that it counts on
 */
record MemoryShares(long memory) {

  /** The share that bodies may hold, and its bounds. */
  private static final int BODY_SHARE = 8;

  private static final long LEAST_BODY_BYTES = 16L << 20;
  private static final long MOST_BODY_BYTES = 256L << 20;

  /** What the engine takes before the first page: classes, connections, URLs that wait. */
  private static final long ENGINE_BYTES = 48L << 20;

  /** The share of the rest, in twentieths, that extraction may hold, and its least. */
  private static final int EXTRACTION_SHARE = 9;

  private static final long LEAST_EXTRACTION_BYTES = 8L << 20;

  /** What a request that waits for a silent server may take, about. */
  private static final long SILENT_BYTES = 1 << 16;

  /** The bytes that bodies may hold. */
  long bodyBytes() {
    return Math.min(MOST_BODY_BYTES, Math.max(LEAST_BODY_BYTES, memory / BODY_SHARE));
  }

  /**
   * The bytes that trees and links may hold which are being made.
   *
   * @param overflows what overflows take of the heap
   */
  long extractionBytes(long overflows) {
    long rest = memory - overflows - ENGINE_BYTES;
    return Math.max(LEAST_EXTRACTION_BYTES, rest / 20 * EXTRACTION_SHARE);
  }

  /** Requests that may wait for silent servers. */
  long silentRequests() {
    return memory / SILENT_BYTES;
  }
}
