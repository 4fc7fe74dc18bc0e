package dev.outlink.cli;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Explanation;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What crawls. Closing it ends its threads; idempotent. */
interface Engine extends AutoCloseable {

  /** Starts a crawl; see {@link Crawler#crawl(Seeds, LinkSink, CrawlListener)}. */
  Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener);

  /** Tells why a URL would be crawled, or not; see {@link Crawler#explain}. */
  CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from);

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
      public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
        return crawler.explain(url, from);
      }

      @Override
      public void close() {
        crawler.close();
      }
    };
  }
}
