package dev.outlink.state;

import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Key: host (8 bytes), depth (4), number (8), big-endian, so the order of the bytes is that of the lines and, in a line, of
 * the numbers. Value: redirects, attempt, URL, number of roots, roots; numbers as variable-length integers of seven bits a
 * byte, low ones first; a URL as its length and its characters, which are ASCII; a length of 0 is the task's own URL.
 */
/** Entries as bytes. Confined to one thread. */
final class TaskCodec {

  /** The part of a key that all entries of a line have. */
  static final int LINE_BYTES = 12;

  private static final int KEY_BYTES = 20;

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  // Of the task read last: mostly the next one has the same.
  private byte[] lastRootBytes = {};
  private List<CrawlUrl> lastRoots = List.of();

  /** The key of an entry; with number 0 it is before all entries of its line. */
  static byte[] key(long host, int depth, long number) {
    return ByteBuffer.allocate(KEY_BYTES).putLong(host).putInt(depth).putLong(number).array();
  }

  byte[] value(CrawlTask task) {
    buffer.clear();
    putNumber(task.redirects());
    putNumber(task.attempt());
    put(task.url());
    putNumber(task.roots().size());
    for (CrawlUrl root : task.roots()) {
      if (root.equals(task.url())) {
        putNumber(0);
      } else {
        put(root);
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** The entry that was written so. Fails for bytes that are damaged. */
  Overflow.Entry entry(byte[] key, byte[] value) throws IOException {
    try {
      ByteBuffer name = ByteBuffer.wrap(key);
      long host = name.getLong();
      int depth = name.getInt();
      ByteBuffer in = ByteBuffer.wrap(value);
      int redirects = number(in);
      int attempt = number(in);
      CrawlUrl url = url(in);
      CrawlTask task = new CrawlTask(url, depth, redirects, attempt, roots(in, url));
      return new Overflow.Entry(host, name.getLong(), task);
    } catch (BufferUnderflowException | IllegalArgumentException damaged) {
      throw new IOException("a waiting URL on disk is damaged", damaged);
    }
  }

  private List<CrawlUrl> roots(ByteBuffer in, CrawlUrl self) throws IOException {
    byte[] bytes = new byte[in.remaining()];
    in.duplicate().get(bytes);
    if (Arrays.equals(bytes, lastRootBytes)) {
      return lastRoots;
    }
    int count = number(in);
    List<CrawlUrl> roots = new ArrayList<>(1);
    boolean ofThisTask = false;
    for (int i = 0; i < count; i++) {
      if (in.hasRemaining() && in.get(in.position()) == 0) {
        in.get();
        roots.add(self);
        ofThisTask = true;
      } else {
        roots.add(url(in));
      }
    }
    lastRootBytes = ofThisTask ? new byte[0] : bytes;
    lastRoots = List.copyOf(roots);
    return lastRoots;
  }

  private void put(CrawlUrl url) {
    String text = url.href();
    putNumber(text.length());
    room(text.length());
    buffer.put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void putNumber(int number) {
    room(5);
    int rest = number;
    while (rest > 0x7f) {
      buffer.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + bytes);
      buffer = larger.put(buffer.flip());
    }
  }

  private static int number(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }

  private static CrawlUrl url(ByteBuffer in) throws IOException {
    int length = number(in);
    if (length < 0 || length > in.remaining()) {
      throw new IOException("a waiting URL on disk is damaged: " + length + " characters");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (CrawlUrl.parse(text) instanceof CrawlUrl url) {
      return url;
    }
    throw new IOException("a waiting URL on disk is damaged: " + text);
  }
}
