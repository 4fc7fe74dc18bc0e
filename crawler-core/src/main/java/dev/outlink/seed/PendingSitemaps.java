package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sitemaps that are to be read, first in, first out, each once. Bounded by their number, their
 * depth, and the length of all their URLs. Confined to one thread.
 */
final class PendingSitemaps {
  private static final long MAX_CHARACTERS = 16L << 20;

  /**
   * One of them.
   *
   * @param depth how many indexes led to it
   */
  record Pending(CrawlUrl url, int depth) {}

  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private final Set<CrawlUrl> known = new HashSet<>();
  private long characters;

  /** The next one, or null. */
  @Nullable Pending poll() {
    return queue.poll();
  }

  /** Adds a sitemap that is not known yet; false where there is no place for it. */
  boolean offer(CrawlUrl sitemap, int depth) {
    CrawlUrl url = sitemap.canonical();
    if (known.contains(url)) {
      return true;
    }
    boolean room =
        depth <= SitemapSeeds.MAX_DEPTH
            && known.size() < SitemapSeeds.MAX_SITEMAPS
            && characters + url.href().length() <= MAX_CHARACTERS;
    if (room) {
      known.add(url);
      characters += url.href().length();
      queue.add(new Pending(url, depth));
    }
    return room;
  }

  /** Whether one that was asked for came from another URL, whose own turn was or will be. */
  boolean isOther(CrawlUrl asked, CrawlUrl came) {
    return !came.canonical().equals(asked) && !known.add(came.canonical());
  }
}
