package dev.outlink.seed;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads seeds one at a time, in input order, in memory that does not grow with the input. Confined
 * to one thread, except {@link #progress()} and {@link #stop()}. Whoever opened it closes it.
 *
 * <p>It may block on its input for ever, as on a terminal or pipe where nothing comes, which
 * neither an interrupt nor {@link #stop()} can wake. A crawl reads on a daemon thread of its own,
 * and ends without waiting for that thread, which closes the reader when the input goes on or ends.
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

  /**
   * No more seeds are wanted: a {@link #next()} that waits returns soon, where the input can be
   * woken. For any thread; does not block.
   */
  default void stop() {}

  /**
   * Closes the input.
   *
   * @throws IOException if that fails; the message names it
   */
  @Override
  void close() throws IOException;
}
