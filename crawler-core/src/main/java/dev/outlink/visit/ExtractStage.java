package dev.outlink.visit;

import dev.outlink.compute.Extractions;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.Room;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageLinks;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageContent;
import dev.outlink.record.PageResult;
import dev.outlink.redirect.RedirectRows;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.request.RootCause;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes documents, finds their links, and offers those that may be crawled to the frontier; in
 * their turn at the compute executor, before the sink. The offer is a part of the work, so that no
 * further page begins while the frontier's disk is late. What has no document goes the same way, as
 * a sink may run the user's code.
 */
final class ExtractStage {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractStage.class);

  /** What the tree and the links of a page take, as a multiple of its body as sent. */
  private static final int EXPECTED = 16;

  private final Extractions turns;
  private final ContentDecoder decoder;
  private final LinkExtractor extractor;
  private final RedirectRows redirects;
  private final Discovery discovery;
  private final Retries retries;
  private final VisitRules rules;
  private final Events events;

  ExtractStage(
      Machines machines, Discovery discovery, Retries retries, VisitRules rules, Events events) {
    this.turns = machines.extractions();
    this.decoder = machines.decoder();
    this.extractor = machines.extractor();
    this.redirects = new RedirectRows(extractor);
    this.discovery = discovery;
    this.retries = retries;
    this.rules = rules;
    this.events = events;
  }

  /**
   * Finds the links of a visit that has its reply, and then enters the next stage, both on the
   * compute executor. Its memory counts until the next stage has ended.
   */
  CompletableFuture<?> links(Visit visit, Function<Visit, CompletableFuture<?>> next) {
    return turns.run(
        visit.task().url().host(),
        work(visit),
        extraction -> {
          extracted(visit, extraction);
          return visit.isPostponed()
              ? CompletableFuture.completedFuture(null)
              : next.apply(visit).thenApply(ended -> null);
        });
  }

  private void extracted(Visit visit, Extraction extraction) {
    int links = 0;
    if (extraction instanceof Extraction.Result result) {
      visit.setResult(result);
      links = result.written().links().size();
    } else {
      visit.postpone();
    }
    var unused = events.tell(new CrawlEvent.Extracted(visit.task().source(), links));
  }

  private Extractions.Work<Extraction> work(Visit visit) {
    if (visit.hasFailed()) {
      return new Extractions.Work<>(0, room -> visit.result());
    }
    Page page = visit.attempt().reply() instanceof Reply.Document it ? it.page() : null;
    return new Extractions.Work<>(
        page == null ? 0 : (long) EXPECTED * page.length(),
        room -> {
          try {
            return page == null ? withoutDocument(visit) : decodeAndExtract(visit, page, room);
          } catch (OutOfMemoryError full) {
            return unread(visit.attempt(), page, full);
          } catch (Throwable bug) {
            return Extraction.Result.ofBug(visit.task(), RootCause.of(bug));
          }
        });
  }

  private Extraction withoutDocument(Visit visit) {
    Attempt attempt = visit.attempt();
    List<Outlink> links = redirects.of(attempt);
    String leadsTo =
        visit.target() == null ? "" : discovery.offerRedirectTarget(visit.task(), visit.target());
    return Extraction.Result.withoutDocument(
        PageRecords.withoutDocument(attempt, visit.ending(), links, leadsTo), links);
  }

  /**
   * Decodes a page and finds its links.
   *
   * @return null where its room was refused: nothing has come of it yet, and what was decoded is
   *     let go, since what waits must not hold more than was sent
   */
  private @Nullable Extraction decodeAndExtract(Visit visit, Page fetched, Room room) {
    Attempt attempt = visit.attempt();
    FetchOutcome decoded = decoder.decode(fetched, room);
    if (decoded == null) {
      return null;
    }
    if (!(decoded instanceof Page page)) {
      Ending end = (Ending) Reply.of(decoded);
      if (decoded == fetched.breach() && retries.tryAgain(attempt, end)) {
        return new Extraction.WaitsAgain();
      }
      visit.setEnding(end, null);
      return withoutDocument(visit);
    }
    try {
      Room left = page.body() == fetched.body() ? room : room.beyond(page.body().length);
      PageLinks found = extractor.extract(page, rules.goesOn(visit.task().depth()), left);
      return found == null ? null : found(attempt, page, found);
    } catch (Throwable bug) {
      page.close();
      throw bug;
    }
  }

  private Extraction found(Attempt attempt, Page page, PageLinks found) {
    List<Outlink> links = redirects.before(found.links(), attempt);
    PageResult result =
        new PageResult(PageRecords.of(attempt, page, found, links), links, content(page));
    page.lease().resize(PageRecords.bytes(result));
    discovery.links(attempt.task(), found);
    return new Extraction.Result(result, page.lease());
  }

  private static @Nullable PageContent content(Page page) {
    HeaderList headers = page.headers();
    return headers == null
        ? null
        : new PageContent(headers, Arrays.copyOf(page.body(), page.length()));
  }

  /** The last line: what bounds the memory of a page has failed, and costs this page only. */
  private static Extraction unread(Attempt attempt, @Nullable Page page, OutOfMemoryError full) {
    LOG.warn("Out of memory at {}", attempt.task().url(), full);
    Ending end =
        new Ending(
            Outcome.TRUNCATED,
            page == null ? 0 : page.status(),
            page == null ? null : page.contentType(),
            "out-of-memory: its links do not fit into the heap and are left out",
            null);
    return Extraction.Result.withoutLinks(PageRecords.withoutDocument(attempt, end, List.of(), ""));
  }
}
