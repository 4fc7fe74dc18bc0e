package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.task.CrawlTask;
import org.jspecify.annotations.Nullable;

/** Settles URLs: deeper ones may have waited for them. */
final class SettleStage {

  private final Frontier frontier;
  private final Runnable wakeDeeper;

  /**
   * Settles for one crawl.
   *
   * @param wakeDeeper run when deeper URLs may be taken
   */
  SettleStage(Frontier frontier, Runnable wakeDeeper) {
    this.frontier = frontier;
    this.wakeDeeper = wakeDeeper;
  }

  /** A URL that waited is settled without a visit. */
  void abandon(CrawlTask task) {
    frontier.settle(task);
  }

  /** Whether the visit's URL is settled; it is also where its rows could not be written. */
  boolean end(Visit visit, @Nullable Throwable failure) {
    boolean isSettled = failure != null || !visit.isPostponed();
    if (isSettled) {
      frontier.settle(visit.task());
      wakeDeeper.run();
    }
    return isSettled;
  }
}
