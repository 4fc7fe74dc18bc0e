package dev.outlink.cli.extract;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that says only so often that it has ended. Behind a last record with a wrong end the
 * library may ask for ever.
 */
final class EndedStream extends FilterInputStream {

  private static final int OFTEN = 64;

  private int ends;

  EndedStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count < 0 && ++ends > OFTEN) {
      throw new EOFException("the file ends within it");
    }
    return count;
  }
}
