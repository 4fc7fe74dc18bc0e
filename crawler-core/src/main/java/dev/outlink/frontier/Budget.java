package dev.outlink.frontier;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import org.jspecify.annotations.Nullable;

/** How much of the web a crawl takes in. */
@FunctionalInterface
public interface Budget {

  /** Refuses nothing. */
  Budget NONE = task -> null;

  /**
   * Asked once for each URL that is not known, under the frontier's lock: so never twice at one
   * time, and it must neither block nor call the frontier. Null lets the URL in and counts it. A
   * URL that is refused stays unknown, so it is asked for again when it is found again.
   */
  @Nullable Admission refuse(CrawlTask task);
}
