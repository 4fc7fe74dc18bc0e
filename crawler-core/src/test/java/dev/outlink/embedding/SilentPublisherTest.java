package dev.outlink.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.scope.ScopeKind;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishers that have nothing to say, and crawls that end all the same. */
@Timeout(60)
class SilentPublisherTest {

  private final Set<Object> subscribed = ConcurrentHashMap.newKeySet();
  private final Set<Object> cancelled = ConcurrentHashMap.newKeySet();

  private Seeds silent() {
    Flow.Publisher<String> publisher =
        subscriber -> {
          Object key = new Object();
          subscribed.add(key);
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                  cancelled.add(key);
                }
              });
        };
    return Seeds.from(publisher);
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("outlink-seeds"))
        .count();
  }

  /** 200 crawls of silent publishers: each is let go with its crawl, and leaves no thread. */
  @Test
  void crawlsThatAreCancelled_letPublishersGo() throws Exception {
    endAll(CrawlConfig.builder().build(), 200, this::silent);
  }

  /** As above, where the input is one of several, or is read ahead for its hosts. */
  @Test
  void crawlsThatAreCancelled_letCombinedInputsGo() throws Exception {
    CrawlConfig ofHosts =
        CrawlConfig.builder()
            .scope(ScopeConfig.DEFAULT.withDepth(2).withScope(ScopeKind.HOST))
            .build();
    endAll(ofHosts, 20, () -> Seeds.concat(List.of(silent(), silent())));
  }

  private void endAll(CrawlConfig config, int count, Supplier<Seeds> seeds) throws Exception {
    try (Crawler crawler = Crawler.create(config)) {
      List<Crawl> crawls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        crawls.add(crawler.crawl(seeds.get(), LinkSink.of(result -> {})));
      }
      Awaitility.await().until(() -> subscribed.size() == count);
      for (Crawl crawl : crawls) {
        crawl.cancel();
        crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
      }
      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(cancelled).containsExactlyInAnyOrderElementsOf(subscribed);
                assertThat(readers()).isZero();
              });
    }
    assertThat(subscribed).hasSize(count);
  }
}
