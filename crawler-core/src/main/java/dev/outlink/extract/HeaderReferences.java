package dev.outlink.extract;

import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.microsyntax.LinkHeader;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;

/** The references of a page's HTTP headers. */
final class HeaderReferences {

  private HeaderReferences() {}

  static List<Reference> of(Page page, WantedLinks wanted) {
    List<Reference> found = new ArrayList<>();
    if (wanted.has(LinkKind.LINK_HEADER)) {
      for (String header : page.linkHeaders()) {
        LinkHeader.forEach(
            header,
            link -> {
              String rel = String.join(" ", link.relations());
              if (isOfThePage(page, link)) {
                found.add(Reference.ofHeader(LinkKind.LINK_HEADER, "Link", link.target(), rel));
              }
            });
      }
    }
    String header = page.refreshHeader();
    if (header != null && wanted.has(LinkKind.META_REFRESH)) {
      MetaRefresh refresh = MetaRefresh.parse(header);
      if (refresh != null && refresh.url() != null) {
        found.add(Reference.ofHeader(LinkKind.META_REFRESH, "Refresh", refresh.url(), ""));
      }
    }
    return found;
  }

  /** A link with another anchor is not the page's (RFC 8288, section 3.2). */
  private static boolean isOfThePage(Page page, LinkHeader.Link link) {
    return link.anchor() == null
        || (page.url().resolve(link.anchor()) instanceof CrawlUrl context
            && context.canonical().equals(page.url().canonical()));
  }
}
