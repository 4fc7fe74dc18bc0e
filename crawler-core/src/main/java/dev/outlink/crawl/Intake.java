package dev.outlink.crawl;

import dev.outlink.admission.Admission;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.seed.Seed;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import dev.outlink.visit.Events;
import dev.outlink.visit.VisitPath;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes seeds in: offers them to the frontier, and writes the records of those that it refuses. On
 * the thread of the reader, which may have to wait.
 */
final class Intake {

  private final Frontier frontier;
  private final VisitPath path;
  private final Events events;
  private final SitemapRequests sitemaps;
  private final Semaphore unvisitedRecords;
  private final Function<String, PageRecord> stopped;
  private final Consumer<CompletableFuture<Void>> whenWritten;

  /**
   * The intake of one crawl.
   *
   * @param unvisitedRecords how many records of URLs that were not visited may be on their way to
   *     the sink
   * @param stopped the record of a URL for which the crawl is over
   * @param whenWritten told of each refused seed, with what completes when its record is written
   */
  Intake(
      Frontier frontier,
      VisitPath path,
      Events events,
      SitemapRequests sitemaps,
      Semaphore unvisitedRecords,
      Function<String, PageRecord> stopped,
      Consumer<CompletableFuture<Void>> whenWritten) {
    this.frontier = frontier;
    this.path = path;
    this.events = events;
    this.sitemaps = sitemaps;
    this.unvisitedRecords = unvisitedRecords;
    this.stopped = stopped;
    this.whenWritten = whenWritten;
  }

  /** Whether the seed was admitted; blocks while the frontier is full, or the sink is slow. */
  boolean offer(Seed seed) throws InterruptedException {
    tell(CrawlEvent.SeedRead.EVENT);
    if (seed instanceof Seed.Url url) {
      return offer(url);
    }
    refuse(
        seed instanceof Seed.Invalid line
            ? PageRecord.unasked(
                line.text(), Outcome.BAD_URL, 0, line.where() + ": " + line.reason())
            : record((Seed.Failed) seed));
    return false;
  }

  private boolean offer(Seed.Url seed) throws InterruptedException {
    CrawlTask task = task(seed);
    Admission admission = frontier.admit(task);
    while (admission == Admission.FULL) {
      frontier.awaitRoom();
      admission = frontier.admit(task);
    }
    if (admission == Admission.ADMITTED) {
      tell(new CrawlEvent.Admitted(seed.url(), 0, null));
      return true;
    }
    tell(new CrawlEvent.Refused(seed.url(), admission, null));
    if (admission == Admission.MAX_PAGES) {
      sitemaps.end(Outcome.OVER_BUDGET, admission.label());
    }
    refuse(record(seed.url(), admission));
    return false;
  }

  private void tell(CrawlEvent event) {
    var unused = events.tell(event);
  }

  private PageRecord record(CrawlUrl url, Admission refusal) {
    String href = url.href();
    return switch (refusal) {
      case ALREADY_KNOWN ->
          PageRecord.unasked(href, Outcome.DUPLICATE, 0, "the same URL came before");
      case NOT_CRAWLABLE ->
          PageRecord.unasked(href, Outcome.BAD_URL, 0, url.scheme() + ": cannot be fetched");
      case CLOSED -> stopped.apply(href);
      default -> PageRecord.unasked(href, Outcome.OVER_BUDGET, 0, refusal.label());
    };
  }

  private static PageRecord record(Seed.Failed source) {
    return PageRecord.unasked(
        source.url(), Outcome.of(source.outcome()), source.status(), 0, source.detail(), 0);
  }

  private static CrawlTask task(Seed.Url seed) {
    CrawlUrl namedBy = seed.namedBy();
    return namedBy == null ? CrawlTask.seed(seed.url()) : CrawlTask.seed(seed.url(), namedBy);
  }

  private void refuse(PageRecord page) throws InterruptedException {
    unvisitedRecords.acquire();
    CompletableFuture<Void> written = path.writeUnvisited(page);
    whenWritten.accept(written.whenComplete((nothing, cause) -> unvisitedRecords.release()));
  }
}
