package dev.outlink.seed;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** URLs given one by one. */
record ListSeeds(List<String> urls, SeedText texts) implements MeasuredSeeds {

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
      return texts.given(urls.get(index), "argument", index + 1);
    }

    @Override
    public double progress() {
      return urls.isEmpty() ? 1 : (double) taken.get() / urls.size();
    }

    @Override
    public void close() {}
  }
}
