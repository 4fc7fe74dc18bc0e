package dev.outlink.cli.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The width of the terminal at standard error. {@code stty} provides it on the first call and after
 * each signal that the size has changed. The environment variable {@code COLUMNS} can make it
 * narrower, but not wider. Safe for any thread.
 */
final class TerminalWidth implements IntSupplier {

  /** The traditional width, which is used if the width is not known. */
  static final int USUAL = 80;

  private static final long LONGEST_ANSWER_SECONDS = 1;

  private final String variable;
  private final Supplier<String> system;
  private final Consumer<Runnable> watch;
  private boolean watched;
  private volatile boolean changed = true;
  private int columns;

  /**
   * A terminal's width.
   *
   * @param system returns the rows and columns like {@code stty size}, or any other text if they
   *     are not known; may block for a short time
   * @param watch registers an action for changes of the width; called on the first call
   */
  TerminalWidth(
      Map<String, String> environment, Supplier<String> system, Consumer<Runnable> watch) {
    variable = environment.getOrDefault("COLUMNS", "");
    this.system = system;
    this.watch = watch;
  }

  /** The width of standard error of this process. */
  static TerminalWidth ofSystem() {
    return new TerminalWidth(System.getenv(), TerminalWidth::stty, SystemSignals::onResize);
  }

  /** The columns, 1 or more; {@value #USUAL} if it is not known. */
  @Override
  public synchronized int getAsInt() {
    if (!watched) {
      watched = true;
      watch.accept(() -> changed = true);
    }
    if (changed) {
      changed = false;
      String size = system.get();
      int real = number(size.substring(size.indexOf(' ') + 1).strip());
      int wished = number(variable.strip());
      columns = real > 0 && wished > 0 ? Math.min(real, wished) : Math.max(real, wished);
    }
    return columns > 0 ? columns : USUAL;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  /**
   * {@code stty} reads the size from its standard input, so that is redirected from standard error.
   */
  private static String stty() {
    Process process;
    try {
      process =
          new ProcessBuilder("sh", "-c", "exec stty size <&2 2>/dev/null")
              .redirectError(Redirect.INHERIT)
              .start();
    } catch (IOException noShell) {
      return "";
    }
    try {
      process.getOutputStream().close();
      if (process.waitFor(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      }
    } catch (IOException noAnswer) {
      return "";
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
    }
    return "";
  }
}
