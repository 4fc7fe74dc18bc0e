package dev.outlink.redirect;

import dev.outlink.extract.LinkExtractor;
import dev.outlink.link.Outlink;
import dev.outlink.request.Attempt;
import dev.outlink.task.Trail;
import java.util.ArrayList;
import java.util.List;

/** The rows of Location headers, where that kind of link is selected. Safe for any thread. */
public final class RedirectRows {

  private final LinkExtractor extractor;

  public RedirectRows(LinkExtractor extractor) {
    this.extractor = extractor;
  }

  /** The rows of the redirects of an attempt. */
  public List<Outlink> of(Attempt attempt) {
    List<Outlink> rows = new ArrayList<>(0);
    for (Trail.Hop hop : Redirects.hops(attempt)) {
      Outlink row = extractor.redirect(hop.at(), hop.location());
      if (row != null && !(isDistinct() && has(rows, row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows of the redirects that led to a page, and then those of its links. */
  public List<Outlink> before(List<Outlink> links, Attempt attempt) {
    List<Outlink> rows = of(attempt);
    if (rows.isEmpty()) {
      return links;
    }
    List<Outlink> all = new ArrayList<>(rows);
    for (Outlink link : links) {
      if (!(isDistinct() && has(rows, link))) {
        all.add(link);
      }
    }
    return all;
  }

  private boolean isDistinct() {
    return extractor.selection().distinct();
  }

  private static boolean has(List<Outlink> rows, Outlink link) {
    return rows.stream().anyMatch(before -> before.url().equals(link.url()));
  }
}
