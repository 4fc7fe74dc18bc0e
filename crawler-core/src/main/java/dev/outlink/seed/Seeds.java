package dev.outlink.seed;

import dev.outlink.url.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An input of URLs, opened once per crawl. */
@FunctionalInterface
public interface Seeds {

  /**
   * Starts reading.
   *
   * @throws IOException if the input cannot be opened; the message names it
   */
  SeedReader open() throws IOException;

  /**
   * The lines of a text file: one URL a line; blank lines and lines that begin with {@code #} are
   * left out.
   *
   * <p>The text is UTF-8, with or without a byte order mark, and may be gzipped, whatever the
   * file's name. A line ends with LF, CR LF or CR; the last one need not end. White space around a
   * URL does not count. A line that is no URL or is longer than 65,536 bytes becomes a {@link
   * Seed.Invalid}. UTF-16 is refused with an {@link IOException}.
   */
  static Seeds lines(Path file) {
    return new FileSeeds(file);
  }

  /**
   * The lines of a stream, in the form that {@link #lines(Path)} reads; {@code name} stands for it
   * in messages. Nothing is read before the first {@link SeedReader#next()}. The reader closes the
   * stream, so the input can be opened once only.
   */
  static Seeds lines(InputStream input, String name) {
    return new StreamSeeds(input, name);
  }

  /** URLs given one by one, such as arguments. None is left out: a blank one is invalid. */
  static Seeds of(List<String> urls) {
    return new ListSeeds(List.copyOf(urls));
  }

  /**
   * Several inputs, one after the other. Each is opened when its turn comes, so no more than one is
   * open at a time; files that cannot be read are found out at the start.
   */
  static Seeds concat(List<Seeds> inputs) {
    return new ConcatSeeds(List.copyOf(inputs));
  }

  /**
   * Inputs, and after them the pages that the sitemaps of their hosts name.
   *
   * <p>Each host of an http(s) input is asked for once, at most 10,000 hosts. Where a host names no
   * sitemap, its {@code /sitemap.xml} is tried, and nothing said where that is none. Only pages of
   * the same host (scheme, name and port) are given; how many others a sitemap has is said by one
   * {@link Seed.Invalid}. The rest is as {@link SitemapSeeds} has it; so is {@link
   * SeedReader#next()} once the inputs have ended.
   *
   * @param ofHost the {@code Sitemap} lines of a host's robots.txt (RFC 9309, section 2.2.4), URLs
   *     that may be relative and of other hosts; none where there is no robots.txt. Never throws; a
   *     failed future is a bug, which ends the reading of the seeds.
   */
  static Seeds withSitemaps(
      Seeds inputs, Function<Host, CompletableFuture<List<String>>> ofHost, SitemapSource source) {
    return new DiscoveredSitemaps(inputs, ofHost, source);
  }
}
