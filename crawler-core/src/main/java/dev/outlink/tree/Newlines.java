package dev.outlink.tree;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text with its newlines normalised (HTML standard, 13.2.3.5), as places in it are counted.
 * Confined to one thread.
 */
final class Newlines extends FilterReader {

  private boolean afterReturn;

  Newlines(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] out, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    int kept = 0;
    while (kept == 0) {
      int read = in.read(out, offset, most);
      if (read < 0) {
        return -1;
      }
      for (int i = offset; i < offset + read; i++) {
        char c = out[i];
        if (c != '\n' || !afterReturn) {
          out[offset + kept++] = c == '\r' ? '\n' : c;
        }
        afterReturn = c == '\r';
      }
    }
    return kept;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new UnsupportedOperationException("a parser reads all");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
