package dev.outlink.seed;

import com.google.common.base.CharMatcher;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** URLs of the application's own, one by one. */
record IterableSeeds(Supplier<Iterator<String>> urls, SeedText texts) implements Seeds {

  /** The URL parser would drop these, so that one URL would be made of several. */
  private static final CharMatcher LINE_ENDS = CharMatcher.anyOf("\t\n\r");

  /** How its URLs are numbered in messages. */
  private static final String PLACE = "URL ";

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new IterableSeeds(urls, SeedText.withScheme(scheme));
  }

  @Override
  public SeedReader open() {
    return new Reader(urls.get(), texts);
  }

  /** The seed that a given text is. */
  static Seed seed(String given, SeedText texts, long number) {
    String url = given.strip();
    return LINE_ENDS.matchesNoneOf(url)
        ? texts.seed(url, url, PLACE, number)
        : SeedText.invalid(url, PLACE + number, "several lines, or columns, in one URL");
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
      return urls.hasNext() ? seed(urls.next(), texts, ++number) : null;
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() {}
  }
}
