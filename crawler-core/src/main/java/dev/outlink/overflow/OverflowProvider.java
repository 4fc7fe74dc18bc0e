package dev.outlink.overflow;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes overflows: the port that {@code dev.outlink:crawler-state} fills, with overflows on disk.
 * Found as a service ({@link ServiceLoader}), so it has a public constructor without parameters.
 * Safe for any thread.
 */
public interface OverflowProvider {

  /**
   * An empty overflow, which opens nothing before it is used and is closed by whoever asked for it.
   *
   * @param parent where temporary folders are made; null is the system's place for them
   */
  Overflow overflow(@Nullable Path parent);

  /**
   * Removes what the overflows of killed processes have left. Blocks; fails never, since a crawl
   * does not need it.
   *
   * @param parent where temporary folders are made; null is the system's place for them
   * @return how many folders were removed
   */
  int removeLeft(@Nullable Path parent);

  /** Bytes of the Java heap that all overflows of this provider take together, at most. */
  long heapBytes();

  /**
   * The provider that the class loader of this class finds first. Where there is none, one whose
   * overflows stay in memory: they take an eighth of the memory together, and one that needs more
   * throws a {@link FullHeapException}. Loads no native library and touches no file but jars.
   *
   * @param memory bytes of the heap that may be counted on
   * @throws java.util.ServiceConfigurationError if there is a provider that cannot be made
   */
  static OverflowProvider find(long memory) {
    return ServiceLoader.load(OverflowProvider.class, OverflowProvider.class.getClassLoader())
        .findFirst()
        .orElseGet(() -> HeapOverflows.of(memory));
  }
}
