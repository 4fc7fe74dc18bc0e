package dev.outlink.cli.console;

import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line, at the level of {@code -v}, for every input that was not a plain page. If standard
 * error blocks, the crawl waits, as it does for every other output.
 */
public final class OutcomeLog implements CrawlListener {

  private static final Logger log = LoggerFactory.getLogger(OutcomeLog.class);

  @Override
  public boolean hears(CrawlEvent event) {
    return event instanceof CrawlEvent.Written written
        && written.page().outcome() != Outcome.PAGE
        && log.isInfoEnabled();
  }

  @Override
  public void on(CrawlEvent event) {
    if (event instanceof CrawlEvent.Written written) {
      log.info(line(written.page()));
    }
  }

  /** The line of a record, such as {@code http-error 404 http://a/x (Not FoundLinks)}. */
  static String line(PageRecord page) {
    StringBuilder line = new StringBuilder(128).append(page.outcome().label());
    if (page.status() != 0) {
      line.append(' ').append(page.status());
    }
    line.append(' ').append(page.url());
    if (!page.detail().isEmpty()) {
      line.append(" (").append(page.detail()).append(')');
    }
    return line.toString();
  }
}
