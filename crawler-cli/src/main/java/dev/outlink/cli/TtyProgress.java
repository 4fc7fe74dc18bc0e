package dev.outlink.cli;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * One line on a terminal, written over again and again, never longer than the terminal is wide at
 * that moment. What was longer before is overwritten with blanks rather than erased by control
 * sequences, which not every terminal knows. The last column stays empty: some terminals begin a
 * new line once it is written to. Confined to one thread at a time.
 */
final class TtyProgress implements ProgressReporter.Display {

  private final PrintStream err;
  private final IntSupplier columns;
  private int shown;

  TtyProgress(Terminal terminal) {
    err = terminal.err();
    columns = terminal.columns();
  }

  @Override
  public void show(Pace pace) {
    int most = Math.max(0, columns.getAsInt() - 1);
    String line = ProgressLine.fitting(pace, most);
    overwrite(line, most);
    shown = line.length();
  }

  @Override
  public void close() {
    overwrite("", Math.max(0, columns.getAsInt() - 1));
    err.print('\r');
    err.flush();
  }

  private void overwrite(String line, int most) {
    int blanks = Math.max(0, Math.min(shown, most) - line.length());
    err.print('\r' + line + " ".repeat(blanks));
    err.flush();
  }
}
