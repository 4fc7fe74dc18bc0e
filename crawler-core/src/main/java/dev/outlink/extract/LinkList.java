package dev.outlink.extract;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.QueryEncoding;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links of one page as they are found: resolved, selected, bounded. Confined to one thread. */
final class LinkList {

  private final LinkSelection selection;
  private final List<Outlink> links = new ArrayList<>();

  /** Where only distinct links are listed. */
  private final Set<String> seen = new HashSet<>();

  /** Where all are, and the occurrence is told. */
  private final Map<String, Integer> occurrences = new HashMap<>();

  private final FollowList following;
  private final boolean noindex;
  private long resolvedCharacters;
  private int characters;
  private boolean lists;
  private boolean follows;
  private boolean complete = true;

  /** Takes what is listed; nothing is followed. */
  LinkList(LinkSelection selection) {
    this(selection, new FollowList(Set.of(), FollowRules.NONE, RobotsDirectives.NONE), false);
  }

  /**
   * Takes what is listed and what is followed.
   *
   * @param noindex whether nothing is to be listed
   */
  LinkList(LinkSelection selection, FollowList following, boolean noindex) {
    this.selection = selection;
    this.following = following;
    this.noindex = noindex;
    this.lists = !noindex;
    this.follows = following.isWanted();
  }

  /**
   * Adds a link to what is listed and to what is followed, where each wants it and its bounds allow
   * it. False where no bound allows any that follows.
   *
   * @param encoding the document's, where it is not UTF-8
   */
  boolean add(CrawlUrl base, Reference reference, @Nullable QueryEncoding encoding) {
    if (resolvedCharacters > LinkExtractor.MAX_RESOLVED) {
      complete = false;
      return false;
    }
    UrlResult result = base.resolve(reference.value(), encoding);
    if (!(result instanceof CrawlUrl resolved)) {
      resolvedCharacters += base.href().length() + reference.value().length();
      return true;
    }
    resolvedCharacters += resolved.href().length();
    if (lists && !list(resolved, reference)) {
      lists = false;
      complete = false;
    }
    if (follows && !following.add(reference, resolved)) {
      follows = false;
      complete = false;
    }
    return lists || follows;
  }

  private boolean list(CrawlUrl resolved, Reference reference) {
    if (!selection.has(reference.kind()) || !selection.accepts(resolved)) {
      return true;
    }
    CrawlUrl url = selection.fragments() ? resolved : resolved.canonical();
    if (selection.distinct() && !seen.add(url.href())) {
      return true;
    }
    characters += url.href().length();
    if (characters > LinkExtractor.MAX_CHARACTERS || links.size() == LinkExtractor.MAX_LINKS) {
      return false;
    }
    links.add(
        new Outlink(
            url,
            reference.kind(),
            reference.name(),
            reference.attribute(),
            selection.provenance() ? provenance(url, reference) : null));
    return true;
  }

  private Provenance provenance(CrawlUrl url, Reference reference) {
    int occurrence = selection.distinct() ? 1 : occurrences.merge(url.href(), 1, Integer::sum);
    return Surroundings.of(reference, occurrence);
  }

  @Nullable Outlink first() {
    return links.isEmpty() ? null : links.get(0);
  }

  /**
   * What was added.
   *
   * @param whole whether all of the document was read
   */
  PageLinks done(boolean whole) {
    return new PageLinks(
        links, following.followed(), complete && whole, noindex, following.nofollowed());
  }
}
