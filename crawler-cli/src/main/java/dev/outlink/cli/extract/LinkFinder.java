package dev.outlink.cli.extract;

import com.google.common.collect.ImmutableSet;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageLinks;
import java.util.ArrayList;
import java.util.List;

/** Finds the links of documents. Stateless; safe for any thread. */
final class LinkFinder {

  private static final String FILE = "file";

  private final LinkExtractor extractor;

  /** Finds {@code file:} links too, so that they can be counted. */
  private final LinkExtractor withFiles;

  private final boolean leavesFilesOut;

  LinkFinder(LinkSelection selection, Extractor reader) {
    extractor = new LinkExtractor(selection, FollowRules.NONE, reader);
    leavesFilesOut = !selection.schemes().isEmpty() && !selection.schemes().contains(FILE);
    withFiles =
        leavesFilesOut
            ? new LinkExtractor(
                selection.withSchemes(
                    ImmutableSet.<String>builder().addAll(selection.schemes()).add(FILE).build()),
                FollowRules.NONE,
                reader)
            : extractor;
  }

  FoundLinks find(Document document) {
    if (document.outcome() instanceof Page page) {
      return document.url().scheme().equals(FILE) && leavesFilesOut
          ? withoutFiles(document, withFiles.extract(page))
          : found(document, extractor.extract(page));
    }
    if (document.outcome() instanceof FetchOutcome.Redirect redirect
        && redirect.location() != null) {
      Outlink link = extractor.redirect(document.url(), redirect.location());
      return new FoundLinks(document, link == null ? List.of() : List.of(link), 0, true, 0);
    }
    return new FoundLinks(document, List.of(), 0, true, 0);
  }

  private static FoundLinks found(Document document, PageLinks links) {
    return new FoundLinks(document, links.links(), 0, links.complete(), links.tooLong());
  }

  private static FoundLinks withoutFiles(Document document, PageLinks links) {
    List<Outlink> kept = new ArrayList<>(links.links());
    kept.removeIf(link -> link.url().scheme().equals(FILE));
    return new FoundLinks(
        document, kept, links.links().size() - kept.size(), links.complete(), links.tooLong());
  }
}
