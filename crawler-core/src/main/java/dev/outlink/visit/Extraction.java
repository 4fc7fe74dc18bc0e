package dev.outlink.visit;

import dev.outlink.fetch.Lease;
import dev.outlink.link.Outlink;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.task.CrawlTask;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the extraction of a URL comes to. */
sealed interface Extraction {

  /** Its page turned out to be cut, and the URL waits in the frontier for another attempt. */
  record WaitsAgain() implements Extraction {}

  /**
   * A result on its way to the sink, with the memory that it counts for.
   *
   * @param written the record and the rows
   * @param lease what counts for them
   */
  record Result(PageResult written, Lease lease) implements Extraction {

    private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

    static Result withoutLinks(PageRecord page) {
      return new Result(new PageResult(page, List.of()), Lease.NONE);
    }

    static Result withoutDocument(PageRecord page, List<Outlink> links) {
      return new Result(new PageResult(page, links), Lease.NONE);
    }

    /** Of a URL at which this program has failed, which is logged here. */
    static Result ofBug(CrawlTask task, Throwable bug) {
      LOG.error("Bug while crawling {}", task.url(), bug);
      return withoutLinks(
          PageRecord.unasked(
              task.source().href(), Outcome.INTERNAL_ERROR, task.depth(), bug.toString()));
    }
  }
}
