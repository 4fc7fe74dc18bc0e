package dev.outlink.sitemap;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedText;
import dev.outlink.sitemap.PendingSitemaps.Pending;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one sitemap: its pages and, at its end, what was left out. Confined to one
 * thread.
 */
final class SitemapReport {
  private final Pending sitemap;
  private int entries;
  private int notFollowed;
  private int elsewhere;
  private String firstElsewhere = "";

  /** Nothing is read of it yet. */
  SitemapReport(Pending sitemap) {
    this.sitemap = sitemap;
  }

  /** The sitemap that it is about. */
  Pending sitemap() {
    return sitemap;
  }

  /** It named another sitemap, for which there was a place or not. */
  void named(boolean isFollowed) {
    entries++;
    notFollowed += isFollowed ? 0 : 1;
  }

  /** The seed that an entry is, which is no sitemap; null where it is left out. */
  @Nullable Seed seed(SitemapEntry entry) {
    entries++;
    if (entry instanceof SitemapEntry.Invalid invalid) {
      return new Seed.Invalid(invalid.text(), sitemap.url().href(), invalid.reason());
    }
    CrawlUrl page = ((SitemapEntry.Page) entry).url();
    Seed seed = sitemap.walk().seed(page);
    if (seed == null) {
      firstElsewhere = elsewhere == 0 ? SeedText.cut(page.href()) : firstElsewhere;
      elsewhere++;
    }
    return seed;
  }

  /**
   * What is to be said at its end.
   *
   * @param problem why it was not read whole, or null
   */
  List<Seed> end(@Nullable String problem) {
    List<Seed> said = new ArrayList<>();
    if (problem != null && !(sitemap.walk().isGuess(sitemap.depth()) && entries == 0)) {
      said.add(invalid(sitemap.url(), problem));
    }
    if (notFollowed > 0) {
      said.add(leftOut(sitemap.url(), notFollowed));
    }
    if (elsewhere > 0) {
      String pages = elsewhere == 1 ? "1 page" : elsewhere + " pages";
      said.add(invalid(sitemap.url(), pages + " of other hosts left out, first " + firstElsewhere));
    }
    return said;
  }

  /** That sitemaps which a sitemap, or a host, names are not read. */
  static Seed leftOut(CrawlUrl url, int count) {
    return invalid(
        url,
        (count == 1 ? "1 sitemap" : count + " sitemaps")
            + " left out: at most 50,000 are read, 1,000 of a host of the inputs, and 2 indexes"
            + " deep");
  }

  private static Seed invalid(CrawlUrl url, String reason) {
    return SeedText.invalid(url.href(), url.href(), reason);
  }
}
