package dev.outlink.state;

import com.sun.management.OperatingSystemMXBean;
import dev.outlink.overflow.Overflow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Waiting URLs in an embedded RocksDB, and known ones in a mapped file, in a temporary folder that
 * is removed at the end. The folder is made with the first URL, and the native library loaded with
 * the first one that waits. Takes about 64 MB beside the Java heap, however many URLs wait, and the
 * disk about what the URLs' texts take. What was written is not meant to outlive the process.
 * Confined to one thread.
 */
final class RocksOverflow implements Overflow {

  private final @Nullable Path parent;
  private final long memoryBytes;
  private final TaskCodec codec = new TaskCodec();
  private @Nullable CrawlFolder folder;
  private @Nullable Database database;
  private @Nullable MappedFile memory;

  private RocksOverflow(@Nullable Path parent, long memoryBytes) {
    this.parent = parent;
    this.memoryBytes = memoryBytes;
  }

  /**
   * Empty; opens nothing yet. Known URLs take up to a quarter of the machine's memory, and what is
   * more may go to the disk.
   *
   * @param parent where the temporary folder is made; null is the system's place for them
   */
  static Overflow in(@Nullable Path parent) {
    return in(parent, machineBytes() / 4);
  }

  /**
   * Empty; opens nothing yet.
   *
   * @param memoryBytes how much of known URLs must not go to the disk
   */
  static Overflow in(@Nullable Path parent, long memoryBytes) {
    return new RocksOverflow(parent, memoryBytes);
  }

  /** Memory of the machine, or of the container where it has less; 0 where that is not known. */
  private static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  @Override
  public void append(List<Entry> entries) throws IOException {
    Database open = database();
    try (WriteBatch batch = new WriteBatch()) {
      for (Entry entry : entries) {
        byte[] key = TaskCodec.key(entry.host(), entry.task().depth(), entry.number());
        batch.put(key, codec.value(entry.task()));
      }
      open.write(batch);
    } catch (RocksDBException failure) {
      throw failed("written", failure);
    }
  }

  @Override
  public void read(long host, int depth, long from, Predicate<Entry> wantsMore) throws IOException {
    byte[] first = TaskCodec.key(host, depth, from);
    try (RocksIterator entries = database().iterator()) {
      boolean wanted = true;
      for (entries.seek(first); wanted && entries.isValid(); entries.next()) {
        byte[] key = entries.key();
        if (Arrays.mismatch(key, 0, TaskCodec.LINE_BYTES, first, 0, TaskCodec.LINE_BYTES) >= 0) {
          return;
        }
        wanted = wantsMore.test(codec.entry(key, entries.value()));
      }
      entries.status();
    } catch (RocksDBException failure) {
      throw failed("read", failure);
    }
  }

  @Override
  public void discard(long host, int depth, long from, long end) throws IOException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(TaskCodec.key(host, depth, from), TaskCodec.key(host, depth, end));
      database().write(batch);
    } catch (RocksDBException failure) {
      throw failed("removed", failure);
    }
  }

  @Override
  public ByteBuffer memory(int bytes) throws IOException {
    Path in = folder().path();
    try {
      MappedFile open =
          memory == null ? MappedFile.create(in.resolve("known"), bytes, memoryBytes) : memory;
      memory = open;
      return open.piece();
    } catch (IOException failure) {
      throw TempFailure.of(parent, in, "known URLs cannot be kept", failure);
    }
  }

  /** Removes the folder and all that is in it. */
  @Override
  public void close() throws IOException {
    Database open = database;
    database = null;
    MappedFile mapped = memory;
    memory = null;
    CrawlFolder made = folder;
    folder = null;
    try (made;
        mapped) {
      if (open != null) {
        open.close();
      }
    }
  }

  private CrawlFolder folder() throws IOException {
    CrawlFolder made = folder;
    if (made == null) {
      try {
        made = CrawlFolder.make(parent);
      } catch (IOException failure) {
        throw TempFailure.of(parent, null, "no folder for a crawl can be made", failure);
      }
      folder = made;
    }
    return made;
  }

  private Database database() throws IOException {
    Database open = database;
    if (open == null) {
      Path directory = folder().path().resolve("waiting");
      try {
        Files.createDirectory(directory);
        open = Database.open(directory);
      } catch (RocksDBException failure) {
        throw failed("kept", failure);
      } catch (IOException | LinkageError | RuntimeException missing) {
        // Its loader throws a plain RuntimeException when it cannot write the library.
        throw TempFailure.of(
            parent,
            directory.getParent(),
            "waiting URLs cannot be kept on disk: RocksDB cannot be loaded",
            missing);
      }
      database = open;
    }
    return open;
  }

  private IOException failed(String what, RocksDBException failure) {
    Path in = folder == null ? null : folder.path();
    return TempFailure.of(parent, in, "waiting URLs cannot be " + what, failure);
  }
}
