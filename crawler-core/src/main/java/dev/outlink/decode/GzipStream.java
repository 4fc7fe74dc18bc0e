package dev.outlink.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The gzip coding (RFC 1952): members one after another; what follows the last one and is none is
 * ignored. The JDK's own stream recurses once for each empty member, so that a page of such members
 * overflows the stack.
 */
final class GzipStream extends InputStream {

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;

  private final InputStream source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private int members;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (length > 0 && !ended) {
      if (!inMember) {
        begin();
        continue;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        end();
      } else if (inflater.needsInput()) {
        feed();
      } else {
        throw new IOException("a dictionary is asked for");
      }
    }
    return ended ? -1 : 0;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  private void feed() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException();
    }
    inflater.setInput(buffer, position, limit - position);
    position = limit;
  }

  private void begin() throws IOException {
    try {
      header();
      inflater.reset();
      checksum.reset();
      inMember = true;
      members++;
    } catch (IOException e) {
      if (members == 0) {
        throw e;
      }
      ended = true;
    }
  }

  private void header() throws IOException {
    if (next() != MAGIC_1 || next() != MAGIC_2 || next() != METHOD_DEFLATE) {
      throw new IOException("no gzip header");
    }
    int flags = next();
    if ((flags & RESERVED_FLAGS) != 0) { // they may mean a field that nobody knows (2.3.1.2)
      throw new IOException("unknown gzip flags");
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_CRC) != 0) {
      skip(2);
    }
  }

  private void end() throws IOException {
    position = limit - inflater.getRemaining();
    inMember = false;
    if (number() != checksum.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new IOException("wrong checksum");
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int unused = next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {}
  }

  private int next() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException();
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, source.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
