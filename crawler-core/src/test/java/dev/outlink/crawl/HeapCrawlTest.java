package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.overflow.FullHeapException;
import dev.outlink.overflow.OverflowProvider;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageResult;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.LocalSite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Crawls with core alone, whose URLs stay on the heap: crawler-state is not on this class path. */
@Timeout(60)
@ExtendWith(LeaksExtension.class)
class HeapCrawlTest {

  private static final int LINKS = 100_000;

  private static String page(String path) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; path.equals("/") && i < LINKS; i++) {
      html.append("<a href=/").append(i).append(">x</a>\n");
    }
    return html.toString();
  }

  @Test
  void crawl_moreThanTheFrontierHolds_goesOnWithAllOfThem() throws Exception {
    CollectingSink sink = new CollectingSink();
    CrawlConfig config =
        CrawlConfig.builder().scope(ScopeConfig.DEFAULT.withDepth(1).withMaxVariants(0)).build();
    try (LocalSite site = new LocalSite(HeapCrawlTest::page);
        Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.of(List.of(site.url("/"))), sink)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> crawl.progress().settled() > 500);
      crawl.stop();
      CrawlSummary summary = crawl.completion().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(summary.imbalance()).isEmpty();
      assertThat(summary.discovered()).isEqualTo(LINKS);
      assertThat(summary.count(Outcome.STOPPED)).isGreaterThan(LINKS / 2);
      assertThat(sink.rows()).hasSize(LINKS);
    }
  }

  @Test
  void crawl_moreThanTheHeapHolds_endsAndSaysWhatHelps() throws Exception {
    String much = "x".repeat(1_000);
    AtomicInteger numbers = new AtomicInteger();
    Function<String, String> page =
        path -> {
          StringBuilder html = new StringBuilder();
          for (int i = 0; i < 200; i++) {
            html.append("<a href=/").append(numbers.incrementAndGet()).append('/').append(much);
            html.append(">x</a>\n");
          }
          return html.toString();
        };
    AtomicInteger pages = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    LinkSink sink =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            pages.addAndGet(result.page().outcome() == Outcome.PAGE ? 1 : 0);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> finish() {
            finished.incrementAndGet();
            return CompletableFuture.completedFuture(null);
          }
        };
    CrawlConfig config =
        CrawlConfig.builder()
            .robots(false)
            .scope(ScopeConfig.DEFAULT.withDepth(50).withMaxVariants(0))
            .build();
    try (LocalSite site = new LocalSite(page);
        Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.of(List.of(site.url("/"))), sink)) {
      assertThat(crawl.completion().toCompletableFuture())
          .failsWithin(Duration.ofSeconds(40))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(FullHeapException.class)
          .withMessageContaining(
              OverflowProvider.find(Runtime.getRuntime().maxMemory()).heapBytes() / (1 << 20)
                  + " MiB that all crawls")
          .withMessageContaining("Add dev.outlink:crawler-state to the class path");
      assertThat(finished).hasValue(1);
      assertThat(pages).hasValueGreaterThan(200); // rows so far are written
    }
  }
}
