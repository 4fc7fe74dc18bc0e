package dev.outlink.cli.console;

import dev.outlink.cli.output.StandardError;
import java.util.function.IntSupplier;

/**
 * One line on a terminal that is overwritten with each report. It is never wider than the terminal.
 * The last column stays empty, because some terminals begin a new line after it.
 */
final class TtyProgress implements ProgressReporter.Display {

  private final StandardError err;
  private final IntSupplier columns;

  TtyProgress(Terminal terminal) {
    err = StandardError.of(terminal.err());
    columns = terminal.columns();
  }

  @Override
  public void show(ProgressEstimate pace) {
    int most = most();
    err.show(ProgressLine.fitting(pace, most), most);
  }

  @Override
  public void close() {
    err.show("", most());
  }

  private int most() {
    return Math.max(0, columns.getAsInt() - 1);
  }
}
