package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutcomeLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(OutcomeLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final OutcomeLog log = new OutcomeLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void endListening() {
    logger.setLevel(null);
    logger.detachAppender(lines);
  }

  @Test
  void settled_noPlainPage_isOneLine() {
    tell(page("http://a/", Outcome.PAGE, 200, ""));
    tell(page("http://a/x", Outcome.HTTP_ERROR, 404, "Not Found"));
    tell(page("http://b/", Outcome.CONNECT_REFUSED, 0, ""));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("http-error 404 http://a/x (Not Found)", "connect-refused http://b/");
  }

  @Test
  void settled_withoutTheOption_isNotLogged() {
    logger.setLevel(Level.WARN);
    tell(page("http://a/x", Outcome.HTTP_ERROR, 404, "Not Found"));

    assertThat(lines.list).isEmpty();
  }

  private void tell(PageRecord page) {
    CrawlEvent event = new CrawlEvent.Written(page);
    if (log.hears(event)) {
      log.on(event);
    }
  }

  private static PageRecord page(String url, Outcome outcome, int status, String detail) {
    return new PageRecord(url, outcome, status, null, 0, null, 0, 0, 0, 0, null, detail, 1);
  }
}
