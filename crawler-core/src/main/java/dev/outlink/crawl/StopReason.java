package dev.outlink.crawl;

import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.task.CrawlTask;

/** Why a crawl ends before all of its URLs are done, and what their records say. */
enum StopReason {
  /** Somebody stopped it. */
  STOPPED(Outcome.STOPPED, "the crawl was stopped"),
  /** Its own limit of time has come. */
  TIME_OVER(Outcome.OVER_BUDGET, "the crawl's time is over");

  private final Outcome outcome;
  private final String words;

  StopReason(Outcome outcome, String words) {
    this.outcome = outcome;
    this.words = words;
  }

  Outcome outcome() {
    return outcome;
  }

  String words() {
    return words;
  }

  /** The record of a URL of the input that was not taken in any more. */
  PageRecord record(String url) {
    return PageRecord.unasked(url, outcome, 0, words);
  }

  /** The record of a URL that was waiting. */
  PageRecord record(CrawlTask task) {
    int attempts = task.attempt() - 1;
    String why = attempts == 0 ? words : words + "; tried before: " + attempts;
    return PageRecord.unasked(task.source().href(), outcome, 0, task.depth(), why, attempts);
  }
}
