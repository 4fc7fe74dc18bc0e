package dev.outlink.state;

import dev.outlink.overflow.FullFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says what was wrong when temporary files could not be written or read. */
final class TempFailure {

  /** Less room than that is none: what is written is more. */
  private static final long LEAST_ROOM = 64 * 1024;

  private TempFailure() {}

  /**
   * An exception to be thrown.
   *
   * @param parent the folder in which crawls make theirs; null is the system's place for them
   * @param in where it happened, or null where there is no folder yet
   * @param what could not be done, such as {@code waiting URLs cannot be written}
   */
  static IOException of(@Nullable Path parent, @Nullable Path in, String what, Throwable cause) {
    Path place = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
    return isFull(place, cause)
        ? new FullFolderException(place, what, cause)
        : new IOException(what + " in " + (in == null ? place : in) + ": " + message(cause), cause);
  }

  /** By what the cause says, or the system in whatever language. */
  private static boolean isFull(Path place, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof RocksDBException rocks
          && rocks.getStatus() != null
          && rocks.getStatus().getSubCode() == Status.SubCode.NoSpace) {
        return true;
      }
      String message = message(each).toLowerCase(Locale.ROOT);
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return true;
      }
    }
    try {
      return Files.getFileStore(place).getUsableSpace() < LEAST_ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
