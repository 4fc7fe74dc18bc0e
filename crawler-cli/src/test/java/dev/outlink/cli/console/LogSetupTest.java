package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LogSetupTest {

  private final LoggerContext context = new LoggerContext();

  @ParameterizedTest
  @CsvSource({"0,WARN", "1,INFO", "2,DEBUG"})
  void verbosity_setsOwnLevel_andOthersStayQuiet(int verbosity, String level) {
    LogSetup.configure(context, verbosity);

    assertThat(context.getLogger("dev.outlink.crawl").getEffectiveLevel())
        .isEqualTo(Level.toLevel(level));
    assertThat(context.getLogger("other").getEffectiveLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void verbosity_afterTheFirstLogger_holds() {
    LoggerContext shared = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger own = shared.getLogger("dev.outlink");
    Level before = own.getLevel();
    try {
      own.setLevel(Level.WARN);
      LogSetup.verbosity(2);

      assertThat(own.getLevel()).isEqualTo(Level.DEBUG);
    } finally {
      LogSetup.verbosity(0);
      own.setLevel(before);
    }
  }

  @Test
  void librariesOfTheNetwork_logErrorsOnly() {
    LogSetup.configure(context, 0);

    assertThat(context.getLogger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.ERROR);
    assertThat(context.getLogger("org.asynchttpclient").getEffectiveLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void provider_initialised_hasTheSetup() {
    LogSetup provider = new LogSetup();
    provider.initialize();

    LoggerContext made = (LoggerContext) provider.getLoggerFactory();
    assertThat(made.isStarted()).isTrue();
    assertThat(made.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("stderr")).isNotNull();
    assertThat(made.getMDCAdapter()).isSameAs(provider.getMDCAdapter());
  }

  @Test
  void provider_userNamesAFile_takesIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("log.xml");
    Files.writeString(file, "<configuration><root level='ERROR'/></configuration>");
    System.setProperty("logback.configurationFile", file.toString());
    try {
      LogSetup provider = new LogSetup();
      provider.initialize();
      LoggerContext made = (LoggerContext) provider.getLoggerFactory();
      assertThat(made.getLogger("dev.outlink").getEffectiveLevel()).isEqualTo(Level.ERROR);
    } finally {
      System.clearProperty("logback.configurationFile");
    }
  }

  @Test
  void event_isOneSafeLine() {
    Exception cause = new IllegalStateException("a\nb");

    String line = new LogLine(false).doLayout(event("got {}", cause, "\u001b[2J"));

    assertThat(line)
        .isEqualTo("00:00:01.250 WARN CrawlRun: got ?[2J (java.lang.IllegalStateException: a?b)\n");
  }

  @Test
  void stackTrace_followsWhereWanted() {
    String lines = new LogLine(true).doLayout(event("got", new IllegalStateException("bug")));

    assertThat(lines).contains("\n  java.lang.IllegalStateException: bug\n", "LogSetupTest");
  }

  private LoggingEvent event(String message, Exception cause, Object... arguments) {
    Logger logger = context.getLogger("dev.outlink.crawl.CrawlRun");
    LoggingEvent event =
        new LoggingEvent("LogSetupTest", logger, Level.WARN, message, cause, arguments);
    event.setTimeStamp(1_250);
    return event;
  }
}
