package dev.outlink.visit;

import dev.outlink.admission.Admission;
import dev.outlink.frontier.Frontier;
import dev.outlink.link.PageLinks;
import dev.outlink.record.CrawlEvent;
import dev.outlink.scope.Scope;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * What pages lead to: judged by the scope, offered to the frontier, counted. One for each crawl;
 * safe for any thread. It may wait for the disk that the frontier spills to, and for a listener, so
 * it is not for I/O threads.
 */
public final class Discovery {

  private final Scope scope;
  private final Frontier frontier;
  private final Events events;
  private final BooleanSupplier countIn;
  private final Runnable countOut;
  private final Runnable wake;

  /**
   * Discoveries of one crawl.
   *
   * @param countIn counts one more URL as open, before it is offered; false where the crawl takes
   *     no more
   * @param countOut takes that back, where the URL was not admitted
   * @param wake run when more URLs may be taken
   */
  public Discovery(
      Scope scope,
      Frontier frontier,
      Events events,
      BooleanSupplier countIn,
      Runnable countOut,
      Runnable wake) {
    this.scope = scope;
    this.frontier = frontier;
    this.events = events;
    this.countIn = countIn;
    this.countOut = countOut;
    this.wake = wake;
  }

  /** Offers the links of a page that was not yet settled. */
  void links(CrawlTask page, PageLinks found) {
    if (found.nofollowed() > 0) {
      var unused = events.tell(new CrawlEvent.NotFollowed(page.url(), found.nofollowed()));
    }
    for (CrawlUrl link : found.followed()) {
      Admission verdict = scope.judge(page, link);
      if (verdict == Admission.ADMITTED) {
        verdict = offer(page.link(link));
      }
      offered(link, page.depth() + 1, page, verdict);
    }
    if (!found.followed().isEmpty()) {
      wake.run();
    }
  }

  /**
   * Offers where a redirect leads.
   *
   * @return what the redirect's record says of it; may be empty
   */
  String offerRedirectTarget(CrawlTask from, CrawlUrl target) {
    Admission verdict = scope.judgeRedirect(from, target);
    if (verdict == Admission.ADMITTED) {
      verdict = offer(from.redirectTarget(target));
    }
    offered(target, from.depth(), from, verdict);
    wake.run();
    return switch (verdict) {
      case ADMITTED -> "";
      case ALREADY_KNOWN -> ", which came before";
      default -> ", which is not crawled: " + scope.why(verdict, from, target);
    };
  }

  private void offered(CrawlUrl url, int depth, CrawlTask from, Admission verdict) {
    CrawlEvent event =
        verdict == Admission.ADMITTED
            ? new CrawlEvent.Admitted(url, depth, from.url())
            : new CrawlEvent.Refused(url, verdict, from.url());
    CompletableFuture<Void> next = events.tell(event);
    if (!next.isDone() && verdict != Admission.CLOSED) {
      waitFor(next);
    }
  }

  /** A page may have more links than a listener that is late may be behind. */
  private static void waitFor(CompletableFuture<Void> next) {
    try {
      next.get();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("room for events cannot fail", bug);
    }
  }

  private Admission offer(CrawlTask task) {
    if (!countIn.getAsBoolean()) {
      return Admission.CLOSED;
    }
    Admission admission = Admission.CLOSED;
    try {
      admission = frontier.discover(task);
    } finally {
      if (admission != Admission.ADMITTED) {
        countOut.run();
      }
    }
    return admission;
  }
}
