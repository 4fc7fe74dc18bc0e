package dev.outlink.seed;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** URLs of the application's own, one by one. */
record IterableSeeds(Supplier<Iterator<String>> urls, SeedText texts) implements Seeds {

  /** How its URLs are numbered in messages. */
  static final String PLACE = "URL";

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new IterableSeeds(urls, SeedText.withScheme(scheme));
  }

  @Override
  public SeedReader open() {
    return new Reader(urls.get(), texts);
  }

  private static final class Reader implements SeedReader {
    private final Iterator<String> urls;
    private final SeedText texts;
    private long number;

    Reader(Iterator<String> urls, SeedText texts) {
      this.urls = urls;
      this.texts = texts;
    }

    @Override
    public @Nullable Seed next() {
      return urls.hasNext() ? texts.given(urls.next(), PLACE, ++number) : null;
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() {}
  }
}
