package dev.outlink.cli.extract;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;

/**
 * A document that was read and decoded, whose links are to be found; or what stands in its place.
 *
 * @param source its URL, for the rows
 * @param url what its references resolve against
 * @param status the HTTP status, or 0 where there was none
 * @param outcome a plain page, or what else a fetch of it would have ended in
 * @param cut whether a part of it was left out
 */
record Document(String source, CrawlUrl url, int status, FetchOutcome outcome, boolean cut) {

  /** How much memory it takes. */
  int size() {
    return outcome instanceof Page page ? page.body().length : 0;
  }
}
