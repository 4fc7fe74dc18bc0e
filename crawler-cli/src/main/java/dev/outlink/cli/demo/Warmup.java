package dev.outlink.cli.demo;

import dev.outlink.crawl.Crawl;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.crawl.CrawlSummary;
import dev.outlink.crawl.Crawler;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A short crawl that loads the classes of a real one, for the class-data archive that the launcher
 * keeps. It writes to a folder that it deletes, and ends within seconds.
 */
public final class Warmup {

  private static final long SECONDS = 20;

  private Warmup() {}

  /**
   * Crawls the bundled site.
   *
   * @return 0, or 1 if the crawl did not work and its classes are not worth keeping
   */
  public static int run() {
    try (DemoSite site = DemoSite.open();
        DeafPort deaf = new DeafPort()) {
      Path folder = Files.createTempDirectory("outlink-warmup");
      Path urls = folder.resolve("urls.txt");
      Path links = folder.resolve("links.tsv");
      Path pages = folder.resolve("pages.tsv");
      try {
        Files.writeString(urls, list(site, deaf));
        CrawlSummary summary = crawl(urls, LinkSink.tsv(links).and(LinkSink.pages(pages)));
        return summary.links() > 0 && summary.imbalance().isEmpty() ? 0 : 1;
      } finally {
        for (Path file : new Path[] {urls, links, pages, folder}) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | CompletionException failure) {
      return 1;
    }
  }

  private static CrawlSummary crawl(Path urls, LinkSink sink) {
    CrawlConfig config = CrawlConfig.builder().timeout(Duration.ofSeconds(5)).build();
    try (Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.lines(urls), sink)) {
      return crawl.completion().toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private static String list(DemoSite site, DeafPort deaf) {
    StringBuilder text = new StringBuilder("# URLs\n");
    for (SitePage page : SitePage.LISTED) {
      if (page.delay().isZero()) {
        text.append(site.url(page.path())).append('\n');
      }
    }
    // Nobody speaks TLS there; trying it loads the classes that do.
    text.append("https://127.0.0.1:").append(deaf.port()).append("/\n");
    text.append("no URL\n");
    return text.toString();
  }
}
