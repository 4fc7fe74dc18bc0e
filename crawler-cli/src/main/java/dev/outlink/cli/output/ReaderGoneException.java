package dev.outlink.cli.output;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The reader of standard output has gone, such as {@code head} in {@code outlink ... | head}. This
 * is not a failure, so it is not reported.
 */
public final class ReaderGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ReaderGoneException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether a failure is such an exception, or was caused by one. */
  public static boolean isIn(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ReaderGoneException) {
        return true;
      }
    }
    return false;
  }
}
