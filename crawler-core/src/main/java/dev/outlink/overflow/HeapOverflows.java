package dev.outlink.overflow;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Overflows on the heap, and the bytes that they may take of it together. Safe for any thread. */
final class HeapOverflows implements OverflowProvider {

  /** They may take one byte of so many. */
  private static final int HEAP_SHARE = 8;

  private final long most;
  private final AtomicLong used = new AtomicLong();

  /**
   * None yet.
   *
   * @param most the bytes that all of them may take together
   */
  HeapOverflows(long most) {
    this.most = most;
  }

  /** They may take an eighth of so many bytes. */
  static HeapOverflows of(long memory) {
    return new HeapOverflows(memory / HEAP_SHARE);
  }

  @Override
  public Overflow overflow(@Nullable Path parent) {
    return new HeapOverflow(this);
  }

  @Override
  public int removeLeft(@Nullable Path parent) {
    return 0;
  }

  @Override
  public long heapBytes() {
    return most;
  }

  /** Takes so many bytes, or none: false where there are fewer. */
  boolean take(long bytes) {
    long before = used.getAndUpdate(now -> now + bytes <= most ? now + bytes : now);
    return before + bytes <= most;
  }

  /** Gives bytes back. */
  void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes that are taken. */
  long used() {
    return used.get();
  }
}
