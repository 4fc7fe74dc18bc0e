package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The lines of a stream that somebody else opened. */
final class StreamSeeds implements Seeds {
  private final InputStream input;
  private final String name;
  private final AtomicBoolean opened = new AtomicBoolean();

  StreamSeeds(InputStream input, String name) {
    this.input = input;
    this.name = name;
  }

  @Override
  public SeedReader open() throws IOException {
    if (opened.getAndSet(true)) {
      throw new IOException(name + ": can be read only once");
    }
    return new LineReader(input, name, Double.NaN);
  }
}
