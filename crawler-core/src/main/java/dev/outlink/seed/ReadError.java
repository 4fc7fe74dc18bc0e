package dev.outlink.seed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why an input cannot be read. */
public final class ReadError {

  private ReadError() {}

  /** An exception whose message is the input's name and the reason. */
  public static IOException named(String input, IOException cause) {
    return new IOException(input + ": " + reason(cause), cause);
  }

  /** Why, without a name: such as "the gzip data is cut off". */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return uncapitalised(e.getReason());
    }
    if (cause instanceof EOFException) {
      return "the gzip data is cut off";
    }
    if (cause instanceof ZipException) {
      return "the gzip data is broken: " + uncapitalised(cause.getMessage());
    }
    return uncapitalised(cause.getMessage());
  }

  private static String uncapitalised(@Nullable String message) {
    if (message == null || message.isEmpty()) {
      return "cannot be read";
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
