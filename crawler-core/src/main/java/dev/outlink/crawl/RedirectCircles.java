package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.url.CrawlUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The redirects of a crawl in which each target is a URL of its own: whether one closes a circle.
 * Remembers the last 4,096; a circle with more redirects of others in between is not seen, and ends
 * since every URL is crawled once. Safe for any thread.
 */
final class RedirectCircles {

  private static final int MOST = 4_096;

  @GuardedBy("targets") private final Map<CrawlUrl, CrawlUrl> targets = new LinkedHashMap<>();

  /**
   * One more redirect.
   *
   * @return whether its target leads back to where it stands, by redirects that were met before
   */
  boolean closes(CrawlUrl at, CrawlUrl target) {
    synchronized (targets) {
      targets.put(at, target);
      if (targets.size() > MOST) {
        targets.remove(targets.keySet().iterator().next());
      }
      @Nullable CrawlUrl next = target;
      for (int steps = 0; next != null && steps <= targets.size(); steps++) {
        if (next.equals(at)) {
          return true;
        }
        next = targets.get(next);
      }
      return false;
    }
  }
}
