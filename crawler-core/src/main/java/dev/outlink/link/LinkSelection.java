package dev.outlink.link;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.outlink.fetch.DocumentType;
import dev.outlink.url.CrawlUrl;
import java.util.Set;

/**
 * Which links are listed, and what is told of them.
 *
 * @param kinds the kinds of links, at least one
 * @param schemes schemes in lower case, without colons; empty for all
 * @param fragments whether links keep their fragments
 * @param distinct whether only the first of several links of a page to one URL is listed
 * @param provenance whether links tell their {@link Outlink#provenance}, which takes time and
 *     memory
 */
public record LinkSelection(
    Set<LinkKind> kinds,
    Set<String> schemes,
    boolean fragments,
    boolean distinct,
    boolean provenance) {

  /** Distinct http(s) links of {@code a} and {@code area}, with fragments. */
  public static final LinkSelection DEFAULT =
      new LinkSelection(
          Set.of(LinkKind.A, LinkKind.AREA), Set.of("http", "https"), true, true, false);

  /** Copies the sets. */
  public LinkSelection {
    kinds = Sets.immutableEnumSet(kinds);
    schemes = ImmutableSet.copyOf(schemes);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("no kind of links");
    }
  }

  /** The same of other kinds. */
  public LinkSelection withKinds(Set<LinkKind> others) {
    return new LinkSelection(others, schemes, fragments, distinct, provenance);
  }

  /** The same of other schemes; of all where the set is empty. */
  public LinkSelection withSchemes(Set<String> others) {
    return new LinkSelection(kinds, others, fragments, distinct, provenance);
  }

  /** The same without fragments. */
  public LinkSelection withoutFragments() {
    return new LinkSelection(kinds, schemes, false, distinct, provenance);
  }

  /** The same with every occurrence of a link. */
  public LinkSelection withEveryOccurrence() {
    return new LinkSelection(kinds, schemes, fragments, false, provenance);
  }

  /** The same with {@link Outlink#provenance}. */
  public LinkSelection withProvenance() {
    return new LinkSelection(kinds, schemes, fragments, distinct, true);
  }

  /** The types of documents that links of these kinds are found in. */
  public Set<DocumentType> documents() {
    return LinkKind.documents(kinds);
  }

  public boolean has(LinkKind kind) {
    return kinds.contains(kind);
  }

  /** Whether links to this URL are listed. */
  public boolean accepts(CrawlUrl url) {
    return schemes.isEmpty() || schemes.contains(url.scheme());
  }
}
