package dev.outlink.sitemap;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inputs, and after them the pages of sitemaps: those that the user named, and those of the inputs'
 * hosts. Each sitemap is read once.
 *
 * <p>Sitemaps of all hosts are fetched beside each other, and read as they come: a host that is
 * slow or dead holds up nobody else's. So the order of their pages is that of the answers, and of a
 * host that of its sitemaps; those that an index names follow behind the ones that wait already.
 *
 * <p>Each host of an http(s) input is asked for once, at most 10,000 hosts. Where a host names no
 * sitemap, its {@code /sitemap.xml} is tried, and nothing said where that is none. Only pages of
 * the same host (scheme, name and port) are given; how many others a sitemap has is said by one
 * {@link Seed.Invalid}.
 *
 * <p>A sitemap that could not be had is a {@link Seed.Failed}. An entry that is no URL is a {@link
 * Seed.Invalid}, and so is a sitemap that was not read to its end, or named too many others; its
 * text and place are the sitemap's URL. When the source says that it is over, that is told by one
 * {@link Seed.Failed}, and the rest is not read.
 *
 * <p>{@link SeedReader#next()} of its readers waits for the source once the inputs have ended. It
 * ends with an {@link IOException} when its thread is interrupted, or when the reader is closed,
 * which any thread may do; what was asked for is cancelled then.
 */
public final class SitemapSeeds implements Seeds {

  /** The most sitemaps that are read of those that the user names: as many as an index may name. */
  public static final int MAX_SITEMAPS = 50_000;

  /** The most that are read of one host of the inputs: of 50,000 pages each. */
  public static final int MAX_OF_HOST = 1_000;

  /** The most that are read in all. */
  public static final int MAX_IN_ALL = 200_000;

  /**
   * The most indexes that may lead from a given sitemap to another. The protocol has one; an index
   * in an index is common all the same.
   */
  public static final int MAX_DEPTH = 2;

  private static final int MAX_HOSTS = 10_000;

  /** The longest name that DNS has; what is longer has no sitemap. */
  private static final int MAX_NAME = 255;

  private final Seeds inputs;
  private final List<CrawlUrl> named;
  private final boolean ofHosts;
  private final SitemapSource source;

  /**
   * Reads nothing yet.
   *
   * @param named sitemaps, or indexes of them, all of whose pages are given
   * @param ofHosts whether those of the inputs' hosts are read too
   */
  public SitemapSeeds(Seeds inputs, List<CrawlUrl> named, boolean ofHosts, SitemapSource source) {
    this.inputs = inputs;
    this.named = List.copyOf(named);
    this.ofHosts = ofHosts;
    this.source = source;
  }

  @Override
  public SeedReader open() throws IOException {
    return new Reader(inputs.open(), new SitemapPages(source));
  }

  private final class Reader implements SeedReader {
    // Immutable, or for any thread.
    private final SeedReader lines;
    private final SitemapPages pages;

    // Confined to the reading thread.
    private final Set<Host> hosts = new LinkedHashSet<>();
    private Seed.@Nullable Invalid tooMany;

    // Written by the reading thread only.
    private volatile boolean ended;

    Reader(SeedReader lines, SitemapPages pages) {
      this.lines = lines;
      this.pages = pages;
    }

    @Override
    public @Nullable Seed next() throws IOException {
      if (!ended) {
        Seed seed = lines.next();
        if (seed != null) {
          note(seed);
          return seed;
        }
        ended = true;
        lines.close();
        pages.start(named, hosts);
        hosts.clear();
      }
      Seed.Invalid once = tooMany;
      tooMany = null;
      return once != null ? once : pages.next();
    }

    private void note(Seed seed) {
      if (!ofHosts
          || !(seed instanceof Seed.Url given)
          || !given.url().isHttp()
          || given.url().hostname().length() > MAX_NAME) {
        return;
      }
      Host host = given.url().host();
      if (hosts.size() < MAX_HOSTS) {
        hosts.add(host);
      } else if (tooMany == null && !hosts.contains(host)) {
        String reason = "more than 10,000 hosts; sitemaps are read of the first 10,000";
        tooMany = new Seed.Invalid(host.toString(), "sitemaps", reason);
      }
    }

    /** Unknown: what a sitemap names is known when it is read. */
    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() throws IOException {
      try (pages) {
        if (!ended) {
          lines.close();
        }
      }
    }
  }
}
