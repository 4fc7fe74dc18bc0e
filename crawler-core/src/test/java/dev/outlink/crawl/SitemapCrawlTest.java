package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.gate.HostGates;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.request.Downloads;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.Seeds;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CrawlUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crawls of sitemaps, and what hosts without a robots.txt cost. */
@Timeout(60)
class SitemapCrawlTest {

  private static final String ROOT = "http://a.example/map";
  private static final FetchOutcome TIMEOUT =
      new FetchOutcome.Other(FetchEnd.CONNECT_TIMEOUT, 0, null, "no connection in 10 s");

  private final VirtualTime time = new VirtualTime();
  private final FakeWeb web = new FakeWeb();
  private final CollectingSink sink = new CollectingSink();

  private TestEngine engine(String... sitemaps) {
    return new TestEngine(time, web).sitemaps(new SitemapConfig(List.of(sitemaps), false));
  }

  private CrawlSummary crawl(TestEngine engine, List<String> urls) throws Exception {
    CrawlRun run = new CrawlRun(engine.build(), Seeds.of(urls), sink, CrawlListener.NONE);
    run.feed();
    time.runAll();
    return ended(run);
  }

  private static CrawlSummary ended(CrawlRun run) throws Exception {
    CrawlSummary summary = run.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(summary.imbalance()).isEmpty();
    return summary;
  }

  /** Each sitemap names ten others; where there are pages, ten of those too. */
  private void tenfold(boolean pages) {
    web.otherwise(
        url -> {
          if (!url.path().startsWith("/map")) {
            return FakeWeb.pageOf(url.href());
          }
          StringBuilder xml = new StringBuilder("<sitemapindex>");
          for (int i = 0; i < 10; i++) {
            xml.append("<sitemap><loc>").append(url.href()).append(i).append("</loc></sitemap>");
            if (pages) {
              xml.append("<url><loc>/p").append(url.path()).append(i).append("</loc></url>");
            }
          }
          byte[] bytes = (xml + "</sitemapindex>").getBytes(StandardCharsets.UTF_8);
          return Page.of(url, "application/xml", bytes);
        });
  }

  @Test
  void index_thatGrowsTenfold_isBoundedInDepthAndCounted() throws Exception {
    tenfold(false);
    CrawlSummary summary = crawl(engine(ROOT), List.of());

    assertThat(web.requests()).hasSize(111);
    assertThat(summary.requests()).isEqualTo(111);
  }

  @Test
  void index_thatGrowsTenfold_endsWithTheBudget() throws Exception {
    tenfold(true);
    CrawlSummary summary =
        crawl(engine(ROOT).scope(ScopeConfig.DEFAULT.withMaxPages(10)), List.of());

    assertThat(summary.count(Outcome.PAGE)).isEqualTo(10);
    assertThat(web.requested().stream().filter(url -> url.startsWith(ROOT)).count())
        .isLessThanOrEqualTo(5);
    assertThat(summary.requests()).isEqualTo(web.requests().size());
    assertThat(summary.count(Outcome.OVER_BUDGET)).isEqualTo(2);
    assertThat(sink.pages().stream().filter(page -> page.detail().contains("not read")).count())
        .isEqualTo(1);
  }

  @Test
  void sitemap_thatCannotBeHad_hasItsOwnOutcome() throws Exception {
    web.answer(
            "http://b.example/map",
            new FetchOutcome.Other(FetchEnd.CONNECT_REFUSED, 0, null, "connection refused"))
        .answer("http://c.example/map", TIMEOUT)
        .answer("http://d.example/map", FakeWeb.text("<html>"));
    CrawlSummary summary =
        crawl(engine(ROOT, "http://b.example/map", "http://d.example/map"), List.of());

    assertThat(sink.page(ROOT).outcome()).isEqualTo(Outcome.HTTP_ERROR);
    assertThat(sink.page(ROOT).status()).isEqualTo(404);
    assertThat(sink.page("http://b.example/map").outcome()).isEqualTo(Outcome.CONNECT_REFUSED);
    assertThat(sink.page("http://d.example/map").outcome()).isEqualTo(Outcome.BAD_URL);
    assertThat(summary.inputs()).isEqualTo(3);
  }

  @Test
  void stop_whileSitemapsAreWaitedFor_cancelsThem() throws Exception {
    List<CompletableFuture<FetchOutcome>> silent = new ArrayList<>();
    List<String> maps = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      maps.add("http://h" + i + ".example/map");
      silent.add(web.silent(maps.get(i)));
    }
    CrawlRun run =
        new CrawlRun(
            engine(maps.toArray(new String[0])).build(),
            Seeds.of(List.of()),
            sink,
            CrawlListener.NONE);
    Thread reader = new Thread(run::feed);
    reader.start();
    Awaitility.await().until(() -> web.requests().size() == 20);
    Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
    run.stop();

    CrawlSummary summary = ended(run);
    assertThat(summary.requests()).isEqualTo(20);
    assertThat(silent).allMatch(CompletableFuture::isCancelled);
    reader.join();
  }

  @Test
  void fiftyUrlsOfADeadHost_askForItsRobotsThreeTimes() throws Exception {
    web.answer("http://dead.example/robots.txt", TIMEOUT);
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      urls.add("http://dead.example/" + i);
    }
    CrawlSummary summary = crawl(new TestEngine(time, web).robots().retries(2), urls);

    assertThat(summary.count(Outcome.CONNECT_TIMEOUT)).isEqualTo(50);
    assertThat(sink.page("http://dead.example/49").detail())
        .isEqualTo("robots.txt: no connection in 10 s");
    assertThat(web.requests().size()).isBetween(3, 4);
  }

  @Test
  void robotsThatRedirectToARestingHost_areWaitedForHalfAMinute() throws Exception {
    HostGates gates =
        new HostGates(
            Politeness.of(100, 4, Duration.ZERO),
            time.ticker(),
            time,
            () -> false,
            new SplittableRandom(1));
    gates.rest(((CrawlUrl) CrawlUrl.parse("http://rests.example/")).host(), Duration.ofHours(1));
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      web.redirect("http://h" + i + ".example/robots.txt", "http://rests.example/robots.txt");
      urls.add("http://h" + i + ".example/");
    }
    CrawlRun run =
        new CrawlRun(
            new TestEngine(time, web).robots().gates(gates).build(),
            Seeds.of(urls),
            sink,
            CrawlListener.NONE);
    run.feed();
    time.advance(Duration.ofSeconds(Downloads.LONGEST_WAIT));

    assertThat(ended(run).count(Outcome.TIMEOUT)).isEqualTo(200);
    assertThat(sink.page("http://h0.example/").detail())
        .isEqualTo(
            "robots.txt: http://rests.example, where it redirects to, takes no requests for now");
    assertThat(web.requested()).noneMatch(url -> url.contains("rests"));
  }
}
