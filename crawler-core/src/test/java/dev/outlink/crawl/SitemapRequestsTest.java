package dev.outlink.crawl;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.Outcome;
import dev.outlink.sitemap.SitemapSource.Body;
import dev.outlink.sitemap.SitemapSource.Bytes;
import dev.outlink.sitemap.SitemapSource.Failed;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests for sitemaps under virtual time, on the test's thread. */
@Timeout(60)
class SitemapRequestsTest {

  private static final FetchOutcome TIMEOUT =
      new FetchOutcome.Other(FetchEnd.TIMEOUT, 0, null, "no answer");
  private static final FetchOutcome REFUSED =
      new FetchOutcome.Other(FetchEnd.CONNECT_REFUSED, 0, null, "connection refused");
  private static final FetchOutcome BUSY =
      new FetchOutcome.Other(FetchEnd.HTTP_ERROR, 502, "text/html", "");

  private final VirtualTime time = new VirtualTime();
  private final FakeWeb web = new FakeWeb();
  private final CrawlTally tally = new CrawlTally();
  private final AtomicInteger open = new AtomicInteger();
  private boolean ends;

  private SitemapRequests requests(TestEngine engine) {
    return new SitemapRequests(
        engine.retries(2).build(),
        event -> {
          tally.on(event);
          return CompletableFuture.completedFuture(null);
        },
        () -> !ends && open.incrementAndGet() > 0,
        open::decrementAndGet);
  }

  private SitemapRequests requests() {
    return requests(new TestEngine(time, web));
  }

  /** HostAnswers in turn, the last one for ever. */
  private static Function<FetchRequest, CompletableFuture<FetchOutcome>> inTurn(
      FetchOutcome... outcomes) {
    ArrayDeque<FetchOutcome> left = new ArrayDeque<>(List.of(outcomes));
    return request ->
        CompletableFuture.completedFuture(left.size() > 1 ? left.remove() : left.element());
  }

  private static Bytes bytes(CompletableFuture<Body> body) {
    assertThat(body).isCompleted();
    assertThat(body.join()).isInstanceOf(Bytes.class);
    return (Bytes) body.join();
  }

  @Test
  void fetch_ofWhatMayPass_isTriedThreeTimesWithPauses() {
    web.answer("http://a.example/map", inTurn(TIMEOUT, BUSY, FakeWeb.text("http://a.example/1")));
    CompletableFuture<Body> body = requests().fetch(url("http://a.example/map"));
    assertThat(web.requests()).hasSize(1);
    time.advance(Duration.ofSeconds(2));
    assertThat(web.requests()).hasSize(2);
    assertThat(body).isNotDone();
    time.advance(Duration.ofSeconds(4));
    assertThat(web.requests()).hasSize(3);

    assertThat(bytes(body).length()).isEqualTo(18);
    assertThat(open).hasValue(0);
    assertThat(time.pending()).isZero();
  }

  @Test
  void fetch_thatFails_endsAsItsLastAttempt() {
    web.answer("http://a.example/map", inTurn(TIMEOUT, BUSY))
        .answer("http://b.example/map", REFUSED)
        .answer("http://c.example/map", new FetchOutcome.Redirect(301, "/moved"));
    SitemapRequests requests = requests();
    var busy = requests.fetch(url("http://a.example/map"));
    var refused = requests.fetch(url("http://b.example/map"));
    var gone = requests.fetch(url("http://c.example/map"));
    time.runAll();

    assertThat(busy).isCompletedWithValue(new Failed("http-error", 502, ""));
    assertThat(refused)
        .isCompletedWithValue(new Failed("connect-refused", 0, "connection refused"));
    assertThat(gone).isCompletedWithValue(new Failed("http-error", 404, "Not Found"));
    assertThat(web.requests()).hasSize(3 + 1 + 2);
  }

  @Test
  void ofHost_thatDoesNotAnswer_isAskedAgainAndThenLeftAlone() {
    web.answer("http://a.example/robots.txt", TIMEOUT)
        .answer(
            "http://b.example/robots.txt", inTurn(TIMEOUT, FakeWeb.text("Sitemap: /map.xml\n")));
    SitemapRequests requests = requests(new TestEngine(time, web).robots());
    var dead = requests.ofHost(new Host("http", "a.example", 80));
    var late = requests.ofHost(new Host("http", "b.example", 80));
    assertThat(dead).isNotDone();
    time.runAll();

    assertThat(dead).isCompletedWithValue(Optional.empty());
    assertThat(late).isCompletedWithValue(Optional.of(List.of("/map.xml")));
    assertThat(web.requests()).hasSize(3 + 2);
  }

  @Test
  void end_whereverFetchesAre_cancelsThemAll() {
    Politeness one = Politeness.of(100, 1, Duration.ZERO);
    CompletableFuture<FetchOutcome> underWay = web.silent("http://a.example/1");
    web.answer("http://b.example/map", TIMEOUT);
    SitemapRequests requests = requests(new TestEngine(time, web).politeness(one));
    List<CompletableFuture<Body>> bodies = new ArrayList<>();
    bodies.add(requests.fetch(url("http://b.example/map"))); // waits to be tried again
    for (int i = 1; i <= 100; i++) { // one is sent, some wait for their turn, and some for a place
      bodies.add(requests.fetch(url("http://a.example/" + i)));
    }
    assertThat(web.requests()).hasSize(2);

    requests.end(Outcome.OVER_BUDGET, "max-pages");

    Failed over = new Failed("over-budget", 0, "max-pages");
    assertThat(bodies).allMatch(body -> body.join().equals(over));
    assertThat(underWay).isCancelled();
    assertThat(open).hasValue(0);
    assertThat(requests.fetch(url("http://c.example/map"))).isCompletedWithValue(over);
    assertThat(requests.over()).isEqualTo(over);
    time.runAll();
    assertThat(web.requests()).hasSize(2);
  }

  @Test
  void fetch_whenTheCrawlEnds_sendsNothing() {
    ends = true;
    CompletableFuture<Body> body = requests().fetch(url("http://a.example/map"));
    assertThat(web.requests()).isEmpty();
    assertThat(body.join()).isInstanceOf(Failed.class);
  }

  @Test
  void fetch_ofManyThatAreNotRead_isThirtyTwoAhead() {
    web.otherwise(url -> FakeWeb.text("http://a.example/1"));
    SitemapRequests requests = requests();
    List<CompletableFuture<Body>> bodies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      bodies.add(requests.fetch(url("http://h" + i + ".example/map")));
    }
    time.advance(Duration.ofMinutes(10));
    for (int read = 0; read < 1_000; read++) {
      assertThat(web.requests()).hasSize(Math.min(1_000, SitemapRoom.PLACES + read));
      bytes(bodies.get(read)).close().run();
    }
  }

  @Test
  void fetch_behindSilentOnes_waitsASecondForEachThirtyTwo() {
    List<CompletableFuture<Body>> silent = new ArrayList<>();
    SitemapRequests requests = requests();
    for (int i = 0; i < 96; i++) {
      var unused = web.silent("http://silent" + i + ".example/map");
      silent.add(requests.fetch(url("http://silent" + i + ".example/map")));
    }
    web.answer("http://good.example/map", FakeWeb.text("http://a.example/1"));
    CompletableFuture<Body> good = requests.fetch(url("http://good.example/map"));
    assertThat(web.requests()).hasSize(32);
    time.advance(Duration.ofSeconds(3).minusNanos(1));
    assertThat(good).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(bytes(good).length()).isEqualTo(18);
    assertThat(silent).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void fetch_ofManyLargeBodies_holdsABoundAndLosesNone() {
    int hosts = 100;
    String large = "x".repeat(6 << 20);
    web.otherwise(url -> FakeWeb.text(large));
    SitemapRequests requests = requests();
    List<CompletableFuture<Body>> bodies = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      bodies.add(requests.fetch(url("http://h" + i + ".example/map")));
    }
    int read = 0;
    while (!bodies.isEmpty()) {
      time.advance(Duration.ofSeconds(2));
      List<CompletableFuture<Body>> held =
          bodies.stream().filter(CompletableFuture::isDone).toList();
      // Two in the 16 MiB, and the large one.
      assertThat(held).hasSizeBetween(1, 3);
      bytes(held.get(0)).close().run();
      CompletableFuture<Body> first = held.get(0);
      bodies.removeIf(body -> body == first);
      read++;
    }
    assertThat(read).isEqualTo(hosts);
    assertThat(open).hasValue(0);
  }
}
