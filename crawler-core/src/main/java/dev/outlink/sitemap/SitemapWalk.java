package dev.outlink.sitemap;

import dev.outlink.seed.Seed;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sitemaps that belong together, of which each is read once: those that the user named, or those of
 * one host. Confined to one thread.
 */
final class SitemapWalk {
  private final @Nullable Host only;
  private final boolean isGuess;
  private final int most;
  private final Set<Host> namedHosts = new HashSet<>();
  private final Set<CrawlUrl> known = new HashSet<>();
  private @Nullable CrawlUrl first;

  /** What its known sitemaps weigh, for {@link PendingSitemaps}. */
  long weight;

  /** Those that are not read to their end yet, for {@link PendingSitemaps}. */
  int open;

  private SitemapWalk(@Nullable Host only, boolean isGuess, int most) {
    this.only = only;
    this.isGuess = isGuess;
    this.most = most;
  }

  /** Sitemaps that the user named, every page of which is given. */
  static SitemapWalk ofUser(List<CrawlUrl> sitemaps) {
    SitemapWalk walk = new SitemapWalk(null, false, SitemapSeeds.MAX_SITEMAPS);
    for (CrawlUrl sitemap : sitemaps) {
      walk.first = walk.first == null ? sitemap : walk.first;
      if (sitemap.isHttp()) {
        walk.namedHosts.add(sitemap.host());
      }
    }
    return walk;
  }

  /**
   * Sitemaps of a host, of whose pages only that host's are given.
   *
   * @param isGuess whether nobody named them, and nothing is said where there are none
   */
  static SitemapWalk ofHost(Host host, boolean isGuess) {
    return new SitemapWalk(host, isGuess, SitemapSeeds.MAX_OF_HOST);
  }

  boolean hasRoom() {
    return known.size() < most;
  }

  /** Whether a sitemap, in its canonical form, was added before. */
  boolean isKnown(CrawlUrl canonical) {
    return known.contains(canonical);
  }

  void add(CrawlUrl canonical) {
    known.add(canonical);
  }

  /** Whether one that was asked for came from another URL, whose own turn was or will be. */
  boolean isOther(CrawlUrl asked, CrawlUrl came) {
    return !came.canonical().equals(asked) && !known.add(came.canonical());
  }

  /** Whether nothing is said where a sitemap that was reached so is none. */
  boolean isGuess(int depth) {
    return isGuess && depth == 0;
  }

  /** The seed that a page is; null where it is left out, being another host's. */
  Seed.@Nullable Url seed(CrawlUrl page) {
    if (only != null) {
      return page.isHttp() && page.host().equals(only) ? new Seed.Url(page) : null;
    }
    boolean named = !page.isHttp() || namedHosts.contains(page.host());
    return new Seed.Url(page, named ? null : first);
  }

  void forget() {
    known.clear();
  }
}
