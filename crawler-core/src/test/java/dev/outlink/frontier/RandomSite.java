package dev.outlink.frontier;

import dev.outlink.task.CrawlTask;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Pages of some hosts and the links between them. A page is a number; some need several attempts,
 * some fail for good and so have no links.
 */
final class RandomSite {

  final int hosts;
  final Map<Integer, Set<Integer>> links = new HashMap<>();
  final Map<Integer, Integer> attempts = new HashMap<>();
  final Set<Integer> failing = new HashSet<>();
  final Set<Integer> seeds = new LinkedHashSet<>();

  private RandomSite(int hosts) {
    this.hosts = hosts;
  }

  /** Links stay within their host. */
  static RandomSite of(Random random, int hosts, int pages, int mostLinks) {
    RandomSite site = new RandomSite(hosts);
    int fanOut = 1 + random.nextInt(mostLinks);
    for (int page = 0; page < pages; page++) {
      Set<Integer> to = new LinkedHashSet<>();
      for (int i = random.nextInt(fanOut + 1); i > 0; i--) {
        // Mostly to near numbers, so that there are long ways and short cuts.
        int step =
            random.nextInt(5) == 0 ? random.nextInt(pages) : 1 + random.nextInt(2 * mostLinks);
        int target = page + step * hosts;
        if (target < pages) {
          to.add(target);
        }
        if (random.nextInt(10) == 0) {
          to.add(page % hosts);
        }
      }
      site.links.put(page, to);
      site.attempts.put(page, random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1);
      if (random.nextInt(12) == 0) {
        site.failing.add(page);
      }
    }
    for (int host = 0; host < Math.min(hosts, pages); host++) {
      site.seeds.add(host);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      site.seeds.add(random.nextInt(pages));
    }
    return site;
  }

  String url(int page) {
    return "http://h" + page % hosts + "/" + page;
  }

  Set<Integer> links(int page) {
    return links.getOrDefault(page, Set.of());
  }

  int attempts(int page) {
    return attempts.getOrDefault(page, 1);
  }

  static int page(CrawlTask task) {
    return Integer.parseInt(task.url().path().substring(1));
  }

  /** Each page that is crawled, with its depth: breadth first. */
  Map<Integer, Integer> depths(int maxDepth) {
    Map<Integer, Integer> depths = new HashMap<>();
    seeds.forEach(seed -> depths.put(seed, 0));
    ArrayDeque<Integer> next = new ArrayDeque<>(seeds);
    while (!next.isEmpty()) {
      int page = next.remove();
      int depth = depths.getOrDefault(page, 0);
      if (depth == maxDepth || failing.contains(page)) {
        continue;
      }
      for (int to : links(page)) {
        if (depths.putIfAbsent(to, depth + 1) == null) {
          next.add(to);
        }
      }
    }
    return depths;
  }
}
