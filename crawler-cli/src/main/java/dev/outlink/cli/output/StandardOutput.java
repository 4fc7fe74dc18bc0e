package dev.outlink.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, unbuffered, which reports write errors. A write to a pipe whose reader has gone
 * (EPIPE) fails with a {@link ReaderGoneException}.
 */
public final class StandardOutput extends FilterOutputStream {

  /** The message of the system in English; other languages have others. */
  private static final String EPIPE = "Broken pipe";

  private final boolean isPipe;

  /**
   * Wraps standard output.
   *
   * @param isPipe whether it is known to be a pipe or a socket, for which every error means that
   *     the reader has gone
   */
  public StandardOutput(OutputStream out, boolean isPipe) {
    super(out);
    this.isPipe = isPipe;
  }

  @Override
  public void write(int octet) throws IOException {
    try {
      out.write(octet);
    } catch (IOException failure) {
      throw named(failure);
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      out.write(octets, offset, length);
    } catch (IOException failure) {
      throw named(failure);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException failure) {
      throw named(failure);
    }
  }

  private IOException named(IOException failure) {
    return isPipe || EPIPE.equals(failure.getMessage())
        ? new ReaderGoneException(failure)
        : failure;
  }
}
