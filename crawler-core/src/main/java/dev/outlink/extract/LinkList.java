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

  private long resolvedCharacters;
  private int characters;
  private boolean complete = true;

  LinkList(LinkSelection selection) {
    this.selection = selection;
  }

  /**
   * Adds a link, if the selection wants it and the bounds allow it. False where a bound does not:
   * then nothing that follows would be added either.
   *
   * @param encoding the document's, where it is not UTF-8
   */
  boolean add(CrawlUrl base, Reference reference, @Nullable QueryEncoding encoding) {
    if (resolvedCharacters > LinkExtractor.MAX_RESOLVED) {
      complete = false;
      return false;
    }
    UrlResult result = base.resolve(reference.raw(), encoding);
    if (!(result instanceof CrawlUrl resolved)) {
      resolvedCharacters += base.href().length() + reference.raw().length();
      return true;
    }
    resolvedCharacters += resolved.href().length();
    if (!selection.accepts(resolved)) {
      return true;
    }
    CrawlUrl url = selection.fragments() ? resolved : resolved.canonical();
    if (selection.distinct() && !seen.add(url.href())) {
      return true;
    }
    characters += url.href().length();
    if (characters > LinkExtractor.MAX_CHARACTERS || links.size() == LinkExtractor.MAX_LINKS) {
      complete = false;
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
    return new PageLinks(links, complete && whole);
  }
}
