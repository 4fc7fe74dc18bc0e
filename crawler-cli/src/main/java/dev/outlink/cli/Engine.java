package dev.outlink.cli;

import dev.outlink.crawl.Crawl;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.crawl.CrawlListener;
import dev.outlink.crawl.Crawler;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;

/** What crawls. Closing it ends its threads; idempotent. */
interface Engine extends AutoCloseable {

  /** Starts a crawl; see {@link Crawler#crawl(Seeds, LinkSink, CrawlListener)}. */
  Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener);

  @Override
  void close();

  /** Makes engines. */
  @FunctionalInterface
  interface Factory {
    Engine start(CrawlConfig config);
  }

  /** The real one. */
  static Engine real(CrawlConfig config) {
    Crawler crawler = Crawler.create(config);
    return new Engine() {
      @Override
      public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
        return crawler.crawl(seeds, sink, listener);
      }

      @Override
      public void close() {
        crawler.close();
      }
    };
  }
}
