package dev.outlink.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.outlink.cli.text.SafeText;
import java.io.File;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Configures Logback in code and registers it as the provider of SLF4J, because a search of the
 * class path for providers and configurations takes about 50 ms. Logs to standard error. A Logback
 * file that the user names in the system property {@code logback.configurationFile} or the
 * environment's {@code OUTLINK_LOGBACK}, takes the place of this set-up.
 */
public final class LogSetup implements SLF4JServiceProvider {

  private static final String PROVIDER = "slf4j.provider";
  private static final String FILE = "logback.configurationFile";
  private static final String ENVIRONMENT_FILE = "OUTLINK_LOGBACK";

  /** Libraries whose warnings we already report as outcomes. */
  private static final String[] NOISY = {"io.netty", "org.asynchttpclient"};

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

  // What a context that is not configured yet will get.
  private static volatile int verbosity;

  /**
   * How much is logged: 0 warnings, 1 information, 2 debugging. Holds also where a thread that
   * loads the engine's classes has made loggers before.
   */
  public static void verbosity(int level) {
    verbosity = level;
    if (level > 0 && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      levels(context, level);
    }
  }

  /** Makes SLF4J ready, with this as its provider. To be called before any logger is made. */
  public static void install() {
    if (System.getProperty(PROVIDER) == null) {
      System.setProperty(PROVIDER, LogSetup.class.getName());
      System.setProperty("slf4j.internal.verbosity", "WARN"); // no message that it was found
    }
    ILoggerFactory ready = LoggerFactory.getILoggerFactory();
    assert ready != null;
  }

  @Override
  public void initialize() {
    context.setName("outlink");
    context.setMDCAdapter(mdc);
    String file = named();
    if (file == null || !configured(file)) {
      configure(context, verbosity);
    }
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  private static @Nullable String named() {
    String property = System.getProperty(FILE);
    String file = property == null ? System.getenv(ENVIRONMENT_FILE) : property;
    return file == null || file.isEmpty() ? null : file;
  }

  private boolean configured(String file) {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(new File(file));
      return true;
    } catch (JoranException unreadable) {
      Terminal.system().complain(SafeText.of(file) + ": cannot be read as a Logback configuration");
      context.reset();
      return false;
    }
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
