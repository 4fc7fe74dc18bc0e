package dev.outlink.cli.output;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whoever read standard output has enough, as {@code head} in {@code outlink ... | head}: no
 * failure, and nobody wants to be told.
 */
public final class ReaderGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ReaderGoneException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether a failure is that, or comes of it. */
  public static boolean isIn(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ReaderGoneException) {
        return true;
      }
    }
    return false;
  }
}
