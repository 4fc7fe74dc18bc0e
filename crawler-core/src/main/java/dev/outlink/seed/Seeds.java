package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** An input of URLs, opened once per crawl. */
@FunctionalInterface
public interface Seeds {

  /**
   * Starts reading.
   *
   * @throws IOException if the input cannot be opened; the message names it
   */
  SeedReader open() throws IOException;

  /**
   * The lines of a text file: one URL a line; blank lines and lines that begin with {@code #} are
   * left out.
   */
  static Seeds lines(Path file) {
    throw new UnsupportedOperationException(file.toString());
  }

  /** The lines of a stream, which the reader closes; {@code name} stands for it in messages. */
  static Seeds lines(InputStream input, String name) {
    throw new UnsupportedOperationException(name);
  }

  /** URLs given one by one, such as arguments. */
  static Seeds of(List<String> urls) {
    throw new UnsupportedOperationException(urls.toString());
  }

  /** Several inputs, one after the other. */
  static Seeds concat(List<Seeds> inputs) {
    throw new UnsupportedOperationException(inputs.toString());
  }
}
