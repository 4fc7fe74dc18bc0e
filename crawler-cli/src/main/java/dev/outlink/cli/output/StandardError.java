package dev.outlink.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error of a terminal, with a line at its end that is written over again and again. What
 * is printed, by whomever, takes that line's place, and the line comes below it when it is shown
 * next. Safe for any thread.
 */
public final class StandardError extends PrintStream {

  private final LastLine last;

  private StandardError(LastLine last, Charset charset) {
    super(last, true, charset);
    this.last = last;
  }

  /** The stream itself if it is one, else one that prints on it. */
  public static StandardError of(PrintStream err) {
    return err instanceof StandardError own ? own : new StandardError(new LastLine(err), charset());
  }

  /** In which the system's terminal wants it. */
  private static Charset charset() {
    for (String property : new String[] {"stderr.encoding", "sun.stderr.encoding"}) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }

  /**
   * Shows a line in place of the one before, or nothing while another line is half written.
   *
   * @param line printable ASCII; empty for none
   * @param columns the most that a line may have now, so that it stays one
   */
  public void show(String line, int columns) {
    last.show(line, columns);
  }

  /**
   * Overwrites with blanks rather than by control sequences, which not every terminal knows. Blanks
   * reach two columns beyond what was shown, since a terminal writes {@code ^C} there: the cursor
   * stands behind the line's last character.
   */
  private static final class LastLine extends OutputStream {

    private static final int ECHO = 2;

    private final PrintStream out;
    private int shown;
    private int columns;
    private boolean halfWritten;

    LastLine(PrintStream out) {
      this.out = out;
    }

    synchronized void show(String line, int most) {
      if (halfWritten) {
        return;
      }
      columns = most;
      int blanks = shown == 0 ? 0 : Math.max(0, Math.min(shown + ECHO, most) - line.length());
      if (shown > 0 || !line.isEmpty()) {
        out.print('\r' + line + " ".repeat(blanks) + "\b".repeat(blanks));
        out.flush();
      }
      shown = line.length();
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      if (length == 0) {
        return;
      }
      show("", columns);
      out.write(octets, offset, length);
      halfWritten = octets[offset + length - 1] != '\n';
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
