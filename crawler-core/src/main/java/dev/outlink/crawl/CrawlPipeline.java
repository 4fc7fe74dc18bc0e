package dev.outlink.crawl;

import dev.outlink.extract.Cut;
import dev.outlink.extract.Outlink;
import dev.outlink.extract.PageLinks;
import dev.outlink.extract.Provenance;
import dev.outlink.fetch.BodyBudget;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Outcome;
import dev.outlink.fetch.Page;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of a URL from the frontier to its outcome. One for each crawl; safe for any thread. */
final class CrawlPipeline {

  private static final Logger log = LoggerFactory.getLogger(CrawlPipeline.class);

  /** What the tree and the links of a page take, as a multiple of its body as sent. */
  private static final int EXPECTED = 16;

  /** What a page record takes, mostly. */
  private static final int RECORD_BYTES = 1_024;

  /** What a link takes beside its characters. */
  private static final int LINK_BYTES = 128;

  /** The longest text of a record that a server may have written. */
  private static final int MAX_TEXT = 2_000;

  private final Engine engine;
  private final Frontier frontier;
  private final Visits visits;
  private final Redirects redirects;
  private final RetryPolicy retries;
  private final Discovery discovery;
  private final LinkSink sink;
  private final CrawlTally tally;
  private final Notices notices;
  private final Runnable wake;

  /**
   * The path of one crawl's URLs.
   *
   * @param wake run when a URL has left its host or has led to others, so that more may be taken
   */
  CrawlPipeline(
      Engine engine,
      Frontier frontier,
      Visits visits,
      RetryPolicy retries,
      Discovery discovery,
      LinkSink sink,
      CrawlTally tally,
      Notices notices,
      Runnable wake) {
    this.engine = engine;
    this.frontier = frontier;
    this.visits = visits;
    this.redirects = new Redirects(engine);
    this.retries = retries;
    this.discovery = discovery;
    this.sink = sink;
    this.tally = tally;
    this.notices = notices;
    this.wake = wake;
  }

  /**
   * The whole path of a URL that was taken from the frontier, one request. The future completes
   * with true when it is settled, with false when it waits in the frontier again, and fails if the
   * sink does.
   */
  CompletableFuture<Boolean> visit(CrawlTask task) {
    return visits
        .begin(task)
        .handle((end, bug) -> bug == null ? next(end) : Optional.of(released(task, bug)))
        .whenComplete((next, bug) -> wake.run())
        .thenCompose(
            next ->
                next.isPresent()
                    ? settle(task, next.get())
                    : CompletableFuture.completedFuture(false));
  }

  /** What is to be done with a URL that has arrived; nothing for now where it waits again. */
  private Optional<Extractions.Work<Extraction>> next(End end) {
    if (!(end instanceof Arrival arrival)) {
      return Optional.empty();
    }
    frontier.release(arrival.task());
    if (waitsAgain(arrival, arrival.outcome())) {
      return Optional.empty();
    }
    Redirects.Step step = redirects.of(arrival);
    if (step.next() != null) {
      return frontier.move(arrival.task(), step.next())
          ? Optional.empty()
          : Optional.of(extraction(arrival, visits.stopped(), null));
    }
    FetchOutcome outcome = Objects.requireNonNull(step.end());
    return Optional.of(extraction(arrival, outcome, step.target()));
  }

  /** An attempt that our own network ended does not count. */
  private boolean waitsAgain(Arrival arrival, FetchOutcome outcome) {
    CrawlTask task = arrival.task();
    boolean ours = Answers.isOurs(outcome) && engine.network().wasDown(arrival.askedAt());
    return (ours || retries.again(task, outcome))
        && frontier.retry(ours ? task : task.again(), retries.delayNanos(task, outcome));
  }

  private CompletableFuture<Boolean> settle(
      CrawlTask task, Extractions.Work<Extraction> extraction) {
    tally.arrived();
    return engine
        .extractions()
        .run(task.url().host(), extraction, this::writeExtracted)
        .whenComplete(
            (written, failure) -> {
              if (failure != null || written) {
                settled(task);
              }
            });
  }

  /** Deeper URLs may have waited for this one. */
  private void settled(CrawlTask task) {
    frontier.settle(task);
    if (!engine.limits().followsRedirects()) {
      wake.run();
    }
  }

  /** Settles a URL that was waiting when the crawl was stopped. */
  CompletableFuture<Void> abandon(CrawlTask task, Outcome outcome, String why) {
    int attempts = task.attempt() - 1;
    String detail = attempts == 0 ? why : why + "; tried before: " + attempts;
    return refuse(
            new PageRecord(
                task.source().href(),
                outcome,
                0,
                null,
                0,
                null,
                0,
                0,
                task.depth(),
                0,
                null,
                detail,
                attempts))
        .whenComplete((settled, failure) -> frontier.settle(task));
  }

  /** Settles an input that never was admitted. */
  CompletableFuture<Void> refuse(PageRecord page) {
    return write(Extraction.withoutLinks(page)).thenApply(written -> null);
  }

  /** The record of a URL or input line that was not fetched. */
  static PageRecord record(String url, Outcome outcome, int depth, String detail) {
    return new PageRecord(url, outcome, 0, null, 0, null, 0, 0, depth, 0, null, detail, 0);
  }

  /** Everything goes by the compute executor: a sink may run the user's code. */
  private Extractions.Work<Extraction> extraction(
      Arrival arrival, FetchOutcome outcome, @Nullable CrawlUrl target) {
    return new Extractions.Work<>(
        outcome instanceof Page page ? (long) EXPECTED * page.length() : 0,
        room -> {
          try {
            return outcome instanceof Page page
                ? extract(arrival, page, room)
                : withoutPage(arrival, outcome, target);
          } catch (OutOfMemoryError full) {
            return unread(arrival, full);
          } catch (Throwable bug) {
            return failed(arrival.task(), bug);
          }
        });
  }

  private Extractions.Work<Extraction> released(CrawlTask task, Throwable bug) {
    frontier.release(task);
    return new Extractions.Work<>(0, room -> failed(task, bug));
  }

  /**
   * Decodes a page and finds its links.
   *
   * @return null where its room was refused: nothing has come of it yet, and what was decoded is
   *     let go, since what waits must not hold more than was sent
   */
  private @Nullable Extraction extract(Arrival arrival, Page fetched, BodyBudget.Room room) {
    FetchOutcome decoded = engine.decoder().decode(fetched, room);
    if (decoded == null) {
      return null;
    }
    if (!(decoded instanceof Page page)) {
      boolean isBroken = decoded == fetched.breach();
      return isBroken && waitsAgain(arrival, decoded)
          ? Extraction.POSTPONED
          : withoutPage(arrival, decoded, null);
    }
    try {
      CrawlTask task = arrival.task();
      BodyBudget.Room left = page.body() == fetched.body() ? room : room.beyond(page.body().length);
      PageLinks found =
          engine.extractor().extract(page, engine.limits().goesOn(task.depth()), left);
      if (found == null) {
        return null;
      }
      List<Outlink> links = withLocations(arrival, found.links());
      String cut = cut(page, found);
      Outcome outcome = cut.isEmpty() ? Outcome.PAGE : Outcome.TRUNCATED;
      PageRecord record =
          record(
              arrival,
              outcome,
              page.status(),
              page.contentType(),
              page.length(),
              links.size(),
              detail(page, cut, found));
      page.lease().resize(size(links));
      Extraction extraction = new Extraction(new PageResult(record, links), page.lease());
      tally.refused(Admission.NOFOLLOW, found.nofollowed());
      if (!found.followed().isEmpty()) {
        discovery.links(task, found.followed());
        wake.run();
      }
      tally.found(links.size());
      return extraction;
    } catch (Throwable bug) {
      page.close();
      throw bug;
    }
  }

  private static boolean isIn(List<Outlink> rows, Outlink link) {
    return rows.stream().anyMatch(before -> before.url().equals(link.url()));
  }

  /** The last line: what bounds the memory of a page has failed, and costs this page only. */
  private static Extraction unread(Arrival arrival, OutOfMemoryError full) {
    log.warn("Out of memory at {}", arrival.task().url(), full);
    FetchOutcome outcome = arrival.outcome();
    return Extraction.withoutLinks(
        record(
            arrival,
            Outcome.TRUNCATED,
            outcome instanceof Page page ? page.status() : 0,
            outcome instanceof Page page ? page.contentType() : null,
            0,
            0,
            "out-of-memory: its links do not fit into the heap and are left out"));
  }

  /** The bytes that a result holds, about. */
  private static long size(List<Outlink> links) {
    long bytes = RECORD_BYTES;
    for (Outlink link : links) {
      bytes += LINK_BYTES + link.url().href().length();
      Provenance provenance = link.provenance();
      if (provenance != null) {
        bytes += LINK_BYTES + 2L * (provenance.raw().length() + provenance.text().length());
      }
    }
    return bytes;
  }

  private static String detail(Page page, String cut, PageLinks found) {
    List<String> words = new ArrayList<>();
    words.add(cut.isEmpty() && found.noindex() ? "noindex: its links are not listed" : cut);
    words.add(page.remark());
    words.add(found.tooLong() == 0 ? "" : PageLinks.leftOut(found.tooLong()));
    words.removeIf(String::isEmpty);
    return String.join("; ", words);
  }

  /** The bounds that ended a page, its own first; empty where there are none. */
  private static String cut(Page page, PageLinks found) {
    String body = page.truncated() ? "cut at " + page.length() + " bytes" : "";
    Cut links = found.cut();
    if (links == null) {
      return body;
    }
    return body.isEmpty() ? links.detail() : body + "; " + links.detail();
  }

  private Extraction withoutPage(Arrival arrival, FetchOutcome outcome, @Nullable CrawlUrl target) {
    if (!(outcome instanceof FetchOutcome.Other end)) {
      throw new IllegalStateException("not an end: " + outcome);
    }
    List<Outlink> links = redirects.rows(arrival);
    tally.found(links.size());
    PageRecord record =
        record(
            arrival,
            end.outcome(),
            end.status(),
            end.contentType(),
            0,
            links.size(),
            end.detail() + whereItLeads(arrival.task(), target));
    return new Extraction(new PageResult(record, links), BodyBudget.Lease.NONE);
  }

  private String whereItLeads(CrawlTask task, @Nullable CrawlUrl target) {
    if (target == null) {
      return "";
    }
    Admission admission = discovery.redirect(task, target);
    wake.run();
    return switch (admission) {
      case ADMITTED -> "";
      case ALREADY_KNOWN -> ", which came before";
      default -> ", which is not crawled: " + discovery.why(admission, task, target);
    };
  }

  private List<Outlink> withLocations(Arrival arrival, List<Outlink> links) {
    List<Outlink> rows = redirects.rows(arrival);
    if (rows.isEmpty()) {
      return links;
    }
    List<Outlink> all = new ArrayList<>(links);
    if (engine.extractor().selection().distinct()) {
      all.removeIf(link -> isIn(rows, link));
    }
    all.addAll(0, rows);
    return all;
  }

  private static Extraction failed(CrawlTask task, Throwable failure) {
    Throwable bug = Cause.of(failure);
    log.error("Bug while crawling {}", task.url(), bug);
    return Extraction.withoutLinks(
        record(task.source().href(), Outcome.INTERNAL_ERROR, task.depth(), bug.toString()));
  }

  private CompletableFuture<Boolean> writeExtracted(Extraction extraction) {
    tally.extracted();
    return write(extraction);
  }

  /** Completes with false where there is nothing to write, since the URL waits again. */
  private CompletableFuture<Boolean> write(Extraction extraction) {
    PageResult result = extraction.result();
    if (result == null) {
      return CompletableFuture.completedFuture(false);
    }
    tally.handedOver();
    CompletionStage<Void> taken;
    try {
      taken = Objects.requireNonNull(sink.write(result));
    } catch (Throwable bug) {
      taken = CompletableFuture.failedFuture(bug);
    }
    // Not on the sink's own thread, which has rows to write.
    return taken
        .toCompletableFuture()
        .whenComplete((nothing, failure) -> extraction.close())
        .thenComposeAsync(nothing -> settled(result.page()), engine.serial())
        .thenApply(nothing -> true);
  }

  /** Completes when the crawl may go on: the listener may be too far behind. */
  private CompletableFuture<Void> settled(PageRecord page) {
    tally.settled(page);
    return notices.settled(page);
  }

  private static PageRecord record(
      Arrival arrival,
      Outcome outcome,
      int status,
      @Nullable String contentType,
      long bytes,
      int links,
      String detail) {
    return new PageRecord(
        arrival.task().source().href(),
        outcome,
        status,
        arrival.at() == null ? null : arrival.task().url().canonical().href(),
        arrival.redirects(),
        contentType == null ? null : bounded(contentType),
        bytes,
        links,
        arrival.task().depth(),
        TimeUnit.NANOSECONDS.toMillis(arrival.nanos()),
        arrival.at(),
        bounded(detail),
        arrival.at() == null ? arrival.task().attempt() - 1 : arrival.task().attempt());
  }

  private static String bounded(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + '\u2026';
  }

  /** A result on its way to the sink, with the memory that it counts for. */
  private record Extraction(@Nullable PageResult result, BodyBudget.Lease lease) {

    /** Of a page that turned out to be cut, and is asked for again. */
    static final Extraction POSTPONED = new Extraction(null, BodyBudget.Lease.NONE);

    static Extraction withoutLinks(PageRecord page) {
      return new Extraction(new PageResult(page, List.of()), BodyBudget.Lease.NONE);
    }

    void close() {
      lease.close();
    }
  }
}
