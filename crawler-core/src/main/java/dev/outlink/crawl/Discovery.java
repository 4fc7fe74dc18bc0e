package dev.outlink.crawl;

import dev.outlink.frontier.Admission;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.scope.Scope;
import dev.outlink.url.CrawlUrl;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What pages lead to: judged by the scope, offered to the frontier, counted. One for each crawl;
 * safe for any thread. It may wait for the disk that the frontier spills to, so it is not for I/O
 * threads.
 */
final class Discovery {

  private final Scope scope;
  private final Frontier frontier;
  private final CrawlTally tally;
  private final BooleanSupplier enter;
  private final Runnable leave;

  /**
   * Discoveries of one crawl.
   *
   * @param enter counts one more URL as open, before it is offered; false where the crawl takes no
   *     more
   * @param leave takes that back, where the URL was not admitted
   */
  Discovery(
      Scope scope, Frontier frontier, CrawlTally tally, BooleanSupplier enter, Runnable leave) {
    this.scope = scope;
    this.frontier = frontier;
    this.tally = tally;
    this.enter = enter;
    this.leave = leave;
  }

  /** Offers the links of a page that was not yet settled. */
  void links(CrawlTask page, List<CrawlUrl> followed) {
    for (CrawlUrl link : followed) {
      Admission verdict = scope.judge(page, link);
      if (verdict == Admission.ADMITTED) {
        verdict = offer(new CrawlTask(link, page.depth() + 1, 0, 1, page.roots()));
      }
      tally.offered(verdict);
    }
  }

  /**
   * Offers where a redirect leads. What a seed is redirected to is what the user meant: the scope
   * is measured by it, too.
   */
  Admission redirect(CrawlTask from, CrawlUrl target) {
    Admission verdict = scope.judgeRedirect(from, target);
    if (verdict == Admission.ADMITTED) {
      List<CrawlUrl> roots = from.roots();
      if (from.depth() == 0) {
        roots = List.of(roots.get(0), target);
      }
      verdict = offer(new CrawlTask(target, from.depth(), from.redirects() + 1, 1, roots));
    }
    tally.offered(verdict);
    return verdict;
  }

  /** Why not, in words. */
  String why(Admission verdict, CrawlTask from, CrawlUrl target) {
    return scope.why(verdict, from, target);
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
