package dev.outlink.visit;

import dev.outlink.admission.Admission;
import dev.outlink.frontier.Frontier;
import dev.outlink.link.PageLinks;
import dev.outlink.record.CrawlEvent;
import dev.outlink.scope.Scope;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.util.List;
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
  private final BooleanSupplier enter;
  private final Runnable leave;
  private final Runnable wake;

  /**
   * Discoveries of one crawl.
   *
   * @param enter counts one more URL as open, before it is offered; false where the crawl takes no
   *     more
   * @param leave takes that back, where the URL was not admitted
   * @param wake run when more URLs may be taken
   */
  public Discovery(
      Scope scope,
      Frontier frontier,
      Events events,
      BooleanSupplier enter,
      Runnable leave,
      Runnable wake) {
    this.scope = scope;
    this.frontier = frontier;
    this.events = events;
    this.enter = enter;
    this.leave = leave;
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
        verdict = offer(new CrawlTask(link, page.depth() + 1, 0, 1, page.roots()));
      }
      offered(link, page.depth() + 1, page, verdict);
    }
    if (!found.followed().isEmpty()) {
      wake.run();
    }
  }

  /**
   * Offers where a redirect leads. What a seed is redirected to is what the user meant: the scope
   * is measured by it, too.
   *
   * @return what the redirect's record says of it; may be empty
   */
  String whereItLeads(CrawlTask from, CrawlUrl target) {
    Admission verdict = scope.judgeRedirect(from, target);
    if (verdict == Admission.ADMITTED) {
      List<CrawlUrl> roots = from.roots();
      if (from.depth() == 0) {
        roots = List.of(roots.get(0), target);
      }
      verdict = offer(new CrawlTask(target, from.depth(), from.redirects() + 1, 1, roots));
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
    if (!enter.getAsBoolean()) {
      return Admission.CLOSED;
    }
    Admission admission = Admission.CLOSED;
    try {
      admission = frontier.discover(task);
    } finally {
      if (admission != Admission.ADMITTED) {
        leave.run();
      }
    }
    return admission;
  }
}
