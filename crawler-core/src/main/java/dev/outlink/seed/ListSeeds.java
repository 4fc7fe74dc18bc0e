package dev.outlink.seed;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** URLs given one by one. */
record ListSeeds(List<String> urls) implements MeasuredSeeds {

  @Override
  public SeedReader open() {
    return new Reader(urls);
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
    private final AtomicInteger taken = new AtomicInteger();

    Reader(List<String> urls) {
      this.urls = urls;
    }

    @Override
    public @Nullable Seed next() {
      int index = taken.get();
      if (index == urls.size()) {
        return null;
      }
      taken.set(index + 1);
      return SeedText.seed(urls.get(index).strip(), "argument ", index + 1);
    }

    @Override
    public double progress() {
      return urls.isEmpty() ? 1 : (double) taken.get() / urls.size();
    }

    @Override
    public void close() {}
  }
}
