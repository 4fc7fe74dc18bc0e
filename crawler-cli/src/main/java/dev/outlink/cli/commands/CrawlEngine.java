package dev.outlink.cli.commands;

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

/** Runs crawls. Closing it ends its threads; idempotent. */
public interface CrawlEngine extends AutoCloseable {

  /** Starts a crawl; see {@link Crawler#crawl(Seeds, LinkSink, CrawlListener)}. */
  Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener);

  /** Explains why a URL would be crawled or not; see {@link Crawler#explain}. */
  CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from);

  @Override
  void close();

  /** Makes engines. */
  @FunctionalInterface
  interface Factory {
    CrawlEngine start(CrawlConfig config);
  }

  /** An engine with a real {@link Crawler}. */
  static CrawlEngine real(CrawlConfig config) {
    Crawler crawler = Crawler.create(config);
    return new CrawlEngine() {
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
