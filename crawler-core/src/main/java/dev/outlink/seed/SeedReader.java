package dev.outlink.seed;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads seeds one at a time, in input order, in memory that does not grow with the input. Confined
 * to one thread, except {@link #progress()}. May block on its input. Whoever opened it closes it.
 */
public interface SeedReader extends Closeable {

  /**
   * The next seed, or null at the end of the input.
   *
   * @throws IOException if the input cannot be read; the message names it
   */
  @Nullable Seed next() throws IOException;

  /**
   * How much of the input has been read, 0 to 1, or {@code NaN} where the size is unknown. For any
   * thread.
   */
  double progress();
}
