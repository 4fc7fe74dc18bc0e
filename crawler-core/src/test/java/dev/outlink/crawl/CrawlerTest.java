package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.ahc.AhcFetcher;
import dev.outlink.ahc.BodyBudget;
import dev.outlink.compute.Extractions;
import dev.outlink.fetch.Fetcher;
import dev.outlink.gate.HostGates;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageResult;
import dev.outlink.rows.Tsv;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.LocalSite;
import dev.outlink.testing.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Crawlers with real connections, threads and files. */
@Timeout(60)
@ExtendWith(LeaksExtension.class)
class CrawlerTest {

  private @Nullable BodyBudget memory;

  private boolean memoryIsTight() {
    return memory != null && memory.isTight();
  }

  private static CrawlSummary summary(Crawl crawl) throws Exception {
    return crawl.completion().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static CrawlSummary summary(CrawlRun run) throws Exception {
    return run.completion().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static String links(String path) {
    return "<a href='" + path + "/child'>child</a><a href='/top?x=1&amp;y=2'>top</a>";
  }

  @Test
  void crawl_fileOfUrls_writesBothFiles(@TempDir Path folder) throws Exception {
    Path urls = folder.resolve("urls.txt");
    Path rows = folder.resolve("links.tsv");
    Path pages = folder.resolve("pages.tsv");
    try (LocalSite site = new LocalSite(CrawlerTest::links);
        Crawler crawler = Crawler.create(CrawlConfig.builder().concurrency(8).build())) {
      Files.writeString(urls, "# a comment\n" + site.url("/a") + "\n\nno url\n" + site.url("/b"));
      CrawlSummary summary =
          summary(crawler.crawl(Seeds.lines(urls), Tsv.links(rows).and(Tsv.pages(pages))));

      assertThat(Files.readAllLines(rows))
          .containsExactlyInAnyOrder(
              "source\tlink",
              site.url("/a") + "\t" + site.url("/a/child"),
              site.url("/a") + "\t" + site.url("/top?x=1&y=2"),
              site.url("/b") + "\t" + site.url("/b/child"),
              site.url("/b") + "\t" + site.url("/top?x=1&y=2"));
      assertThat(Files.readAllLines(pages)).hasSize(4);
      assertThat(Files.readString(pages)).contains("no url\tbad-url");
      assertThat(summary.imbalance()).isEmpty();
      assertThat(summary.count(Outcome.PAGE)).isEqualTo(2);
    }
  }

  @Test
  void crawl_severalAtOnceInOneCrawler_doNotDisturbEachOther() throws Exception {
    try (LocalSite site = new LocalSite(CrawlerTest::links);
        Crawler crawler = Crawler.create(CrawlConfig.builder().hostConcurrency(3).build())) {
      List<Crawl> crawls = new ArrayList<>();
      List<CollectingSink> sinks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        CollectingSink sink = new CollectingSink();
        String prefix = "/c" + i + "/";
        List<String> urls = IntStream.range(0, 40).mapToObj(n -> site.url(prefix + n)).toList();
        sinks.add(sink);
        crawls.add(crawler.crawl(Seeds.of(urls), sink));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(summary(crawls.get(i)).count(Outcome.PAGE)).isEqualTo(40);
        assertThat(sinks.get(i).rows()).hasSize(80);
        int number = i;
        assertThat(sinks.get(i).pages()).allMatch(page -> page.url().contains("/c" + number + "/"));
      }
    }
  }

  @Test
  void crawl_slowSink_stopsTheFetchingAndLosesNothing() throws Exception {
    // Small on the wire, large as links: 700 of 900 characters, each with what an object takes.
    long size = 700 * (900 + 128);
    long budgetBytes = 8_000_000;
    String filler = "<base href='/" + "x".repeat(900) + "/'>";
    String links =
        IntStream.range(0, 700).mapToObj(n -> "<a href=" + n + ">").collect(Collectors.joining());
    BlockingQueue<CompletableFuture<Void>> untaken = new LinkedBlockingQueue<>();
    LinkSink slow =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            CompletableFuture<Void> taken = new CompletableFuture<>();
            untaken.add(taken);
            return taken;
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    CrawlConfig config = CrawlConfig.builder().concurrency(4).build();
    VirtualTime time = new VirtualTime();
    HostGates gates =
        new HostGates(Politeness.of(4, 4, Duration.ZERO), time.ticker(), time, this::memoryIsTight);
    BodyBudget budget = new BodyBudget(budgetBytes, gates::recheck);
    this.memory = budget;
    var compute = Executors.newFixedThreadPool(2);
    try (LocalSite site = LocalSite.compressed(path -> filler + links);
        Fetcher fetcher = AhcFetcher.create(config.fetch(), budget, 1, "gzip")) {
      Engine engine =
          new TestEngine(time, fetcher)
              .gates(gates)
              .compute(compute, new Extractions(compute, 2, 1L << 30, budget::isFull, bug -> {}))
              .build();
      List<String> urls = IntStream.range(0, 200).mapToObj(n -> site.url("/" + n)).toList();
      CrawlRun run = new CrawlRun(engine, Seeds.of(urls), slow, CrawlListener.NONE);
      run.feed();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> budget.isTight() && run.progress().inFlight() == 0);
      // All of the budget, and the two pages whose extraction had begun.
      assertThat(budget.held()).isBetween(budgetBytes / 2, budgetBytes + 2 * size + 1);
      assertThat(untaken).hasSizeBetween(2, (int) (budgetBytes / size) + 2);

      for (int i = 0; i < 200; i++) {
        CompletableFuture<Void> taken = untaken.poll(20, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        assertThat(budget.held()).isLessThan(budgetBytes + 3 * size);
        taken.complete(null);
      }
      assertThat(summary(run).count(Outcome.PAGE)).isEqualTo(200);
      assertThat(budget.held()).isZero();
    } finally {
      compute.shutdownNow();
    }
  }

  @Test
  void crawl_reader_runsOnADaemonThread() throws Exception {
    CompletableFuture<Boolean> daemon = new CompletableFuture<>();
    Seeds seeds =
        () -> {
          daemon.complete(Thread.currentThread().isDaemon());
          return Seeds.of(List.of()).open();
        };
    try (Crawler crawler = Crawler.create(CrawlConfig.builder().build())) {
      CrawlSummary summary = summary(crawler.crawl(seeds, new CollectingSink()));
      assertThat(summary.stopped()).isFalse();
    }
    assertThat(daemon).isCompletedWithValue(true);
  }

  @Test
  void close_crawlsRunning_endsThemAndTheirThreads() throws Exception {
    CompletableFuture<Void> blocked = new CompletableFuture<>();
    try (LocalSite site =
        new LocalSite(
            path -> {
              blocked.orTimeout(20, TimeUnit.SECONDS).join();
              return "";
            })) {
      Crawler crawler = Crawler.create(CrawlConfig.builder().robots(false).build());
      CollectingSink sink = new CollectingSink();
      Crawl crawl = crawler.crawl(Seeds.of(List.of(site.url("/1"), site.url("/2"))), sink);
      await().until(() -> site.requests() == 2);
      crawler.close();
      crawler.close();

      CrawlSummary summary = summary(crawl);
      assertThat(summary.count(Outcome.STOPPED)).isEqualTo(2);
      assertThat(summary.imbalance()).isEmpty();
      assertThat(sink.isFinished()).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> crawler.crawl(Seeds.of(List.of()), new CollectingSink()));
      blocked.complete(null);
    }
  }
}
