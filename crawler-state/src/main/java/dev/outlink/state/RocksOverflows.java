package dev.outlink.state;

import dev.outlink.overflow.Overflow;
import dev.outlink.overflow.OverflowProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Overflows on disk, in temporary folders. What core finds; nobody else needs to name it. Loads
 * RocksDB's native library with the first URL that waits there.
 */
public final class RocksOverflows implements OverflowProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RocksOverflows() {}

  @Override
  public Overflow overflow(@Nullable Path parent) {
    return RocksOverflow.in(parent);
  }

  @Override
  public int removeLeft(@Nullable Path parent) {
    return LeftFolders.remove(parent);
  }

  /** What it takes of the heap to write and read is a few MB, however many URLs wait. */
  @Override
  public long heapBytes() {
    return 0;
  }
}
