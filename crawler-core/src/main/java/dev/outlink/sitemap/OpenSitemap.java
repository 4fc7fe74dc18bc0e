package dev.outlink.sitemap;

import dev.outlink.sitemap.SitemapSource.Bytes;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A fetched sitemap that is being read. Confined to one thread at a time. */
final class OpenSitemap implements Closeable {
  private final SitemapReader reader;
  private final Runnable giveBack;

  /** Begins to read the body, which is given back by the close. */
  OpenSitemap(Bytes body) throws IOException {
    this.giveBack = body.close();
    InputStream in = new ByteArrayInputStream(body.bytes(), 0, body.length());
    this.reader = SitemapReader.open(body.truncated() ? new Cut(in) : in, body.finalUrl());
  }

  @Nullable SitemapEntry next() throws IOException {
    return reader.next();
  }

  /** Why it was not read whole, or null. */
  @Nullable String problem() {
    return reader.problem();
  }

  @Override
  public void close() throws IOException {
    giveBack.run();
    reader.close();
  }

  /** Never ends well, so that the last line of a cut text is not taken for a whole one. */
  private static final class Cut extends FilterInputStream {
    private long count;

    Cut(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      return counted(n, n);
    }

    private int counted(int result, int more) throws BrokenSitemap {
      if (result < 0) {
        throw new BrokenSitemap("cut off after " + count + " bytes, the most that are fetched");
      }
      count += more;
      return result;
    }
  }
}
