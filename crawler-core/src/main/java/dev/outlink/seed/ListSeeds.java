package dev.outlink.seed;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** URLs given one by one. */
record ListSeeds(List<String> urls, SeedText texts) implements MeasuredSeeds {

  /** What the URL parser would drop, so that one URL would be made of several. */
  private static final CharMatcher LINE_ENDS = CharMatcher.anyOf("\t\n\r");

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new ListSeeds(urls, SeedText.withScheme(scheme));
  }

  @Override
  public SeedReader open() {
    return new Reader(urls, texts);
  }

  @Override
  public double size() {
    double characters = 0;
    for (String url : urls) {
      characters += url.length() + 1;
    }
    return characters;
  }

  private static final class Reader implements SeedReader {
    private final List<String> urls;
    private final SeedText texts;
    private final AtomicInteger taken = new AtomicInteger();

    Reader(List<String> urls, SeedText texts) {
      this.urls = urls;
      this.texts = texts;
    }

    @Override
    public @Nullable Seed next() {
      int index = taken.get();
      if (index == urls.size()) {
        return null;
      }
      taken.set(index + 1);
      String url = urls.get(index).strip();
      return LINE_ENDS.matchesNoneOf(url)
          ? texts.seed(url, url, "argument ", index + 1)
          : SeedText.invalid(
              url, "argument " + (index + 1), "several lines, or columns, in one argument");
    }

    @Override
    public double progress() {
      return urls.isEmpty() ? 1 : (double) taken.get() / urls.size();
    }

    @Override
    public void close() {}
  }
}
