package dev.outlink.seed;

import dev.outlink.seed.PendingSitemaps.Pending;
import dev.outlink.seed.SitemapSource.Body;
import dev.outlink.seed.SitemapSource.Bytes;
import dev.outlink.seed.SitemapSource.Failed;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The pages of sitemaps, and of those that they name. Read by one thread; closed by any.
 *
 * <p>The lock is held while the open sitemap is read, so that its bytes are not given back then. It
 * is never held while anything is waited for.
 */
final class SitemapPages implements SeedReader {
  // Immutable, or for any thread.
  private final List<CrawlUrl> sitemaps;
  private final SitemapSource source;
  private final @Nullable Host only;
  private final boolean isGuess;
  private final Patience patience = new Patience();
  private final ReentrantLock lock = new ReentrantLock();

  // Confined to the reading thread.
  private final PendingSitemaps pending = new PendingSitemaps();
  private final ArrayDeque<Seed> ready = new ArrayDeque<>();
  private @Nullable Pending at;
  private int entries;
  private int notFollowed;
  private int elsewhere;
  private String firstElsewhere = "";

  // Guarded by the lock.
  private @Nullable OpenSitemap open;

  /**
   * Reads nothing yet.
   *
   * @param only the host whose pages are given, or null for every page
   * @param isGuess whether nobody named these sitemaps, and nothing is said where there are none
   */
  SitemapPages(
      List<CrawlUrl> sitemaps, SitemapSource source, @Nullable Host only, boolean isGuess) {
    this.sitemaps = sitemaps;
    this.source = source;
    this.only = only;
    this.isGuess = isGuess;
    int leftOut = 0;
    for (CrawlUrl sitemap : sitemaps) {
      leftOut += pending.offer(sitemap, 0) ? 0 : 1;
    }
    if (leftOut > 0) {
      ready.add(leftOut(sitemaps.get(sitemaps.size() - 1), leftOut));
    }
  }

  @Override
  public @Nullable Seed next() throws IOException {
    patience.check("sitemaps");
    while (ready.isEmpty()) {
      Pending sitemap = at;
      if (sitemap != null) {
        readOn(sitemap);
      } else {
        sitemap = pending.poll();
        if (sitemap == null) {
          return null;
        }
        fetch(sitemap);
      }
    }
    return ready.poll();
  }

  private void fetch(Pending sitemap) throws IOException {
    CrawlUrl url = sitemap.url();
    Body body = patience.await(source.fetch(url), url.href(), SitemapPages::giveBack);
    if (body instanceof Bytes bytes) {
      if (pending.isOther(url, bytes.finalUrl())) {
        giveBack(body);
      } else {
        begin(sitemap, bytes);
      }
    } else if (body instanceof Failed failed && !isGuess(sitemap)) {
      ready.add(invalid(url, failed.reason()));
    }
  }

  private static void giveBack(Body body) {
    if (body instanceof Bytes bytes) {
      bytes.close().run();
    }
  }

  private void begin(Pending sitemap, Bytes bytes) throws IOException {
    OpenSitemap begun = new OpenSitemap(bytes);
    lock.lock();
    try {
      if (!patience.isLost()) {
        open = begun;
        at = sitemap;
        return;
      }
    } finally {
      lock.unlock();
    }
    begun.close();
    throw closed(sitemap);
  }

  private void readOn(Pending sitemap) throws IOException {
    SitemapEntry entry;
    OpenSitemap read;
    lock.lock();
    try {
      read = open;
      if (read == null) {
        throw closed(sitemap);
      }
      entry = read.next();
      if (entry == null) {
        open = null;
      }
    } finally {
      lock.unlock();
    }
    if (entry != null) {
      entries++;
      take(entry, sitemap);
    } else {
      read.close();
      end(sitemap, read.problem());
    }
  }

  private static IOException closed(Pending sitemap) {
    return new IOException(sitemap.url().href() + ": closed");
  }

  private void take(SitemapEntry entry, Pending sitemap) {
    if (entry instanceof SitemapEntry.Page page) {
      takePage(page.url());
    } else if (entry instanceof SitemapEntry.Index index) {
      notFollowed += pending.offer(index.sitemap(), sitemap.depth() + 1) ? 0 : 1;
    } else if (entry instanceof SitemapEntry.Invalid invalid) {
      ready.add(new Seed.Invalid(invalid.text(), sitemap.url().href(), invalid.reason()));
    }
  }

  private void takePage(CrawlUrl page) {
    if (only == null) {
      boolean named = !page.isHttp() || named(page.host());
      ready.add(new Seed.Url(page, named ? null : sitemaps.get(0)));
    } else if (page.isHttp() && page.host().equals(only)) {
      ready.add(new Seed.Url(page));
    } else {
      firstElsewhere = elsewhere == 0 ? SeedText.cut(page.href()) : firstElsewhere;
      elsewhere++;
    }
  }

  /** Whether the user named a sitemap of this host. */
  private boolean named(Host host) {
    for (CrawlUrl sitemap : sitemaps) {
      if (sitemap.isHttp() && sitemap.host().equals(host)) {
        return true;
      }
    }
    return false;
  }

  private void end(Pending sitemap, @Nullable String problem) {
    CrawlUrl url = sitemap.url();
    if (problem != null && !(isGuess(sitemap) && entries == 0)) {
      ready.add(invalid(url, problem));
    }
    if (notFollowed > 0) {
      ready.add(leftOut(url, notFollowed));
    }
    if (elsewhere > 0) {
      String pages = elsewhere == 1 ? "1 page" : elsewhere + " pages";
      ready.add(invalid(url, pages + " of other hosts left out, first " + firstElsewhere));
    }
    entries = 0;
    notFollowed = 0;
    elsewhere = 0;
    at = null;
  }

  private boolean isGuess(Pending sitemap) {
    return isGuess && sitemap.depth() == 0;
  }

  private static Seed leftOut(CrawlUrl url, int count) {
    return invalid(
        url,
        (count == 1 ? "1 sitemap" : count + " sitemaps")
            + " left out: at most 50,000 are read, and 5 indexes deep");
  }

  private static Seed invalid(CrawlUrl url, String reason) {
    return SeedText.invalid(url.href(), url.href(), reason);
  }

  /** Unknown: what a sitemap names is known when it is read. */
  @Override
  public double progress() {
    return Double.NaN;
  }

  @Override
  public void close() throws IOException {
    patience.lose();
    OpenSitemap read;
    lock.lock();
    try {
      read = open;
      open = null;
    } finally {
      lock.unlock();
    }
    if (read != null) {
      read.close();
    }
  }
}
