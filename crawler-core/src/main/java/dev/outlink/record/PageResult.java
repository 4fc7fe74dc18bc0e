package dev.outlink.record;

import dev.outlink.link.Outlink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one URL came to: its page record and its links in document order.
 *
 * @param page the record
 * @param links the links; empty unless the outcome has links
 * @param content headers and body of the document that was read, where the configuration asks for
 *     them; else null
 */
public record PageResult(PageRecord page, List<Outlink> links, @Nullable PageContent content) {

  /** A result without the page's content. */
  public PageResult(PageRecord page, List<Outlink> links) {
    this(page, links, null);
  }
}
