package dev.outlink.redirect;

import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
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

  /** By hashes: URLs may be long. Seeded anew in each process, so nobody can choose collisions. */
  private static final HashFunction HASH = Hashing.goodFastHash(128);

  @GuardedBy("targets") private final Map<HashCode, HashCode> targets = new LinkedHashMap<>();

  /**
   * One more redirect.
   *
   * @return whether its target leads back to where it stands, by redirects that were met before
   */
  boolean closes(CrawlUrl at, CrawlUrl target) {
    HashCode start = HASH.hashUnencodedChars(at.href());
    @Nullable HashCode next = HASH.hashUnencodedChars(target.href());
    synchronized (targets) {
      targets.put(start, next);
      if (targets.size() > MOST) {
        targets.remove(targets.keySet().iterator().next());
      }
      for (int steps = 0; next != null && steps <= MOST; steps++) {
        if (next.equals(start)) {
          return true;
        }
        next = targets.get(next);
      }
      return false;
    }
  }
}
