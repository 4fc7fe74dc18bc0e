package dev.outlink.visit;

import dev.outlink.fetch.Lease;
import dev.outlink.link.Outlink;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.task.CrawlTask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A result on its way to the sink, with the memory that it counts for.
 *
 * @param result the record and the rows, or null where the URL waits again
 * @param lease what counts for them
 */
record Extraction(@Nullable PageResult result, Lease lease) {

  private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

  static Extraction of(PageRecord page, List<Outlink> links, Lease lease) {
    return new Extraction(new PageResult(page, links), lease);
  }

  /** Of a page that was read. */
  static Extraction of(PageResult result, Lease lease) {
    return new Extraction(result, lease);
  }

  static Extraction withoutLinks(PageRecord page) {
    return of(page, List.of(), Lease.NONE);
  }

  /** Of a page that turned out to be cut, and is asked for again. */
  static Extraction postponed() {
    return new Extraction(null, Lease.NONE);
  }

  /** Of a URL at which this program has failed. */
  static Extraction ofBug(CrawlTask task, Throwable bug) {
    LOG.error("Bug while crawling {}", task.url(), bug);
    return withoutLinks(
        PageRecord.unasked(
            task.source().href(), Outcome.INTERNAL_ERROR, task.depth(), bug.toString()));
  }
}
