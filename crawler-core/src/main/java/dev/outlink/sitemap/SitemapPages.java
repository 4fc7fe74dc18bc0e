package dev.outlink.sitemap;

import dev.outlink.seed.Seed;
import dev.outlink.sitemap.Arrivals.Arrival;
import dev.outlink.sitemap.Arrivals.Came;
import dev.outlink.sitemap.Arrivals.Lines;
import dev.outlink.sitemap.PendingSitemaps.Pending;
import dev.outlink.sitemap.SitemapSource.Bytes;
import dev.outlink.sitemap.SitemapSource.Failed;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * hosts -> asked for their Sitemap lines -> pending -> fetched -> arrived -> read, one at a time.
 *
 * All but the answers is done by the reading thread, when it comes for a seed. It waits only where nothing has arrived, so
 * what does not answer holds up nobody, as long as fewer than MOST_UNDER_WAY do not.
 */
/**
 * The pages of sitemaps, and of those that they name. Read by one thread; closed by any.
 *
 * <p>The lock is held while the open sitemap is read, so that its bytes are not given back then. It
 * is never held while anything is waited for.
 */
final class SitemapPages implements Closeable {

  /** Hosts and sitemaps that are asked for at a time; each takes some hundred bytes. */
  private static final int MOST_UNDER_WAY = 1_024;

  // Immutable, or for any thread.
  private final SitemapSource source;
  private final Arrivals arrivals = new Arrivals();
  private final ReentrantLock lock = new ReentrantLock();

  // Confined to the reading thread.
  private final ArrayDeque<Host> hosts = new ArrayDeque<>();
  private final PendingSitemaps pending = new PendingSitemaps();
  private final ArrayDeque<Seed> ready = new ArrayDeque<>();
  private int underWay;
  private boolean isOver;
  private @Nullable SitemapReport at;

  // Guarded by the lock.
  private @Nullable OpenSitemap open;

  /** Reads nothing yet. */
  SitemapPages(SitemapSource source) {
    this.source = source;
  }

  /** What is to be read: sitemaps that the user named, and those of hosts. To be called once. */
  void start(List<CrawlUrl> named, Collection<Host> ofHosts) {
    offer(named, SitemapWalk.ofUser(named));
    hosts.addAll(ofHosts);
  }

  /**
   * The next seed, or null at the end.
   *
   * @throws IOException as {@link SitemapSeeds} says
   */
  @Nullable Seed next() throws IOException {
    while (ready.isEmpty()) {
      if (isOver) {
        return null;
      }
      arrivals.check();
      Failed over = source.over();
      if (over != null) {
        return leaveOff(over);
      }
      askOn();
      if (at != null) {
        readOn(at);
      } else if (underWay > 0) {
        take(arrivals.take());
      } else {
        return null;
      }
    }
    return ready.poll();
  }

  private void askOn() {
    while (underWay < MOST_UNDER_WAY) {
      Pending sitemap = pending.poll();
      if (sitemap != null) {
        CrawlUrl url = sitemap.url();
        arrivals.expect(source.fetch(url), url.href(), body -> new Came(sitemap, body));
      } else if (!hosts.isEmpty() && !pending.isCrowded()) {
        Host host = hosts.remove();
        arrivals.expect(source.ofHost(host), host + "/robots.txt", lines -> new Lines(host, lines));
      } else {
        return;
      }
      underWay++;
    }
  }

  private void take(Arrival arrival) throws IOException {
    underWay--;
    if (arrival instanceof Lines lines) {
      lines.lines().ifPresent(found -> takeLines(lines.host(), found));
    } else if (arrival instanceof Came came) {
      pending.fetched(came.sitemap());
      takeBody(came);
    }
  }

  private void takeLines(Host host, List<String> lines) {
    if (lines.isEmpty()) {
      offer(List.of(url(host, "/sitemap.xml")), SitemapWalk.ofHost(host, true));
      return;
    }
    CrawlUrl robots = url(host, "/robots.txt");
    List<CrawlUrl> sitemaps = new ArrayList<>();
    for (String line : lines) {
      SitemapEntry entry = new SitemapLocation(line.strip(), null).index(robots);
      if (entry instanceof SitemapEntry.Index index) {
        sitemaps.add(index.sitemap());
      } else if (entry instanceof SitemapEntry.Invalid invalid) {
        ready.add(new Seed.Invalid(invalid.text(), robots.href(), invalid.reason()));
      }
    }
    offer(sitemaps, SitemapWalk.ofHost(host, false));
  }

  private void offer(List<CrawlUrl> sitemaps, SitemapWalk walk) {
    int leftOut = 0;
    for (CrawlUrl sitemap : sitemaps) {
      if (!sitemap.isHttp()) {
        ready.add(
            new Seed.Failed(
                sitemap.href(), "bad-url", 0, sitemap.scheme() + ": cannot be fetched"));
      } else if (!pending.offer(sitemap, 0, walk)) {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      ready.add(SitemapReport.leftOut(sitemaps.get(sitemaps.size() - 1), leftOut));
    }
  }

  private void takeBody(Came came) throws IOException {
    Pending sitemap = came.sitemap();
    if (came.body() instanceof Bytes bytes) {
      if (!sitemap.walk().isOther(sitemap.url(), bytes.finalUrl())) {
        begin(sitemap, bytes);
        return;
      }
      bytes.close().run();
    } else if (came.body() instanceof Failed failed && !sitemap.walk().isGuess(sitemap.depth())) {
      ready.add(
          new Seed.Failed(
              sitemap.url().href(), failed.outcome(), failed.status(), failed.detail()));
    }
    pending.ended(sitemap);
  }

  private void begin(Pending sitemap, Bytes bytes) throws IOException {
    OpenSitemap begun = new OpenSitemap(bytes);
    lock.lock();
    try {
      open = begun;
    } finally {
      lock.unlock();
    }
    at = new SitemapReport(sitemap);
    if (arrivals.isClosed()) {
      close(); // it may have come too early for this one
    }
    arrivals.check();
  }

  private void readOn(SitemapReport report) throws IOException {
    SitemapEntry entry;
    OpenSitemap read;
    lock.lock();
    try {
      read = open;
      if (read == null) {
        throw new IOException("sitemaps: closed");
      }
      entry = read.next();
      if (entry == null) {
        open = null;
      }
    } finally {
      lock.unlock();
    }
    if (entry == null) {
      read.close();
      at = null;
      ready.addAll(report.end(read.problem()));
      pending.ended(report.sitemap());
    } else if (entry instanceof SitemapEntry.Index index) {
      Pending sitemap = report.sitemap();
      report.named(pending.offer(index.sitemap(), sitemap.depth() + 1, sitemap.walk()));
    } else {
      Seed seed = report.seed(entry);
      if (seed != null) {
        ready.add(seed);
      }
    }
  }

  /** Drops all that is left. */
  private @Nullable Seed leaveOff(Failed over) throws IOException {
    SitemapReport read = at;
    Pending next = read == null ? pending.poll() : read.sitemap();
    boolean isLeft = next != null || underWay > 0 || !hosts.isEmpty();
    isOver = true;
    at = null;
    hosts.clear();
    close();
    return isLeft
        ? new Seed.Failed(
            next == null ? "sitemaps" : next.url().href(),
            over.outcome(),
            over.status(),
            over.detail() + "; what is left of the sitemaps is not read")
        : null;
  }

  private static CrawlUrl url(Host host, String path) {
    if (CrawlUrl.parse(host + path) instanceof CrawlUrl url) {
      return url;
    }
    throw new IllegalStateException("no host of a URL: " + host);
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
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
