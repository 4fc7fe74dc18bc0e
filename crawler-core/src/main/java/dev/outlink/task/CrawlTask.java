package dev.outlink.task;

import com.google.common.collect.ImmutableList;
import dev.outlink.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL that is to be fetched, and how the crawl came to it.
 *
 * @param url what to fetch, http or https; it may carry a fragment
 * @param depth how many links away from a seed it is; 0 for a seed
 * @param redirects how many redirects led here from the URL that a seed or link named
 * @param attempt which request for this URL it is, from 1
 * @param roots the seed it comes from, then where that seed was redirected to; by these scope is
 *     measured; never empty
 * @param trail the redirects that were followed to it on behalf of another URL, or null where the
 *     URL stands for itself
 */
public record CrawlTask(
    CrawlUrl url,
    int depth,
    int redirects,
    int attempt,
    List<CrawlUrl> roots,
    @Nullable Trail trail) {

  private static final int UNIT = 256;

  /** Copies the list unless it is immutable. */
  public CrawlTask {
    if (depth < 0 || redirects < 0 || attempt < 1 || roots.isEmpty()) {
      throw new IllegalArgumentException(
          url + ": depth " + depth + ", redirects " + redirects + ", attempt " + attempt);
    }
    roots = ImmutableList.copyOf(roots);
  }

  /** A URL that stands for itself. */
  public CrawlTask(CrawlUrl url, int depth, int redirects, int attempt, List<CrawlUrl> roots) {
    this(url, depth, redirects, attempt, roots, null);
  }

  /** The first request for a seed, which is its own root. */
  public static CrawlTask seed(CrawlUrl url) {
    return new CrawlTask(url, 0, 0, 1, ImmutableList.of(url));
  }

  /** The next request for the same URL. */
  public CrawlTask again() {
    return new CrawlTask(url, depth, redirects, attempt + 1, roots, trail);
  }

  /** The request for where a redirect leads that is followed on behalf of the same URL. */
  public CrawlTask redirected(CrawlUrl target, Trail way) {
    return new CrawlTask(target, depth, redirects + 1, attempt, roots, way);
  }

  /** The URL that it is settled as: the one that was admitted. */
  public CrawlUrl source() {
    return trail == null ? url : trail.source();
  }

  /** What it takes of the frontier's capacity: one, and one more for each 256 characters. */
  public int units() {
    return 1 + url.href().length() / UNIT;
  }
}
