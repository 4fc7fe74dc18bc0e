package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.task.CrawlTask;
import org.jspecify.annotations.Nullable;

/**
 * Settles URLs. In a crawl with levels, deeper ones of the host may be taken only when those nearer
 * to the seeds are settled (docs/adr/0012).
 */
final class SettleStage {

  private final Frontier frontier;
  private final Runnable wakeDeeper;

  /**
   * Settles for one crawl.
   *
   * @param wakeDeeper run when a visited URL is settled, so that deeper ones may be taken
   */
  SettleStage(Frontier frontier, Runnable wakeDeeper) {
    this.frontier = frontier;
    this.wakeDeeper = wakeDeeper;
  }

  /** Without a visit, at the end of a crawl: no deeper URL is taken any more. */
  void settleUnvisited(CrawlTask task) {
    frontier.settle(task);
  }

  /**
   * Settles the URL of a visit, unless it waits in the frontier again.
   *
   * @param failure why its rows could not be written, or null; with it the URL is settled too
   * @return whether the URL is settled
   */
  boolean end(Visit visit, @Nullable Throwable failure) {
    boolean isSettled = failure != null || !visit.isPostponed();
    if (isSettled) {
      frontier.settle(visit.task());
      wakeDeeper.run();
    }
    return isSettled;
  }
}
