package dev.outlink.sitemap;

import dev.outlink.seed.ByteLines;
import dev.outlink.seed.ListLine;
import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedText;
import dev.outlink.sitemap.SitemapEntry.Invalid;
import dev.outlink.sitemap.SitemapEntry.Page;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A sitemap of one absolute URL a line. What does not begin with one is no sitemap. */
final class SitemapText implements SitemapForm {
  private final ByteLines lines;
  private final ListLine.Columns columns = new ListLine.Columns("");
  private boolean begun;

  /** Reads nothing yet. */
  SitemapText(InputStream in) {
    this.lines = new ByteLines(in);
  }

  @Override
  public @Nullable SitemapEntry next() throws IOException {
    if (!begun) {
      begun = true;
      return first();
    }
    while (lines.next()) {
      String text = lines.text();
      if (lines.tooLong()) {
        return new Invalid(SeedText.cut(text), "line longer than 65,536 bytes");
      }
      if (!text.isEmpty() && !text.startsWith("#")) {
        return entry(text);
      }
    }
    return null;
  }

  private @Nullable SitemapEntry first() throws IOException {
    lines.begin();
    SitemapEntry first = next();
    if (first == null || (first instanceof Page page && page.url().isHttp())) {
      return first;
    }
    throw new BrokenSitemap("neither XML nor a list of URLs");
  }

  private SitemapEntry entry(String text) {
    Seed seed = SeedText.PLAIN.seed(text, columns.read(text), "", 0);
    if (seed instanceof Seed.Invalid invalid) {
      return new Invalid(invalid.text(), invalid.reason());
    }
    return new Page(((Seed.Url) seed).url());
  }
}
