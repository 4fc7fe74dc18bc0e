package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The seeds of a text, one a line. */
final class LineReader implements SeedReader {
  // Immutable.
  private final CountedStream input;
  private final String name;
  private final double size;
  private final SeedText texts;

  // Confined to the reading thread.
  private final ListLine.Columns columns;
  private @Nullable ByteLines lines;

  // Written by the reading thread only.
  private volatile boolean ended;

  /**
   * A reader that has read nothing yet.
   *
   * @param input closed with the reader
   * @param size bytes of the input, or {@code NaN} where unknown
   */
  LineReader(InputStream input, String name, double size, SeedText texts) {
    this.input = new CountedStream(input);
    this.name = name;
    this.size = size;
    this.texts = texts;
    this.columns = new ListLine.Columns(name);
  }

  /** Reads the first bytes, to find out early what cannot be read at all. */
  void begin() throws IOException {
    try {
      lines();
    } catch (IOException e) {
      throw ReadError.named(name, e);
    }
  }

  @Override
  public @Nullable Seed next() throws IOException {
    try {
      return nextOf(lines());
    } catch (IOException e) {
      throw ReadError.named(name, e);
    }
  }

  private @Nullable Seed nextOf(ByteLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      if (text.startsWith("#") || (text.isEmpty() && !lines.tooLong())) {
        continue;
      }
      if (lines.tooLong()) {
        String where = name + ":" + lines.number();
        return SeedText.invalid(text, where, "line longer than 65,536 bytes");
      }
      return texts.seed(text, columns.read(text), name + ":", lines.number());
    }
    ended = true;
    return null;
  }

  private ByteLines lines() throws IOException {
    ByteLines opened = lines;
    if (opened == null) {
      opened = new ByteLines(Gunzip.ifGzipped(input));
      opened.begin();
      lines = opened;
    }
    return opened;
  }

  @Override
  public double progress() {
    if (Double.isNaN(size)) {
      return Double.NaN;
    }
    return ended || size == 0 ? 1 : Math.min(1, input.count() / size);
  }

  @Override
  public void close() throws IOException {
    try {
      if (lines != null) {
        lines.close();
      } else {
        input.close();
      }
    } catch (IOException e) {
      throw ReadError.named(name, e);
    }
  }
}
