package dev.outlink.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/*
 * The name says whose folder it is: outlink-crawl-PID-START-RANDOM. In it is a file that its process keeps locked; the
 * system frees the lock when the process ends, however it ends. So a folder whose lock can be had is a dead one's.
 */
/** The folder of one crawl among temporary files: for this user only, removed when it is closed. */
final class CrawlFolder implements AutoCloseable {

  static final String PREFIX = "outlink-crawl-";
  static final String LOCK = "outlink.lock";

  private static final int ATTEMPTS = 3;

  private final Path path;
  private final FileChannel lock;

  private CrawlFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in a folder; null is the system's place for temporary files. */
  static CrawlFolder make(@Nullable Path parent) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Path path =
          parent == null
              ? Files.createTempDirectory(ownPrefix())
              : Files.createTempDirectory(parent, ownPrefix());
      FileChannel channel;
      try {
        channel =
            FileChannel.open(
                path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException failure) {
        Files.delete(path);
        throw failure;
      }
      if (isTaken(channel)) {
        return new CrawlFolder(path, channel);
      }
      channel.close(); // another process took it for a dead one's, and is removing it
    }
    throw new IOException("no folder could be made for temporary files, in " + parent);
  }

  /** Where the file system knows no locks, nobody can take it for a dead one's either. */
  private static boolean isTaken(FileChannel lock) {
    try {
      return lock.tryLock() != null;
    } catch (IOException noLocks) {
      return true;
    }
  }

  /** What the names of this process's folders begin with. */
  static String ownPrefix() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PREFIX + self.pid() + "-" + start + "-";
  }

  Path path() {
    return path;
  }

  /** Removes it and all that is in it. */
  @Override
  public void close() throws IOException {
    try (lock) {
      delete(path);
    }
  }

  /** Removes a folder and all that is in it, its lock last. Follows no link. */
  static void delete(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(lock)) {
              Files.deleteIfExists(file);
            }
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
            if (each.equals(folder)) {
              Files.deleteIfExists(lock);
            }
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
