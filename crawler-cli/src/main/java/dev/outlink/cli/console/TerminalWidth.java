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
 * How wide the terminal at standard error is. The system is asked, by {@code stty}, when the width
 * is wanted for the first time and after each signal that it has changed. The environment's {@code
 * COLUMNS} counts too, but never for more than the terminal has. Safe for any thread.
 */
final class TerminalWidth implements IntSupplier {

  /** What terminals had for a long time, and what is taken where nobody knows. */
  static final int USUAL = 80;

  private static final long LONGEST_ANSWER_SECONDS = 1;

  private final String told;
  private final Supplier<String> system;
  private final Consumer<Runnable> watch;
  private boolean watched;
  private volatile boolean changed = true;
  private int columns;

  /**
   * A terminal's width.
   *
   * @param system gives the rows and columns as {@code stty size} does, or anything else where they
   *     are not known; may block for a short time
   * @param watch takes what is to be run when the width changes; called when it is first wanted
   */
  TerminalWidth(
      Map<String, String> environment, Supplier<String> system, Consumer<Runnable> watch) {
    told = environment.getOrDefault("COLUMNS", "");
    this.system = system;
    this.watch = watch;
  }

  /** That of this process's standard error. */
  static TerminalWidth ofSystem() {
    return new TerminalWidth(System.getenv(), TerminalWidth::stty, SystemSignals::onResize);
  }

  /** The columns, 1 or more; {@value #USUAL} where nobody knows. */
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
      int wished = number(told.strip());
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

  /** A terminal's size is asked of its standard input, so that is our standard error. */
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
