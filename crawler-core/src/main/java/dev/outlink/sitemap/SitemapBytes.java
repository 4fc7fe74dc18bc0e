package dev.outlink.sitemap;

import dev.outlink.seed.Gunzip;
import dev.outlink.seed.ReadError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked bytes of a sitemap, bounded. A failure is remembered, for a parser between may
 * swallow it. Confined to one thread.
 */
final class SitemapBytes extends InputStream {
  private final InputStream packed;
  private @Nullable InputStream unpacked;
  private @Nullable IOException failure;
  private long left = SitemapReader.MAX_BYTES;
  private int allowance = Integer.MAX_VALUE;

  /** Reads nothing yet. */
  SitemapBytes(InputStream packed) {
    this.packed = packed;
  }

  /** What ended the reading: a {@link BrokenSitemap}, or that the stream cannot be read. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Fails where more than so many bytes are read before this is called again. */
  void allow(int bytes) {
    allowance = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure == null) {
      try {
        return readOn(bytes, offset, length);
      } catch (EOFException | ZipException e) {
        failure = new BrokenSitemap(ReadError.reason(e));
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private int readOn(byte[] bytes, int offset, int length) throws IOException {
    InputStream in = unpacked;
    if (in == null) {
      in = Gunzip.ifGzipped(packed);
      unpacked = in;
    }
    int most = (int) Math.min(length, Math.min(left, allowance));
    if (most == 0 && length > 0) {
      if (left == 0 && in.read() < 0) {
        return -1;
      }
      throw new BrokenSitemap(
          left == 0
              ? "larger than 50 MiB; the rest is left out"
              : "a single tag, comment or text is too long");
    }
    int n = in.read(bytes, offset, most);
    left -= Math.max(n, 0);
    allowance -= Math.max(n, 0);
    return n;
  }

  @Override
  public void close() throws IOException {
    try (packed) {
      if (unpacked != null) {
        unpacked.close();
      }
    }
  }
}
