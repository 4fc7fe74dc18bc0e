package dev.outlink.extract;

import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is followed of one page, as it is found: distinct and bounded. Confined to one thread. */
final class FollowList {

  // Immutable.
  private final Set<LinkKind> kinds;
  private final boolean obeysNofollow;
  private final boolean pageIsNofollow;

  private final List<CrawlUrl> followed = new ArrayList<>();
  private final Set<CrawlUrl> seen = new HashSet<>();
  private final Set<CrawlUrl> refused = new HashSet<>();
  private int characters;

  /**
   * An empty list.
   *
   * @param kinds what is followed
   * @param page what the page says for robots
   */
  FollowList(Set<LinkKind> kinds, FollowRules rules, RobotsDirectives page) {
    this.kinds = kinds;
    this.obeysNofollow = rules.obeysNofollow();
    this.pageIsNofollow = page.nofollow();
  }

  /** Whether anything at all is followed. */
  boolean isWanted() {
    return !kinds.isEmpty();
  }

  /** Adds a link where it is to be followed. False where a bound leaves it out. */
  boolean add(Reference reference, CrawlUrl resolved) {
    if (!kinds.contains(reference.kind()) || !resolved.isHttp()) {
      return true;
    }
    CrawlUrl url = resolved.canonical();
    boolean isRefused = obeysNofollow && (pageIsNofollow || Rel.isNofollow(reference.relation()));
    if (!(isRefused ? refused : seen).add(url)) {
      return true;
    }
    characters += url.href().length();
    if (characters > LinkExtractor.MAX_CHARACTERS
        || seen.size() + refused.size() > LinkExtractor.MAX_LINKS) {
      return false;
    }
    if (!isRefused) {
      followed.add(url);
    }
    return true;
  }

  List<CrawlUrl> followed() {
    return followed;
  }

  /** How many URLs were refused wherever they stand. */
  int nofollowed() {
    refused.removeAll(seen);
    return refused.size();
  }
}
