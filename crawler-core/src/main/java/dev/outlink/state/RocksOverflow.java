package dev.outlink.state;

import dev.outlink.frontier.Overflow;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Waiting URLs in an embedded RocksDB, in a temporary directory that is removed at the end. The
 * native library is loaded and the directory made with the first URL. Takes about 32 MB beside the
 * Java heap, however many URLs there are, and the disk about what the URLs' texts take. What was
 * written is not meant to outlive the process. Confined to one thread.
 */
public final class RocksOverflow implements Overflow {

  private final @Nullable Path parent;
  private final TaskCodec codec = new TaskCodec();
  private @Nullable Path directory;
  private @Nullable Database database;

  private RocksOverflow(@Nullable Path parent) {
    this.parent = parent;
  }

  /**
   * Empty; opens nothing yet.
   *
   * @param parent where the temporary directory is made; null is the system's place for them
   */
  public static Overflow in(@Nullable Path parent) {
    return new RocksOverflow(parent);
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

  /** Removes the directory and all that is in it. */
  @Override
  public void close() throws IOException {
    Database open = database;
    database = null;
    if (open != null) {
      open.close();
    }
    Path made = directory;
    directory = null;
    if (made != null) {
      delete(made);
    }
  }

  private Database database() throws IOException {
    Database open = database;
    if (open == null) {
      Path made =
          parent == null
              ? Files.createTempDirectory("outlink-frontier-")
              : Files.createTempDirectory(parent, "outlink-frontier-");
      directory = made;
      try {
        open = Database.open(made);
      } catch (RocksDBException failure) {
        throw failed("kept", failure);
      } catch (LinkageError | RuntimeException missing) {
        // Its loader throws a plain RuntimeException when it cannot write the library.
        throw new IOException(
            "waiting URLs cannot be kept on disk: RocksDB cannot be loaded: "
                + missing.getMessage(),
            missing);
      }
      database = open;
    }
    return open;
  }

  private IOException failed(String what, RocksDBException failure) {
    return new IOException(
        "waiting URLs cannot be " + what + " in " + directory + ": " + failure.getMessage(),
        failure);
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
