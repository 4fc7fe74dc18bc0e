package dev.outlink.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.outlink.cli.text.SafeText;

/**
 * One line for an event: time of day (UTC), level, class and message, fit for a terminal. Stack
 * traces follow only if they are enabled.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

  private static final int LONGEST = 2_000;
  private static final long DAY_MILLIS = 86_400_000;

  private final boolean stackTraces;

  LogLine(boolean stackTraces) {
    this.stackTraces = stackTraces;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(128);
    appendTime(line, Math.floorMod(event.getTimeStamp(), DAY_MILLIS));
    String logger = event.getLoggerName();
    line.append(' ')
        .append(event.getLevel())
        .append(' ')
        .append(logger, logger.lastIndexOf('.') + 1, logger.length())
        .append(": ")
        .append(SafeText.of(String.valueOf(event.getFormattedMessage()), LONGEST));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      appendThrown(line, thrown);
    }
    return line.append(System.lineSeparator()).toString();
  }

  private void appendThrown(StringBuilder line, IThrowableProxy thrown) {
    if (!stackTraces) {
      line.append(" (").append(thrown.getClassName());
      if (thrown.getMessage() != null) {
        line.append(": ").append(SafeText.of(thrown.getMessage()));
      }
      line.append(')');
      return;
    }
    for (String each : ThrowableProxyUtil.asString(thrown).split("\\R")) {
      line.append(System.lineSeparator())
          .append("  ")
          .append(SafeText.of(each.replace('\t', ' '), LONGEST));
    }
  }

  private static void appendTime(StringBuilder line, long millis) {
    appendTwo(line, millis / 3_600_000).append(':');
    appendTwo(line, millis / 60_000 % 60).append(':');
    appendTwo(line, millis / 1_000 % 60).append('.');
    line.append((char) ('0' + millis / 100 % 10));
    appendTwo(line, millis % 100);
  }

  private static StringBuilder appendTwo(StringBuilder line, long number) {
    return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
