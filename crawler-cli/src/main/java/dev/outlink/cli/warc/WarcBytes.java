package dev.outlink.cli.warc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A file's bytes as they are, with a way back to a place in them as long as it is no further back
 * than 16 MiB. Confined to one thread.
 */
final class WarcBytes {

  private static final int MOST_KEPT = 1 << 24;

  private final InputStream in;
  private byte[] bytes = new byte[1 << 16];

  // What is kept: bytes[kept, next); what is read and not yet given: bytes[next, limit).
  private long offset;
  private int kept;
  private int next;
  private int limit;

  WarcBytes(InputStream in) {
    this.in = in;
  }

  /** Where in the file the next byte is. */
  long position() {
    return offset + next;
  }

  /** Remembers this place for {@link #back}. */
  void keep() {
    kept = next;
  }

  /** Goes back to the place that is kept, or not as far where that is too far back. */
  void back() {
    next = kept;
  }

  /** Whether there is a next byte. */
  boolean hasNext() throws IOException {
    return next < limit || fill();
  }

  /** The next byte, which stays there; -1 at the end. */
  int peek() throws IOException {
    return hasNext() ? Byte.toUnsignedInt(bytes[next]) : -1;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    int b = peek();
    next += b < 0 ? 0 : 1;
    return b;
  }

  /** The array in which the bytes are that are read and not given. */
  byte[] array() {
    return bytes;
  }

  int from() {
    return next;
  }

  int available() {
    return limit - next;
  }

  void skip(int count) {
    next += count;
  }

  private boolean fill() throws IOException {
    if (limit == bytes.length) {
      makeRoom();
    }
    int n = in.read(bytes, limit, bytes.length - limit);
    limit += Math.max(0, n);
    return n > 0;
  }

  private void makeRoom() {
    if (kept == 0 && bytes.length < MOST_KEPT) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      return;
    }
    kept = kept == 0 ? next : kept;
    System.arraycopy(bytes, kept, bytes, 0, limit - kept);
    offset += kept;
    next -= kept;
    limit -= kept;
    kept = 0;
  }
}
