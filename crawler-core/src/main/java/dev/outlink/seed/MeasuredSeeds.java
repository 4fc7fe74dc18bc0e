package dev.outlink.seed;

import java.io.IOException;

/** An input that can tell its size before it is opened. */
interface MeasuredSeeds extends Seeds {

  /**
   * The size in bytes, or {@code NaN} where it is unknown.
   *
   * @throws IOException if the input cannot be read, in the words of {@link #open()}
   */
  double size() throws IOException;
}
