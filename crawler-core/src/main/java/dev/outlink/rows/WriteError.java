package dev.outlink.rows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in plain words why an output cannot be written. */
final class WriteError {

  private WriteError() {}

  /** An exception whose message is the output's name and the reason. */
  static IOException named(String output, IOException cause) {
    return new IOException(output + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return uncapitalised(e.getReason());
    }
    return uncapitalised(cause.getMessage());
  }

  private static String uncapitalised(@Nullable String message) {
    if (message == null || message.isEmpty()) {
      return "cannot be written";
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
