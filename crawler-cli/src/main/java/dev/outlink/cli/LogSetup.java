package dev.outlink.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging to standard error without a file; Logback finds it as a service. A file that the
 * user names, in the system property {@code logback.configurationFile} or the environment's {@code
 * OUTLINK_LOGBACK}, takes its place.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

  private static final String FILE = "logback.configurationFile";
  private static final String ENVIRONMENT_FILE = "OUTLINK_LOGBACK";

  /** Libraries whose warnings are outcomes already, told in our own words. */
  private static final String[] NOISY = {"io.netty", "org.asynchttpclient"};

  // What a context that is not configured yet will get.
  private static volatile int verbosity;

  /**
   * How much is logged: 0 warnings, 1 information, 2 debugging. Holds also where a thread that
   * loads the engine's classes has made loggers before.
   */
  static void verbosity(int level) {
    verbosity = level;
    if (level > 0 && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      levels(context, level);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    String named = System.getenv(ENVIRONMENT_FILE);
    if (named != null && !named.isEmpty() && System.getProperty(FILE) == null) {
      System.setProperty(FILE, named);
    }
    if (System.getProperty(FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    configure(context, verbosity);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Logs at the levels that a verbosity stands for. */
  static void configure(LoggerContext context, int verbosity) {
    LogLine layout = new LogLine(verbosity >= 2);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    levels(context, verbosity);
  }

  private static void levels(LoggerContext context, int verbosity) {
    Level own = verbosity == 0 ? Level.WARN : verbosity == 1 ? Level.INFO : Level.DEBUG;
    context.getLogger("dev.outlink").setLevel(own);
    for (String library : NOISY) {
      context.getLogger(library).setLevel(verbosity >= 2 ? Level.WARN : Level.ERROR);
    }
  }
}
