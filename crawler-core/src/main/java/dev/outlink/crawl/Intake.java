package dev.outlink.crawl;

import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.PageRecord;
import dev.outlink.seed.Seed;
import dev.outlink.url.CrawlUrl;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes seeds in: offers them to the frontier, and settles those that it refuses. On the thread of
 * the reader, which may have to wait.
 */
final class Intake {

  private final Frontier frontier;
  private final CrawlPipeline pipeline;
  private final CrawlTally tally;
  private final SitemapRequests sitemaps;
  private final Semaphore refusals;
  private final Function<String, PageRecord> stopped;
  private final Consumer<CompletableFuture<Void>> ends;

  /**
   * The intake of one crawl.
   *
   * @param refusals how many records of refused seeds may be on their way to the sink
   * @param stopped the record of a URL for which the crawl is over
   * @param ends told of each refused seed, with the stage that completes when it is settled
   */
  Intake(
      Frontier frontier,
      CrawlPipeline pipeline,
      CrawlTally tally,
      SitemapRequests sitemaps,
      Semaphore refusals,
      Function<String, PageRecord> stopped,
      Consumer<CompletableFuture<Void>> ends) {
    this.frontier = frontier;
    this.pipeline = pipeline;
    this.tally = tally;
    this.sitemaps = sitemaps;
    this.refusals = refusals;
    this.stopped = stopped;
    this.ends = ends;
  }

  /** Whether the seed was admitted; blocks while the frontier is full, or the sink is slow. */
  boolean offer(Seed seed) throws InterruptedException {
    tally.input();
    if (seed instanceof Seed.Invalid line) {
      refuse(
          CrawlPipeline.record(
              line.text(), Outcome.BAD_URL, 0, line.where() + ": " + line.reason()));
      return false;
    }
    if (seed instanceof Seed.Failed source) {
      refuse(record(source));
      return false;
    }
    Seed.Url url = (Seed.Url) seed;
    CrawlTask task = task(url);
    Admission admission = frontier.admit(task);
    while (admission == Admission.FULL) {
      frontier.awaitRoom();
      admission = frontier.admit(task);
    }
    String href = url.url().href();
    switch (admission) {
      case ADMITTED -> {
        return true;
      }
      case ALREADY_KNOWN ->
          refuse(CrawlPipeline.record(href, Outcome.DUPLICATE, 0, "the same URL came before"));
      case NOT_CRAWLABLE ->
          refuse(
              CrawlPipeline.record(
                  href, Outcome.BAD_URL, 0, url.url().scheme() + ": cannot be fetched"));
      case CLOSED -> refuse(stopped.apply(href));
      default -> {
        tally.refused(admission, 1);
        if (admission == Admission.MAX_PAGES) {
          sitemaps.end(Outcome.OVER_BUDGET, admission.label());
        }
        refuse(CrawlPipeline.record(href, Outcome.OVER_BUDGET, 0, admission.label()));
      }
    }
    return false;
  }

  private static PageRecord record(Seed.Failed source) {
    Outcome outcome = Outcome.of(source.outcome());
    return new PageRecord(
        source.url(),
        outcome,
        source.status(),
        null,
        0,
        null,
        0,
        0,
        0,
        0,
        null,
        source.detail(),
        0);
  }

  /** The first root is the one that the user named: own headers go to its origin only. */
  private static CrawlTask task(Seed.Url seed) {
    CrawlUrl namedBy = seed.namedBy();
    return namedBy == null
        ? CrawlTask.seed(seed.url())
        : new CrawlTask(seed.url(), 0, 0, 1, List.of(namedBy, seed.url()));
  }

  private void refuse(PageRecord page) throws InterruptedException {
    refusals.acquire();
    CompletableFuture<Void> written = pipeline.refuse(page);
    ends.accept(written.whenComplete((nothing, cause) -> refusals.release()));
  }
}
