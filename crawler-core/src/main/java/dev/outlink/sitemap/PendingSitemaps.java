package dev.outlink.sitemap;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sitemaps that are to be fetched: of a host first in, first out, a few at a time; hosts in
 * turn. Bounded by their number, their depth, and the memory that their URLs take. Confined to one
 * thread.
 */
final class PendingSitemaps {

  /** Of one host, so that its pages get turns too. */
  private static final int MOST_OF_A_HOST = 2;

  private static final long MAX_WEIGHT = 32L << 20;
  private static final int WEIGHT_OF_ONE = 250;

  /**
   * One of them.
   *
   * @param url canonical
   * @param depth how many indexes led to it
   */
  record Pending(CrawlUrl url, int depth, SitemapWalk walk) {}

  private static final class HostLine {
    final ArrayDeque<Pending> waiting = new ArrayDeque<>(4);
    int underWay;
    boolean isReady;
  }

  private final Map<Host, HostLine> lines = new HashMap<>();
  private final ArrayDeque<HostLine> ready = new ArrayDeque<>();
  private long weight;
  private int given;

  /**
   * Adds a sitemap unless its walk knows it.
   *
   * @param sitemap http(s)
   * @return false where there is no place for it
   */
  boolean offer(CrawlUrl sitemap, int depth, SitemapWalk walk) {
    CrawlUrl url = sitemap.canonical();
    if (walk.isKnown(url)) {
      return true;
    }
    long size = (long) WEIGHT_OF_ONE + url.href().length();
    boolean room =
        depth <= SitemapSeeds.MAX_DEPTH
            && walk.hasRoom()
            && given < SitemapSeeds.MAX_IN_ALL
            && weight + size <= MAX_WEIGHT;
    if (room) {
      given++;
      weight += size;
      walk.weight += size;
      walk.open++;
      walk.add(url);
      HostLine line = lines.computeIfAbsent(url.host(), unknown -> new HostLine());
      line.waiting.add(new Pending(url, depth, walk));
      review(line);
    }
    return room;
  }

  /** The next one that may be fetched now, or null. */
  @Nullable Pending poll() {
    HostLine line = ready.poll();
    if (line == null) {
      return null;
    }
    line.isReady = false;
    line.underWay++;
    Pending next = line.waiting.remove();
    review(line);
    return next;
  }

  /** Its fetch has ended. */
  void fetched(Pending one) {
    HostLine line = lines.get(one.url.host());
    if (line == null) {
      throw new IllegalStateException("was not under way: " + one.url);
    }
    line.underWay--;
    review(line);
    if (line.underWay == 0 && line.waiting.isEmpty()) {
      lines.remove(one.url.host());
    }
  }

  /** It is read to its end, or is not read at all. */
  void ended(Pending one) {
    SitemapWalk walk = one.walk;
    walk.open--;
    if (walk.open == 0) {
      weight -= walk.weight;
      walk.weight = 0;
      walk.forget();
    }
  }

  /** Whether the memory for their URLs is half used up, so that no further hosts are asked. */
  boolean isCrowded() {
    return weight > MAX_WEIGHT / 2;
  }

  private void review(HostLine line) {
    if (!line.isReady && line.underWay < MOST_OF_A_HOST && !line.waiting.isEmpty()) {
      line.isReady = true;
      ready.add(line);
    }
  }
}
