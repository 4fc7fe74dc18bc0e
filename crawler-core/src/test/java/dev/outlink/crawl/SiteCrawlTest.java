package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.scope.ScopeKind;
import dev.outlink.seed.Seeds;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crawls of sites under virtual time, with servers of our own, on the test's thread. */
@Timeout(60)
class SiteCrawlTest {

  private final VirtualTime time = new VirtualTime();
  private final FakeWeb web = new FakeWeb();
  private CollectingSink sink = new CollectingSink();

  private TestEngine engine(int depth) {
    return new TestEngine(time, web).scope(ScopeConfig.DEFAULT.withDepth(depth));
  }

  private CrawlSummary crawl(TestEngine engine, String... urls) throws Exception {
    sink = new CollectingSink();
    CrawlRun run = new CrawlRun(engine.build(), Seeds.of(List.of(urls)), sink, CrawlListener.NONE);
    run.feed();
    time.runAll();
    CrawlSummary summary = run.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(summary.imbalance()).isEmpty();
    return summary;
  }

  private static FetchOutcome status(int status, String retryAfter) {
    return new FetchOutcome.Other(
        FetchEnd.HTTP_ERROR,
        status,
        "text/html",
        "",
        retryAfter.isEmpty() ? null : new RetryAfter(retryAfter, null));
  }

  @Test
  void depth_bounds_howFarLinksAreFollowed() throws Exception {
    web.page("http://a.example/", "/1", "/1#f", "/")
        .page("http://a.example/1", "/2", "/")
        .page("http://a.example/2", "/3")
        .page("http://a.example/3");
    CrawlSummary summary = crawl(engine(2), "http://a.example/");

    assertThat(web.requested())
        .containsExactly("http://a.example/", "http://a.example/1", "http://a.example/2");
    assertThat(sink.page("http://a.example/2").depth()).isEqualTo(2);
    assertThat(summary.discovered()).isEqualTo(2);
    assertThat(sink.rows()).contains("http://a.example/2 http://a.example/3");
  }

  @Test
  void depth_isThatOfTheShortestWay_whateverComesFirst() throws Exception {
    // /deep is found from /1 at depth 2 and again, later, on the seed that is slow.
    CompletableFuture<FetchOutcome> slow = web.silent("http://a.example/slow");
    web.page("http://a.example/", "/1")
        .page("http://a.example/1", "/deep")
        .page("http://a.example/deep", "/end")
        .page("http://a.example/end");
    CrawlRun run =
        new CrawlRun(
            engine(2).build(),
            Seeds.of(List.of("http://a.example/", "http://a.example/slow")),
            sink,
            CrawlListener.NONE);
    run.feed();
    slow.complete(FakeWeb.pageOf("http://a.example/slow", "/deep"));
    time.runAll();

    assertThat(run.completion().toCompletableFuture()).isCompleted();
    assertThat(sink.page("http://a.example/deep").depth()).isEqualTo(1);
    assertThat(web.requested()).contains("http://a.example/end");
  }

  @Test
  void links_outOfScope_areRowsAndNotCrawled() throws Exception {
    web.page("http://a.example/", "http://b.example/", "mailto:x@a.example", "/ok")
        .page("http://a.example/ok");
    CrawlSummary summary = crawl(engine(5), "http://a.example/");

    assertThat(sink.rows()).contains("http://a.example/ http://b.example/");
    assertThat(web.requested()).containsExactly("http://a.example/", "http://a.example/ok");
    assertThat(summary.notCrawled()).containsEntry(Admission.OUT_OF_SCOPE, 1L);
  }

  @Test
  void redirect_inASite_isSettledAndItsTargetCrawledOnce() throws Exception {
    web.page("http://a.example/", "/old", "/new", "/other")
        .redirect("http://a.example/old", "/new")
        .redirect("http://a.example/other", "http://b.example/")
        .page("http://a.example/new", "/x")
        .page("http://a.example/x");
    crawl(engine(5), "http://a.example/");

    assertThat(web.requested().stream().filter("http://a.example/new"::equals)).hasSize(1);
    assertThat(sink.page("http://a.example/old").outcome()).isEqualTo(Outcome.REDIRECT);
    assertThat(sink.page("http://a.example/old").detail()).startsWith("to http://a.example/new");
    assertThat(sink.page("http://a.example/other").detail())
        .contains("to http://b.example/, which is not crawled: ");
    assertThat(sink.rows()).containsOnlyOnce("http://a.example/new http://a.example/x");
    assertThat(web.requested()).doesNotContain("http://b.example/");
  }

  @Test
  void redirect_ofASeed_widensItsScopeToWhereItLeads() throws Exception {
    web.redirect("http://a.example/", "http://www.a.example/")
        .page("http://www.a.example/", "/1", "http://a.example/2", "http://b.example/")
        .page("http://www.a.example/1")
        .page("http://a.example/2");
    crawl(engine(3), "http://a.example/");

    assertThat(web.requested())
        .containsExactlyInAnyOrder(
            "http://a.example/",
            "http://www.a.example/",
            "http://www.a.example/1",
            "http://a.example/2");
    assertThat(web.requests())
        .filteredOn(r -> r.url().hostname().startsWith("www"))
        .noneMatch(r -> r.ownHeaders());
    assertThat(web.requests())
        .filteredOn(r -> r.url().hostname().equals("a.example"))
        .allMatch(r -> r.ownHeaders());
    assertThat(sink.page("http://www.a.example/").depth()).isZero();
    assertThat(sink.page("http://www.a.example/1").depth()).isOne();
  }

  @Test
  void redirects_thatNeverEnd_endAtTheLimit() throws Exception {
    for (int i = 0; i < 30; i++) {
      web.redirect("http://a.example/r" + i, "/r" + (i + 1));
    }
    web.page("http://a.example/", "/r0");
    CrawlSummary summary = crawl(engine(2).maxRedirects(10), "http://a.example/");

    assertThat(summary.count(Outcome.REDIRECT_LIMIT)).isOne();
    assertThat(sink.page("http://a.example/r10").outcome()).isEqualTo(Outcome.REDIRECT_LIMIT);
  }

  /** Whoever of the circle comes last is told, also where all of them are linked. */
  @Test
  void redirects_inACircle_endAtTheOneThatClosesIt() throws Exception {
    web.page("http://a.example/", "/self", "/x", "/p", "/q")
        .redirect("http://a.example/self", "/self")
        .redirect("http://a.example/x", "/y")
        .redirect("http://a.example/y", "/z")
        .redirect("http://a.example/z", "/x")
        .redirect("http://a.example/p", "/q")
        .redirect("http://a.example/q", "/p");
    CrawlSummary summary = crawl(engine(2).maxRedirects(10), "http://a.example/");

    assertThat(summary.count(Outcome.REDIRECT_LIMIT)).isEqualTo(3);
    assertThat(summary.count(Outcome.REDIRECT)).isEqualTo(3);
    assertThat(sink.page("http://a.example/self").outcome()).isEqualTo(Outcome.REDIRECT_LIMIT);
    assertThat(sink.page("http://a.example/z").outcome()).isEqualTo(Outcome.REDIRECT_LIMIT);
    assertThat(sink.page("http://a.example/z").detail())
        .isEqualTo("redirects in a circle; the next is to http://a.example/x");
  }

  @Test
  void retries_whatMayPass_comesBackAndHasOneRecord() throws Exception {
    int[] asked = new int[1];
    web.answer(
        "http://a.example/",
        request ->
            CompletableFuture.completedFuture(
                ++asked[0] < 3 ? status(502, "") : FakeWeb.pageOf("http://a.example/", "/x")));
    CrawlSummary summary = crawl(engine(0).retries(2), "http://a.example/");

    assertThat(summary.count(Outcome.PAGE)).isOne();
    assertThat(sink.page("http://a.example/").attempts()).isEqualTo(3);
    assertThat(summary.requests()).isEqualTo(3);
    assertThat(summary.elapsed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
  }

  @Test
  void retries_usedUp_leaveTheLastOutcome() throws Exception {
    web.answer("http://a.example/", status(503, "7")).answer("http://b.example/", status(404, ""));
    CrawlSummary summary = crawl(engine(0).retries(2), "http://a.example/", "http://b.example/");

    assertThat(sink.page("http://a.example/").status()).isEqualTo(503);
    assertThat(sink.page("http://a.example/").attempts()).isEqualTo(3);
    assertThat(sink.page("http://b.example/").attempts()).isEqualTo(1);
    assertThat(summary.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void stop_whileARetryWaits_settlesItAsStopped() throws Exception {
    web.answer("http://a.example/", status(502, ""));
    CrawlRun run =
        new CrawlRun(
            engine(0).retries(5).build(),
            Seeds.of(List.of("http://a.example/")),
            sink,
            CrawlListener.NONE);
    run.feed();
    run.stop();

    CrawlSummary summary = run.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(summary.count(Outcome.STOPPED)).isOne();
    assertThat(sink.page("http://a.example/").attempts()).isOne();
    assertThat(sink.page("http://a.example/").detail()).endsWith("tried before: 1");
    assertThat(summary.imbalance()).isEmpty();
  }

  @Test
  void robots_denial_isAnOutcomeAndOneFetchServesAll() throws Exception {
    web.answer("http://a.example/robots.txt", robots("User-agent: *\nDisallow: /private\n"))
        .page("http://a.example/", "/private/1", "/private/2", "/open")
        .page("http://a.example/open");
    CrawlSummary summary = crawl(engine(2).robots(), "http://a.example/");

    assertThat(summary.count(Outcome.ROBOTS_DENIED)).isEqualTo(2);
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(2);
    assertThat(sink.page("http://a.example/private/1").detail()).contains("/private");
    assertThat(web.requested().stream().filter(url -> url.endsWith("/robots.txt"))).hasSize(1);
    assertThat(web.requested()).doesNotContain("http://a.example/private/1");
  }

  @Test
  void robots_crawlDelay_isKeptUpToItsCap() throws Exception {
    web.answer("http://a.example/robots.txt", robots("User-agent: *\nCrawl-delay: 7\n"))
        .answer("http://b.example/robots.txt", robots("User-agent: *\nCrawl-delay: 100000\n"));
    String[] urls = new String[10];
    for (int i = 0; i < 10; i++) {
      urls[i] = "http://" + (i % 2 == 0 ? "a" : "b") + ".example/" + i;
      web.page(urls[i]);
    }
    CrawlSummary summary = crawl(engine(0).robots(), urls);
    // The slower host: five pages 30 s apart.
    assertThat(summary.elapsed()).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(151));
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(10);
  }

  @Test
  void robots_serverError_deniesAndIsAskedAgain() throws Exception {
    int[] asked = new int[1];
    web.answer(
            "http://a.example/robots.txt",
            request ->
                CompletableFuture.completedFuture(
                    ++asked[0] < 2 ? status(500, "") : status(404, "")))
        .page("http://a.example/");
    web.answer("http://b.example/robots.txt", status(500, "")).page("http://b.example/");
    CrawlSummary summary =
        crawl(engine(0).robots().retries(2), "http://a.example/", "http://b.example/");

    assertThat(sink.page("http://b.example/").outcome()).isEqualTo(Outcome.ROBOTS_DENIED);
    assertThat(sink.page("http://b.example/").status()).isEqualTo(500);
    assertThat(sink.page("http://b.example/").detail()).contains("robots.txt").contains("500");
    assertThat(sink.page("http://a.example/").outcome()).isEqualTo(Outcome.PAGE);
    assertThat(web.requested()).doesNotContain("http://b.example/");
    assertThat(summary.count(Outcome.PAGE)).isOne();
  }

  @Test
  void robots_hostThatCannotBeReached_isToldAsThat() throws Exception {
    web.answer(
        "http://a.example/robots.txt",
        new FetchOutcome.Other(FetchEnd.DNS_ERROR, 0, null, "no address for a.example"));
    CrawlSummary summary = crawl(engine(0).robots(), "http://a.example/");

    assertThat(summary.count(Outcome.DNS_ERROR)).isOne();
    assertThat(web.requests()).hasSize(1);
  }

  @Test
  void robots_redirects_areFollowedFiveTimes() throws Exception {
    for (int i = 0; i < 6; i++) {
      web.redirect("http://a.example/r" + i, "/r" + (i + 1));
      web.redirect("http://b.example/r" + i, "/r" + (i + 1));
    }
    web.redirect("http://a.example/robots.txt", "/r2") // five in all
        .redirect("http://b.example/robots.txt", "/r1") // six
        .answer("http://a.example/r6", robots("User-agent: *\nDisallow: /\n"))
        .answer("http://b.example/r6", robots("User-agent: *\nDisallow: /\n"))
        .page("http://a.example/")
        .page("http://b.example/");
    crawl(engine(0).robots(), "http://a.example/", "http://b.example/");

    assertThat(sink.page("http://a.example/").outcome()).isEqualTo(Outcome.ROBOTS_DENIED);
    assertThat(sink.page("http://b.example/").outcome()).isEqualTo(Outcome.PAGE);
  }

  @Test
  void hostDown_afterFailuresInARow_settlesTheRestAtOnce() throws Exception {
    String[] urls = new String[100];
    for (int i = 0; i < 100; i++) {
      urls[i] = "http://dead.example/" + i;
      web.answer(urls[i], new FetchOutcome.Other(FetchEnd.CONNECT_REFUSED, 0, null, "refused"));
    }
    CrawlSummary summary = crawl(engine(0), urls);

    assertThat(summary.count(Outcome.CONNECT_REFUSED))
        .isEqualTo(Politeness.DEFAULT_MAX_HOST_FAILURES);
    assertThat(summary.count(Outcome.HOST_DOWN)).isEqualTo(90);
    assertThat(web.requests()).hasSize(Politeness.DEFAULT_MAX_HOST_FAILURES);
    assertThat(sink.page("http://dead.example/99").detail()).contains("10 times in a row");
    assertThat(sink.page("http://dead.example/99").attempts()).isZero();
  }

  @Test
  void maxPages_countsWhatIsTakenIn_andSaysSo() throws Exception {
    web.page("http://a.example/", "/1", "/2", "/3", "/4");
    for (int i = 1; i < 5; i++) {
      web.page("http://a.example/" + i);
    }
    TestEngine engine = new TestEngine(time, web);
    CrawlSummary summary =
        crawl(
            engine.scope(ScopeConfig.DEFAULT.withDepth(9).withMaxPages(3)),
            "http://a.example/",
            "http://b.example/");

    assertThat(summary.count(Outcome.PAGE) + summary.count(Outcome.HTTP_ERROR)).isEqualTo(3);
    assertThat(summary.notCrawled()).containsKey(Admission.MAX_PAGES);
    assertThat(summary.overBudget()).isTrue();
  }

  @Test
  void maxTime_stopsAndSettlesWhatIsLeft() throws Exception {
    CompletableFuture<FetchOutcome> never = web.silent("http://a.example/");
    CrawlRun run =
        new CrawlRun(
            engine(0)
                .maxTime(Duration.ofMinutes(1))
                .politeness(Politeness.of(1, 1, Duration.ZERO))
                .build(),
            Seeds.of(List.of("http://a.example/", "http://a.example/2")),
            sink,
            CrawlListener.NONE);
    run.feed();
    time.advance(Duration.ofMinutes(1));
    run.cancel();

    CrawlSummary summary = run.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(never).isCancelled();
    assertThat(summary.timeOver()).isTrue();
    assertThat(summary.overBudget()).isTrue();
    assertThat(sink.page("http://a.example/2").outcome()).isEqualTo(Outcome.OVER_BUDGET);
    assertThat(summary.imbalance()).isEmpty();
  }

  @Test
  void infiniteSites_endByTheDefaultBudgets() throws Exception {
    FakeWeb infinite =
        new FakeWeb()
            .otherwise(
                url -> {
                  if (url.path().startsWith("/cal/")) {
                    int day = Integer.parseInt(url.path().substring(5));
                    return FakeWeb.pageOf(url.href(), "/cal/" + (day + 1));
                  }
                  if (url.path().equals("/q")) {
                    return FakeWeb.pageOf(url.href(), "/q?page=x" + url.query());
                  }
                  long session = url.href().hashCode() * 7919L & 0xffffffffL;
                  String id = String.format("s%010dabcd%010d", session, session * 31 % 9999999999L);
                  return FakeWeb.pageOf(
                      url.href(), "/s/" + id + "/one", "/s/" + id + "/two", "/s/" + id + "/three");
                });
    for (String start :
        List.of("http://a.example/cal/1", "http://a.example/s/", "http://a.example/q?x")) {
      CrawlSummary summary =
          crawl(
              new TestEngine(time, infinite)
                  .frontierCapacity(1 << 16)
                  .scope(ScopeConfig.DEFAULT.withDepth(1_000_000)),
              start);
      assertThat(summary.overBudget() || summary.notCrawled().containsKey(Admission.URL_TOO_LONG))
          .as(start)
          .isTrue();
      assertThat(summary.count(Outcome.PAGE)).as(start).isBetween(100L, 10_100L);
    }
  }

  @Test
  void scopeAny_crawlsOtherHosts_withoutTheUsersHeaders() throws Exception {
    web.page("http://a.example/", "http://b.example/").page("http://b.example/");
    crawl(
        new TestEngine(time, web).scope(ScopeConfig.DEFAULT.withDepth(1).withScope(ScopeKind.ANY)),
        "http://a.example/");

    assertThat(web.requests()).hasSize(2);
    assertThat(web.requests().get(1).ownHeaders()).isFalse();
  }

  @Test
  void scopeInputs_takesTheHostsOfAllInputs_alsoOfThoseThatComeLater() throws Exception {
    web.page("http://a.example/", "http://b.example/x", "http://c.example/", "http://b.example:81/")
        .page("http://b.example/x", "http://d.example/1")
        .page("http://b.example/")
        .page("http://d.example/")
        .page("http://d.example/1");
    crawl(
        new TestEngine(time, web)
            .scope(ScopeConfig.DEFAULT.withDepth(2).withScope(ScopeKind.INPUTS)),
        "http://a.example/",
        "no url",
        "http://b.example/",
        "http://D.example./");

    assertThat(web.requested())
        .containsExactlyInAnyOrder(
            "http://a.example/",
            "http://b.example/",
            "http://b.example/x",
            "http://d.example./",
            "http://d.example/1");
  }

  @Test
  void sitemaps_ofRobotsAndGiven_areSeeds() throws Exception {
    web.answer(
            "http://a.example/robots.txt",
            robots("User-agent: *\nDisallow:\nSitemap: http://a.example/map.xml\n"))
        .answer("http://a.example/map.xml", robots(sitemap("http://a.example/1")))
        .answer("http://c.example/given.xml", robots(sitemap("http://c.example/2")))
        .page("http://a.example/")
        .page("http://a.example/1")
        .page("http://c.example/2");
    CrawlSummary summary =
        crawl(
            engine(0)
                .robots()
                .sitemaps(new SitemapConfig(List.of("http://c.example/given.xml"), true)),
            "http://a.example/");

    assertThat(summary.inputs()).isEqualTo(3);
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(3);
  }

  @Test
  void sitemapOfTheUser_namesOtherHosts_theyGetNoneOfTheUsersHeaders() throws Exception {
    web.answer("http://a.example/map.xml", robots(sitemap("http://evil.example/")))
        .page("http://evil.example/");
    crawl(engine(0).sitemaps(new SitemapConfig(List.of("http://a.example/map.xml"), false)));

    assertThat(web.requested()).contains("http://evil.example/");
    assertThat(web.requests()).noneMatch(request -> request.ownHeaders());
  }

  @Test
  void sitemapThatNobodyNamed_isNotAskedForAgainstRobots() throws Exception {
    web.answer("http://a.example/robots.txt", robots("User-agent: *\nDisallow: /\n"));
    crawl(engine(0).robots().sitemaps(new SitemapConfig(List.of(), true)), "http://a.example/");

    assertThat(web.requested()).containsExactly("http://a.example/robots.txt");
  }

  @Test
  void sitemapOfTheUser_isAskedForWhateverRobotsSay_howeverItIsWritten() throws Exception {
    web.answer("http://a.example/robots.txt", robots("User-agent: *\nDisallow: /\n"))
        .answer("http://a.example/map.xml", robots(sitemap("http://a.example/1")));
    crawl(
        engine(0)
            .robots()
            .sitemaps(new SitemapConfig(List.of("HTTP://A.example:80/map.xml#x"), false)));

    assertThat(web.requested()).contains("http://a.example/map.xml");
    assertThat(sink.page("http://a.example/1").outcome()).isEqualTo(Outcome.ROBOTS_DENIED);
  }

  @Test
  void sitemapsOfHosts_withoutARobotsLine_areLookedForAtTheUsualPlace() throws Exception {
    web.page("http://a.example/")
        .answer("http://a.example/sitemap.xml", robots(sitemap("http://a.example/1")))
        .page("http://a.example/1");
    CrawlSummary summary =
        crawl(engine(0).robots().sitemaps(new SitemapConfig(List.of(), true)), "http://a.example/");

    assertThat(summary.count(Outcome.PAGE)).isEqualTo(2);
  }

  @Test
  void sitemap_thatIsNotThere_isTold() throws Exception {
    CrawlSummary summary =
        crawl(engine(0).sitemaps(new SitemapConfig(List.of("http://a.example/map.xml"), false)));

    assertThat(summary.failures()).hasSize(1);
    assertThat(summary.failures().get(0).outcome()).isEqualTo(Outcome.HTTP_ERROR);
    assertThat(summary.failures().get(0).status()).isEqualTo(404);
  }

  @Test
  void nofollow_obeyed_isCounted() throws Exception {
    web.answer(
        "http://a.example/",
        Page.of(
            (CrawlUrl) CrawlUrl.parse("http://a.example/"),
            "text/html",
            "<a rel=nofollow href=/x>x</a>".getBytes(StandardCharsets.UTF_8)));
    CrawlSummary summary = crawl(engine(2).obeysNofollow(), "http://a.example/");

    assertThat(summary.notCrawled()).containsEntry(Admission.NOFOLLOW, 1L);
  }

  @Test
  void disk_fails_endsTheCrawlWithItsError() throws Exception {
    web.otherwise(
        url -> {
          String[] links = new String[100];
          for (int i = 0; i < links.length; i++) {
            links[i] = url.href() + i + "/";
          }
          return FakeWeb.pageOf(url.href(), links);
        });
    CrawlRun run =
        new CrawlRun(
            engine(50)
                .frontierCapacity(64)
                .overflow(
                    () -> {
                      throw new UncheckedIOException(new IOException("No space left on device"));
                    })
                .build(),
            Seeds.of(List.of("http://a.example/")),
            sink,
            CrawlListener.NONE);
    run.feed();

    assertThat(run.completion().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("No space left on device");
  }

  private static String sitemap(String url) {
    return "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        + "<url><loc>"
        + url
        + "</loc></url></urlset>";
  }

  private static FetchOutcome robots(String text) {
    return FakeWeb.text(text);
  }
}
