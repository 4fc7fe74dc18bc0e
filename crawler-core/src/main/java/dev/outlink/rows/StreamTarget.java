package dev.outlink.rows;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A stream that somebody else opened and closes. */
record StreamTarget(OutputStream stream, String name) implements Target {

  @Override
  public List<Path> files() {
    return List.of();
  }

  @Override
  public OpenTarget open() {
    return new OpenTarget() {
      @Override
      public OutputStream begin() {
        return new Unclosed(stream);
      }

      @Override
      public void close() {}
    };
  }

  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      check();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
      check();
    }

    /** A PrintStream, such as standard output, keeps its errors to itself until it is asked. */
    private void check() throws IOException {
      if (out instanceof PrintStream print && print.checkError()) {
        throw new IOException("cannot be written (closed by its reader?)");
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
