package dev.outlink.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error of a terminal, with a last line that is overwritten with each update. Text from
 * any other source replaces that line; the line appears below it with the next update. Safe for any
 * thread.
 */
public final class StandardError extends PrintStream {

  private final LastLine last;

  private StandardError(LastLine last, Charset charset) {
    super(last, true, charset);
    this.last = last;
  }

  /** Returns the stream itself if it is a StandardError, otherwise one that prints to it. */
  public static StandardError of(PrintStream err) {
    return err instanceof StandardError own ? own : new StandardError(new LastLine(err), charset());
  }

  /** The charset of the terminal. */
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
   * Replaces the last line. Does nothing while another line is incomplete.
   *
   * @param line printable ASCII; empty for none
   * @param columns the current width, so that the line does not wrap
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
