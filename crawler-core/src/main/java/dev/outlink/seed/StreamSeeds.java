package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The lines of a stream that somebody else opened. */
final class StreamSeeds implements Seeds {
  private final InputStream input;
  private final String name;
  private final SeedText texts;
  private final AtomicBoolean opened = new AtomicBoolean();

  StreamSeeds(InputStream input, String name, SeedText texts) {
    this.input = input;
    this.name = name;
    this.texts = texts;
  }

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new StreamSeeds(input, name, SeedText.withScheme(scheme));
  }

  String name() {
    return name;
  }

  SeedText texts() {
    return texts;
  }

  /** The stream itself, to be read and closed by the caller. */
  InputStream take() throws IOException {
    if (opened.getAndSet(true)) {
      throw new IOException(name + ": can be read only once");
    }
    return input;
  }

  @Override
  public SeedReader open() throws IOException {
    return new LineReader(take(), name, Double.NaN, texts);
  }
}
