package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Inputs, and after them the pages of the sitemaps of their hosts. */
record DiscoveredSitemaps(
    Seeds inputs, Function<Host, CompletableFuture<List<String>>> ofHost, SitemapSource source)
    implements Seeds {
  private static final int MAX_HOSTS = 10_000;

  /** The longest name that DNS has; what is longer has no sitemap. */
  private static final int MAX_NAME = 255;

  @Override
  public SeedReader open() throws IOException {
    return new Reader(inputs.open(), ofHost, source);
  }

  private static final class Reader implements SeedReader {
    // Immutable, or for any thread.
    private final SeedReader inputs;
    private final Function<Host, CompletableFuture<List<String>>> ofHost;
    private final SitemapSource source;
    private final Patience patience = new Patience();

    // Confined to the reading thread.
    private final Set<Host> hosts = new LinkedHashSet<>();
    private final ArrayDeque<Host> waiting = new ArrayDeque<>();
    private final ArrayDeque<Seed> ready = new ArrayDeque<>();
    private boolean isFull;

    // Written by the reading thread only.
    private volatile boolean ended;
    private volatile @Nullable SitemapPages pages;

    Reader(
        SeedReader inputs,
        Function<Host, CompletableFuture<List<String>>> ofHost,
        SitemapSource source) {
      this.inputs = inputs;
      this.ofHost = ofHost;
      this.source = source;
    }

    @Override
    public @Nullable Seed next() throws IOException {
      if (!ended) {
        Seed seed = inputs.next();
        if (seed != null) {
          note(seed);
          return seed;
        }
        ended = true;
        inputs.close();
        waiting.addAll(hosts);
        hosts.clear();
      }
      patience.check("sitemaps");
      while (ready.isEmpty() && (pages != null || !waiting.isEmpty())) {
        readOn();
      }
      return ready.poll();
    }

    private void note(Seed seed) {
      if (!(seed instanceof Seed.Url given)
          || !given.url().isHttp()
          || given.url().hostname().length() > MAX_NAME) {
        return;
      }
      Host host = given.url().host();
      if (hosts.size() < MAX_HOSTS) {
        hosts.add(host);
      } else if (!isFull && !hosts.contains(host)) {
        isFull = true;
        String reason = "more than 10,000 hosts; sitemaps are read of the first 10,000";
        ready.add(new Seed.Invalid(host.toString(), "sitemaps", reason));
      }
    }

    private void readOn() throws IOException {
      SitemapPages open = pages;
      if (open == null) {
        open = pagesOf(waiting.remove());
        pages = open;
        if (patience.isLost()) {
          open.close();
        }
      }
      Seed seed = open.next();
      if (seed != null) {
        ready.add(seed);
      } else {
        pages = null;
        open.close();
      }
    }

    private SitemapPages pagesOf(Host host) throws IOException {
      CrawlUrl robots = url(host, "/robots.txt");
      List<String> lines = patience.await(ofHost.apply(host), robots.href(), late -> {});
      if (lines.isEmpty()) {
        return new SitemapPages(List.of(url(host, "/sitemap.xml")), source, host, true);
      }
      List<CrawlUrl> sitemaps = new ArrayList<>();
      for (String line : lines) {
        SitemapEntry entry = new Location(line.strip(), null).index(robots);
        if (entry instanceof SitemapEntry.Index index) {
          sitemaps.add(index.sitemap());
        } else if (entry instanceof SitemapEntry.Invalid invalid) {
          ready.add(new Seed.Invalid(invalid.text(), robots.href(), invalid.reason()));
        }
      }
      return new SitemapPages(sitemaps, source, host, false);
    }

    private static CrawlUrl url(Host host, String path) {
      if (CrawlUrl.parse(host + path) instanceof CrawlUrl url) {
        return url;
      }
      throw new IllegalStateException("no host of a URL: " + host);
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() throws IOException {
      patience.lose();
      SitemapPages open = pages;
      if (open != null) {
        open.close();
      }
      if (!ended) {
        inputs.close();
      }
    }
  }
}
