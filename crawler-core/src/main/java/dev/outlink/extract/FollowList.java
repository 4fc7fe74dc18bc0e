package dev.outlink.extract;

import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.PageBound;
import dev.outlink.tree.DocumentRoom;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is followed of one page, as it is found: distinct and bounded. Confined to one thread. */
final class FollowList {

  /** A URL and its places in list and set, beside the characters. */
  private static final int URL_BYTES = 160;

  // Immutable.
  private final Set<LinkKind> kinds;
  private final boolean obeysNofollow;
  private final boolean pageIsNofollow;
  private final DocumentRoom holding;

  private final List<CrawlUrl> followed = new ArrayList<>();
  private final Set<CrawlUrl> seen = new HashSet<>();
  private final Set<CrawlUrl> refused = new HashSet<>();
  private int characters;

  /**
   * An empty list.
   *
   * @param kinds what is followed
   * @param page what the page says for robots
   * @param holding where memory is asked for
   */
  FollowList(Set<LinkKind> kinds, FollowRules rules, RobotsDirectives page, DocumentRoom holding) {
    this.holding = holding;
    this.kinds = kinds;
    this.obeysNofollow = rules.obeysNofollow();
    this.pageIsNofollow = page.nofollow();
  }

  /** Whether anything at all is followed. */
  boolean isWanted() {
    return !kinds.isEmpty();
  }

  /** Adds a link where it is to be followed. The bound that leaves it out, or null. */
  @Nullable PageBound add(Reference reference, CrawlUrl resolved) {
    if (!kinds.contains(reference.kind()) || !resolved.isHttp()) {
      return null;
    }
    CrawlUrl url = resolved.canonical();
    boolean isRefused = obeysNofollow && (pageIsNofollow || Rel.isNofollow(reference.relation()));
    if (!(isRefused ? refused : seen).add(url)) {
      return null;
    }
    characters += url.href().length();
    if (characters > LinkExtractor.MAX_CHARACTERS
        || seen.size() + refused.size() > LinkExtractor.MAX_LINKS) {
      return PageBound.LINKS;
    }
    if (!holding.take(URL_BYTES + url.href().length())) {
      return PageBound.MEMORY;
    }
    if (!isRefused) {
      followed.add(url);
    }
    return null;
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
