package dev.outlink.sitemap;

import dev.outlink.seed.ReadError;
import dev.outlink.url.CrawlUrl;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one sitemap, read as a stream (sitemaps.org protocol; RSS 0.9 to 2.0, RFC 4287).
 * Confined to one thread.
 *
 * <p>A sitemap is XML ({@code urlset}, {@code sitemapindex}, RSS or Atom, with any namespace or
 * none) or text of one URL a line, each perhaps gzipped, which its bytes tell and not its name. Of
 * a sitemap that is broken, cut off or too large the entries before that are given, and {@link
 * #problem()} says what is wrong. No entity is expanded and nothing is fetched, whatever a DTD
 * says.
 */
public final class SitemapReader implements Closeable {

  /** The most bytes that a sitemap may have, unpacked: the protocol's own bound. */
  public static final long MAX_BYTES = 50L << 20;

  /** The most entries that a sitemap may have: the protocol's own bound. */
  public static final int MAX_ENTRIES = 50_000;

  // Immutable.
  private final SitemapBytes bytes;
  private final CrawlUrl url;

  // Confined to the reading thread.
  private @Nullable SitemapForm form;
  private @Nullable String problem;
  private int entries;

  private SitemapReader(SitemapBytes bytes, CrawlUrl url) {
    this.bytes = bytes;
    this.url = url;
  }

  /**
   * Starts reading, and closes the stream where that fails.
   *
   * @param bytes the sitemap as fetched; closed with the reader
   * @param url the sitemap's URL, which relative locations are resolved against
   * @throws IOException if the stream cannot be read; the message names the sitemap. What is wrong
   *     with the sitemap itself is a {@link #problem()}.
   */
  public static SitemapReader open(InputStream bytes, CrawlUrl url) throws IOException {
    SitemapReader reader = new SitemapReader(new SitemapBytes(bytes), url);
    try {
      reader.form = new SitemapStart(reader.bytes).form(url);
      return reader;
    } catch (BrokenSitemap e) {
      reader.problem = e.getMessage();
      return reader;
    } catch (IOException e) {
      try (reader) {
        throw ReadError.named(url.href(), e);
      }
    }
  }

  /**
   * The next entry, in document order, or null at the end, and at the first problem.
   *
   * @throws IOException if the stream cannot be read; the message names the sitemap
   */
  public @Nullable SitemapEntry next() throws IOException {
    SitemapEntry entry = null;
    try {
      entry = form == null ? null : form.next();
    } catch (BrokenSitemap e) {
      problem = e.getMessage();
    } catch (IOException e) {
      throw ReadError.named(url.href(), e);
    }
    if (entry != null && entries == MAX_ENTRIES) {
      problem = "more than 50,000 entries; the rest is left out";
      entry = null;
    }
    if (entry == null) {
      form = null;
    }
    entries++;
    return entry;
  }

  /**
   * Why what was read is not the whole sitemap, or no sitemap at all, in words a person
   * understands; null where all is well so far.
   */
  public @Nullable String problem() {
    return problem;
  }

  /**
   * Closes the stream.
   *
   * @throws IOException if that fails; the message names the sitemap
   */
  @Override
  public void close() throws IOException {
    form = null;
    try {
      bytes.close();
    } catch (IOException e) {
      throw ReadError.named(url.href(), e);
    }
  }
}
