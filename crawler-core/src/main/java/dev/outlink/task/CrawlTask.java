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
 * @param roots what the user named for the seed it comes from, then the seed's own URL or where it
 *     was redirected to, if that is another one; by these scope is measured; never empty
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

  /** The first request for a seed that another URL of the input names, as a sitemap's page. */
  public static CrawlTask seed(CrawlUrl url, CrawlUrl namedBy) {
    return new CrawlTask(url, 0, 0, 1, ImmutableList.of(namedBy, url));
  }

  /** The next request for the same URL. */
  public CrawlTask again() {
    return new CrawlTask(url, depth, redirects, attempt + 1, roots, trail);
  }

  /** The first request for a URL that this one's page links to. */
  public CrawlTask link(CrawlUrl target) {
    return new CrawlTask(target, depth + 1, 0, 1, roots);
  }

  /**
   * The first request for where a redirect leads, as a URL that stands for itself. What a seed is
   * redirected to is what the user meant: the scope is measured by it, too.
   */
  public CrawlTask redirectTarget(CrawlUrl target) {
    List<CrawlUrl> measures = depth == 0 ? ImmutableList.of(namedByUser(), target) : roots;
    return new CrawlTask(target, depth, redirects + 1, 1, measures);
  }

  /** The request for where a redirect leads that is followed on behalf of the same URL. */
  public CrawlTask redirected(CrawlUrl target, Trail way) {
    return new CrawlTask(target, depth, redirects + 1, attempt, roots, way);
  }

  /** The URL by which the user named its seed: own headers go to its origin only. */
  public CrawlUrl namedByUser() {
    return roots.get(0);
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
