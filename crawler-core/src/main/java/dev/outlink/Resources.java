package dev.outlink;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a crawler may use of the application that it runs in: threads, memory, a folder, a clock.
 * What is not set comes from the machine. Immutable. What is handed in stays the application's to
 * close, after the crawler.
 */
public final class Resources {

  /** Everything from the machine: a compute thread for each processor, and the whole heap. */
  public static final Resources OF_THE_MACHINE = builder().build();

  private static final int MOST_THREADS = 1_024;
  private static final long LEAST_MEMORY = 64L << 20;

  private final @Nullable Executor computeExecutor;
  private final int computeThreads;
  private final int ioThreads;
  private final @Nullable Executor listenerExecutor;
  private final long memory;
  private final @Nullable Path tempDir;
  private final Clock clock;

  private Resources(Builder builder) {
    int processors = Runtime.getRuntime().availableProcessors();
    computeExecutor = builder.computeExecutor;
    computeThreads = builder.computeThreads == 0 ? processors : builder.computeThreads;
    ioThreads = builder.ioThreads == 0 ? Math.max(1, processors / 2) : builder.ioThreads;
    listenerExecutor = builder.listenerExecutor;
    memory = builder.memory == 0 ? Runtime.getRuntime().maxMemory() : builder.memory;
    tempDir = builder.tempDir;
    clock = builder.clock;
  }

  /** Nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Runs what takes processor time; null where the crawler has threads of its own. */
  public @Nullable Executor computeExecutor() {
    return computeExecutor;
  }

  /** Pages whose links are looked for at one time. */
  public int computeThreads() {
    return computeThreads;
  }

  /** Threads that read and write connections. */
  public int ioThreads() {
    return ioThreads;
  }

  /** Runs listeners; null where the crawler has threads of its own. */
  public @Nullable Executor listenerExecutor() {
    return listenerExecutor;
  }

  /** Bytes of the heap that the crawler counts on. */
  public long memory() {
    return memory;
  }

  /** The folder for temporary files where the configuration names none; null for the system's. */
  public @Nullable Path tempDir() {
    return tempDir;
  }

  /** Tells the date of answers. */
  public Clock clock() {
    return clock;
  }

  /** Collects resources. Not safe for several threads. */
  public static final class Builder {

    private @Nullable Executor computeExecutor;
    private int computeThreads;
    private int ioThreads;
    private @Nullable Executor listenerExecutor;
    private long memory;
    private @Nullable Path tempDir;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Finds links and decodes on this executor, in place of threads of the crawler's own.
     *
     * @param executor must run tasks at the same time as others, and never on the caller's thread
     * @param parallelism pages at one time, 1 to 1,024
     */
    public Builder compute(Executor executor, int parallelism) {
      computeExecutor = Objects.requireNonNull(executor);
      return computeThreads(parallelism);
    }

    /** Threads that find links and decode, 1 to 1,024. One for each processor if not set. */
    public Builder computeThreads(int threads) {
      computeThreads = inRange("computeThreads", threads, MOST_THREADS);
      return this;
    }

    /** Threads that read and write connections, 1 to 1,024; half of the processors if not set. */
    public Builder ioThreads(int threads) {
      ioThreads = inRange("ioThreads", threads, MOST_THREADS);
      return this;
    }

    /**
     * Runs listeners on this executor, which they may block: one task for each crawl at one time.
     */
    public Builder listeners(Executor executor) {
      listenerExecutor = Objects.requireNonNull(executor);
      return this;
    }

    /**
     * Bytes of the heap that the crawler counts on, 64 MiB at least: its budgets for bodies, for
     * extraction and for URLs are shares of that (docs/architecture.md). The whole heap if not set.
     */
    public Builder memory(long bytes) {
      if (bytes < LEAST_MEMORY) {
        throw new IllegalArgumentException(
            "memory: " + bytes + " is less than " + LEAST_MEMORY + " bytes");
      }
      memory = bytes;
      return this;
    }

    /** The folder for temporary files, where the configuration of a crawl names none. */
    public Builder tempDir(Path folder) {
      tempDir = Objects.requireNonNull(folder);
      return this;
    }

    /** Tells the date of answers. The system's clock if not set. */
    public Builder clock(Clock dates) {
      clock = Objects.requireNonNull(dates);
      return this;
    }

    /**
     * The resources.
     *
     * @throws IllegalArgumentException if listeners are to run on the executor that finds links,
     *     which waits for listeners that are late
     */
    public Resources build() {
      if (listenerExecutor != null && listenerExecutor == computeExecutor) {
        throw new IllegalArgumentException(
            "listeners: they need an executor other than that of compute, which waits for them");
      }
      return new Resources(this);
    }

    private static int inRange(String name, int value, int most) {
      if (value < 1 || value > most) {
        throw new IllegalArgumentException(name + ": " + value + " is not between 1 and " + most);
      }
      return value;
    }
  }
}
