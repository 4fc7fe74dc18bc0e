package dev.outlink;

import dev.outlink.record.PageResult;
import dev.outlink.request.RootCause;
import dev.outlink.seed.Seeds;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts a crawl for each subscriber. */
final class CrawlPublisher implements Flow.Publisher<PageResult> {

  private final Crawler crawler;
  private final Seeds seeds;

  CrawlPublisher(Crawler crawler, Seeds seeds) {
    this.crawler = crawler;
    this.seeds = seeds;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super PageResult> subscriber) {
    AtomicReference<@Nullable Crawl> crawl = new AtomicReference<>();
    SubscriberSink sink = new SubscriberSink(subscriber, () -> cancel(crawl));
    sink.subscribe();
    if (sink.isOver()) {
      return;
    }
    try {
      Crawl running = crawler.crawl(seeds, sink);
      crawl.set(running);
      var unused =
          running
              .completion()
              .whenComplete(
                  (summary, failure) -> sink.end(failure == null ? null : RootCause.of(failure)));
    } catch (IllegalStateException closed) {
      sink.end(closed);
    }
    if (sink.isOver()) {
      cancel(crawl); // it cancelled before the crawl was known
    }
  }

  private static void cancel(AtomicReference<@Nullable Crawl> crawl) {
    Crawl running = crawl.get();
    if (running != null) {
      running.cancel();
    }
  }
}
