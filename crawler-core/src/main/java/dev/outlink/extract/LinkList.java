package dev.outlink.extract;

import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageBound;
import dev.outlink.link.PageLinks;
import dev.outlink.link.Provenance;
import dev.outlink.tree.DocumentRoom;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.QueryEncoding;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links of one page as they are found: resolved, selected, bounded. Confined to one thread. */
final class LinkList {

  /** A link, its URL and its places in list and index, beside the characters. */
  private static final int LINK_BYTES = 140;

  /** A provenance with two texts of usual length; the longest ones together take ten times that. */
  private static final int PROVENANCE_BYTES = 400;

  /** Of a link that is too long, enough to tell its scheme. */
  private static final int HEAD = 1_024;

  private final LinkSelection selection;
  private final List<Outlink> links = new ArrayList<>();

  /** Where only distinct links are listed. */
  private final ListedUrls listed = new ListedUrls(links);

  /** Where all are, and the occurrence is told. */
  private final Map<String, Integer> occurrences = new HashMap<>();

  private final FollowList following;
  private final boolean noindex;
  private final DocumentRoom holding;
  private final Surroundings surroundings = new Surroundings();
  private long resolvedCharacters;
  private int characters;
  private int tooLong;
  private boolean lists;
  private boolean follows;
  private @Nullable PageBound cut;

  /** Takes what is listed; nothing is followed. */
  LinkList(LinkSelection selection, DocumentRoom holding) {
    this(
        selection,
        new FollowList(Set.of(), FollowRules.NONE, RobotsDirectives.NONE, holding),
        false,
        holding);
  }

  /**
   * Takes what is listed and what is followed.
   *
   * @param noindex whether nothing is to be listed
   * @param holding where memory is asked for
   */
  LinkList(LinkSelection selection, FollowList following, boolean noindex, DocumentRoom holding) {
    this.holding = holding;
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
      cut = PageBound.LINKS;
      return false;
    }
    UrlResult result = base.resolve(reference.value(), encoding);
    if (!(result instanceof CrawlUrl resolved)) {
      resolvedCharacters += base.href().length() + reference.value().length();
      tooLong += lists && isTooLong(base, reference, (InvalidUrl) result) ? 1 : 0;
      return true;
    }
    resolvedCharacters += resolved.href().length();
    PageBound met = lists ? list(resolved, reference) : null;
    if (met != null) {
      lists = false;
      cut = met;
    }
    met = follows ? following.add(reference, resolved) : null;
    if (met != null) {
      follows = false;
      cut = met;
    }
    return lists || follows;
  }

  /** Whether it would be listed if it were shorter, which its beginning tells. */
  private boolean isTooLong(CrawlUrl base, Reference reference, InvalidUrl invalid) {
    if (!invalid.isTooLong() || !selection.has(reference.kind())) {
      return false;
    }
    String head = reference.value().substring(0, Math.min(HEAD, reference.value().length()));
    return base.resolve(head) instanceof CrawlUrl url && selection.accepts(url);
  }

  /** The bound that leaves a link out, or null. */
  private @Nullable PageBound list(CrawlUrl resolved, Reference reference) {
    if (!selection.has(reference.kind()) || !selection.accepts(resolved)) {
      return null;
    }
    CrawlUrl url = selection.fragments() ? resolved : resolved.canonical();
    if (selection.distinct() && listed.has(url.href())) {
      return null;
    }
    characters += url.href().length();
    if (characters > LinkExtractor.MAX_CHARACTERS || links.size() == LinkExtractor.MAX_LINKS) {
      return PageBound.LINKS;
    }
    if (surroundings.isSpent()) {
      return PageBound.TEXTS;
    }
    if (!holding.take(
        LINK_BYTES + listed.bytes() + url.href().length() + provenanceBytes(reference))) {
      return PageBound.MEMORY;
    }
    links.add(
        new Outlink(
            url,
            reference.kind(),
            reference.name(),
            reference.attribute(),
            selection.provenance() ? provenance(url, reference) : null));
    if (selection.distinct()) {
      listed.added();
    }
    return null;
  }

  private long provenanceBytes(Reference reference) {
    if (!selection.provenance()) {
      return 0;
    }
    int raw = Math.min(reference.raw().length(), Provenance.MAX_RAW);
    return PROVENANCE_BYTES + 2L * raw;
  }

  private Provenance provenance(CrawlUrl url, Reference reference) {
    int occurrence = selection.distinct() ? 1 : occurrences.merge(url.href(), 1, Integer::sum);
    return surroundings.of(reference, occurrence);
  }

  @Nullable Outlink first() {
    return links.isEmpty() ? null : links.get(0);
  }

  /**
   * What was added.
   *
   * @param earlier the bound that ended the document before, or null
   */
  PageLinks done(@Nullable PageBound earlier) {
    return new PageLinks(
        links,
        following.followed(),
        earlier == null ? cut : earlier,
        noindex,
        following.nofollowed(),
        tooLong);
  }
}
