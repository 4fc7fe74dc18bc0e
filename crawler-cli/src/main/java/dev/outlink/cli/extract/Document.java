package dev.outlink.cli.extract;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;

/**
 * A document that was read and decoded, or the redirect or failure in its place.
 *
 * @param source its URL, for the rows
 * @param url the base of its relative references
 * @param status the HTTP status, or 0 where there was none
 * @param outcome a plain page, or another outcome that a fetch of it would have had
 * @param cut whether a part of it was discarded
 */
record Document(String source, CrawlUrl url, int status, FetchOutcome outcome, boolean cut) {

  /** The memory that it needs, in bytes. */
  int size() {
    return outcome instanceof Page page ? page.body().length : 0;
  }
}
