package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.testing.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The engine under virtual time with servers of our own: everything runs on the test's thread
 * unless a test says so.
 */
@Timeout(60)
class CrawlRunTest {

  private final VirtualTime time = new VirtualTime();
  private final FakeWeb web = new FakeWeb();
  private final CollectingSink sink = new CollectingSink();

  private Engine engine(Fetcher fetcher, Politeness politeness, int maxRedirects) {
    return new TestEngine(time, fetcher).politeness(politeness).maxRedirects(maxRedirects).build();
  }

  private Engine engine() {
    return engine(web, Politeness.of(100, 4, Duration.ZERO), 10);
  }

  private static CrawlRun run(Engine engine, LinkSink sink, String... urls) {
    CrawlRun run = new CrawlRun(engine, Seeds.of(List.of(urls)), sink, CrawlListener.NONE);
    run.feed();
    return run;
  }

  private static CrawlSummary summary(CrawlRun crawl) throws Exception {
    return crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void crawl_pagesWithLinks_writesARowForEach() throws Exception {
    web.page("http://a.example/", "/x", "y#f", "http://b.example/").page("http://b.example/", "/z");
    CrawlSummary summary = summary(run(engine(), sink, "http://a.example/", "http://b.example/"));

    assertThat(sink.rows())
        .containsExactly(
            "http://a.example/ http://a.example/x",
            "http://a.example/ http://a.example/y#f",
            "http://a.example/ http://b.example/",
            "http://b.example/ http://b.example/z");
    assertThat(sink.isFinished()).isTrue();
    assertThat(summary.links()).isEqualTo(4);
    assertThat(summary.inputs()).isEqualTo(2);
    assertThat(summary.outcomes()).containsOnlyKeys(Outcome.PAGE);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(summary.stopped()).isFalse();
  }

  @Test
  void crawl_emptyInput_succeedsWithNothing() throws Exception {
    CrawlSummary summary = summary(run(engine(), sink));
    assertThat(summary.inputs()).isZero();
    assertThat(summary.imbalance()).isEmpty();
    assertThat(sink.isFinished()).isTrue();
  }

  @Test
  void crawl_inputsThatAreRefused_haveOneRecordEach() throws Exception {
    web.page("http://a.example/");
    CrawlSummary summary =
        summary(
            run(
                engine(),
                sink,
                "http://a.example/",
                "http://A.example:80",
                "nonsense",
                "ftp://a.example/"));

    assertThat(sink.outcomes())
        .containsEntry(Outcome.PAGE, 1)
        .containsEntry(Outcome.DUPLICATE, 1)
        .containsEntry(Outcome.BAD_URL, 2);
    assertThat(sink.page("nonsense").detail()).contains("argument 3");
    assertThat(sink.page("ftp://a.example/").detail())
        .isEqualTo("argument 4: ftp: cannot be fetched");
    assertThat(summary.inputs()).isEqualTo(4);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(web.requests()).hasSize(1);
  }

  @Test
  void crawl_linkThatIsTooLong_isCountedInTheDetail() throws Exception {
    String longest = "http://b.example/" + "x".repeat(65_536);
    web.page("http://a.example/", longest, "http://b.example/", longest)
        .page("http://c.example/", longest)
        .page("http://d.example/", "data:text/plain," + "x".repeat(70_000));

    summary(run(engine(), sink, "http://a.example/", "http://c.example/", "http://d.example/"));

    assertThat(sink.page("http://a.example/").detail())
        .isEqualTo("2 links longer than 65,536 characters left out");
    assertThat(sink.page("http://a.example/").links()).isEqualTo(1);
    assertThat(sink.page("http://c.example/").outcome()).isEqualTo(Outcome.PAGE);
    assertThat(sink.page("http://c.example/").detail())
        .isEqualTo("1 link longer than 65,536 characters left out");
    assertThat(sink.page("http://d.example/").detail()).isEmpty();
  }

  @Test
  void crawl_failures_areGroupedInTheSummary() throws Exception {
    CrawlSummary summary = summary(run(engine(), sink, "http://a.example/1", "http://a.example/2"));

    assertThat(summary.count(Outcome.HTTP_ERROR)).isEqualTo(2);
    assertThat(summary.failures()).hasSize(1);
    assertThat(summary.failures().get(0).count()).isEqualTo(2);
    assertThat(summary.failures().get(0).status()).isEqualTo(404);
    assertThat(sink.page("http://a.example/1").status()).isEqualTo(404);
  }

  @Test
  void crawl_redirects_areFollowedAndLinksResolveAgainstTheEnd() throws Exception {
    web.redirect("http://a.example/", "//b.example/dir/")
        .redirect("http://b.example/dir/", "page#frag")
        .page("http://b.example/dir/page", "next");
    run(engine(), sink, "http://a.example/");

    PageRecord page = sink.page("http://a.example/");
    assertThat(page.outcome()).isEqualTo(Outcome.PAGE);
    assertThat(page.finalUrl()).isEqualTo("http://b.example/dir/page");
    assertThat(page.redirects()).isEqualTo(2);
    assertThat(sink.rows()).containsExactly("http://a.example/ http://b.example/dir/next");
  }

  @Test
  void crawl_redirectToAnotherOrigin_leavesTheUsersHeadersBehind() throws Exception {
    web.redirect("http://a.example/", "/in")
        .redirect("http://a.example/in", "http://b.example/")
        .redirect("http://b.example/", "http://a.example/back")
        .page("http://a.example/back");
    run(engine(), sink, "http://a.example/");

    assertThat(web.requests().stream().map(FetchRequest::ownHeaders))
        .containsExactly(true, true, false, true);
  }

  @Test
  void crawl_locationsSelected_areRowsOnce() throws Exception {
    web.redirect("http://a.example/", "http://b.example/")
        .page("http://b.example/", "http://b.example/", "/x")
        .redirect("http://l.example/1", "/2")
        .redirect("http://l.example/2", "/1");
    Engine withLocations =
        new TestEngine(time, web)
            .links(LinkSelection.DEFAULT.withKinds(Set.of(LinkKind.A, LinkKind.LOCATION)))
            .build();
    CrawlSummary summary =
        summary(run(withLocations, sink, "http://a.example/", "http://l.example/1"));

    assertThat(sink.rows())
        .containsExactly(
            "http://a.example/ http://b.example/",
            "http://a.example/ http://b.example/x",
            "http://l.example/1 http://l.example/1",
            "http://l.example/1 http://l.example/2");
    assertThat(summary.links()).isEqualTo(4);
  }

  @Test
  void crawl_redirectsInACircle_endAtTheFirstThatIsMetAgain() throws Exception {
    web.redirect("http://a.example/", "http://b.example/")
        .redirect("http://b.example/", "http://a.example/#again")
        .redirect("http://a.example/self", "/self");
    Engine engine = engine(web, Politeness.of(100, 1, Duration.ZERO), 5);
    CrawlSummary summary = summary(run(engine, sink, "http://a.example/", "http://a.example/self"));

    assertThat(web.requests()).hasSize(5);
    assertThat(sink.page("http://a.example/").outcome()).isEqualTo(Outcome.REDIRECT_LIMIT);
    assertThat(sink.page("http://a.example/").redirects()).isEqualTo(2);
    assertThat(sink.page("http://a.example/self").outcome()).isEqualTo(Outcome.REDIRECT_LIMIT);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(engine.machines().gates().size()).isZero();
  }

  @Test
  void crawl_redirectToItselfAndThenAPage_isAPage() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    web.answer(
        "http://a.example/",
        request ->
            CompletableFuture.completedFuture(
                requests.incrementAndGet() == 1
                    ? new FetchOutcome.Redirect(302, "/")
                    : FakeWeb.pageOf("http://a.example/", "/x")));
    run(engine(), sink, "http://a.example/");

    assertThat(sink.rows()).containsExactly("http://a.example/ http://a.example/x");
  }

  @Test
  void crawl_redirectsThatLeadNowhere_areBadRedirects() throws Exception {
    web.redirect("http://a.example/1", "http://[bad/")
        .redirect("http://a.example/2", "mailto:me@a.example")
        .answer("http://a.example/3", new FetchOutcome.Redirect(301, null));
    run(engine(), sink, "http://a.example/1", "http://a.example/2", "http://a.example/3");

    assertThat(sink.outcomes()).containsOnlyKeys(Outcome.BAD_REDIRECT);
    assertThat(sink.page("http://a.example/3").detail()).contains("without a Location");
    assertThat(sink.page("http://a.example/2").detail()).contains("mailto:me@a.example");
  }

  @Test
  void crawl_deadHosts_doNotHoldUpOthers() throws Exception {
    List<String> urls = new ArrayList<>();
    List<CompletableFuture<FetchOutcome>> dead = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      urls.add("http://dead.example/" + i);
      dead.add(web.silent("http://dead.example/" + i));
    }
    for (int i = 0; i < 500; i++) {
      urls.add("http://h" + i % 10 + ".example/" + i);
      web.page("http://h" + i % 10 + ".example/" + i);
    }
    Politeness neverParked =
        new Politeness(6, 4, Duration.ZERO, 32, Duration.ZERO, false, 0, Duration.ofMinutes(5));
    Engine engine = engine(web, neverParked, 10);
    CrawlRun run = run(engine, sink, urls.toArray(String[]::new));

    assertThat(sink.outcomes()).containsEntry(Outcome.PAGE, 500);
    assertThat(run.progress().inFlight()).isEqualTo(4);
    assertThat(run.progress().waiting()).isEqualTo(46);
    dead.forEach(
        future -> future.complete(new FetchOutcome.Other(FetchEnd.TIMEOUT, 0, null, "late")));
    CrawlSummary summary = summary(run);
    assertThat(summary.count(Outcome.TIMEOUT)).isEqualTo(50);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(engine.machines().gates().size()).isZero();
  }

  @Test
  void crawl_redirectTargets_waitAtTheirOwnHostsGate() throws Exception {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      urls.add("http://h" + i + ".example/");
      web.redirect("http://h" + i + ".example/", "http://victim.example/" + i);
      var unused = web.silent("http://victim.example/" + i);
    }
    CrawlRun run =
        run(
            engine(web, Politeness.of(100, 3, Duration.ZERO), 10),
            sink,
            urls.toArray(String[]::new));

    assertThat(web.requested().stream().filter(url -> url.contains("victim"))).hasSize(3);
    run.close();
    assertThat(sink.outcomes()).containsEntry(Outcome.STOPPED, 20);
  }

  @Test
  void crawl_manyFetchesThatCompleteAtOnce_doNotDeepenTheStack() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    Fetcher instant =
        new Fetcher() {
          @Override
          public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
            fetched.incrementAndGet();
            return CompletableFuture.completedFuture(
                new FetchOutcome.Other(FetchEnd.NOT_HTML, 200, "image/png", ""));
          }

          @Override
          public void close() {}
        };
    List<String> urls = IntStream.range(0, 100_000).mapToObj(i -> "http://a.example/" + i).toList();
    CrawlRun run =
        new CrawlRun(
            engine(instant, Politeness.of(1, 1, Duration.ZERO), 10),
            Seeds.of(urls),
            sink,
            CrawlListener.NONE);
    run.feed();
    assertThat(summary(run).count(Outcome.NOT_HTML)).isEqualTo(100_000);
    assertThat(fetched).hasValue(100_000);
  }

  @Test
  void crawl_moreSeedsThanTheFrontierHolds_readsOnWhenThereIsRoom() throws Exception {
    CompletableFuture<FetchOutcome> first = web.silent("http://a.example/0");
    String[] urls =
        IntStream.range(0, 3000).mapToObj(i -> "http://a.example/" + i).toArray(String[]::new);
    Engine engine = engine(web, Politeness.of(1, 1, Duration.ZERO), 10);
    CrawlRun run = new CrawlRun(engine, Seeds.of(List.of(urls)), sink, CrawlListener.NONE);
    Thread reader = new Thread(run::feed);
    reader.start();
    org.awaitility.Awaitility.await()
        .until(() -> run.progress().waiting() == 1_000); // one in the reader's hand
    assertThat(run.progress().inputRead()).isLessThan(0.4);

    first.complete(new FetchOutcome.Other(FetchEnd.HTTP_ERROR, 500, null, ""));
    assertThat(summary(run).count(Outcome.HTTP_ERROR)).isEqualTo(3000);
    reader.join(10_000);
  }

  @Test
  void sinkThatBreaks_whileNothingIsWritten_endsTheCrawlAtOnce() {
    CompletableFuture<Void> broken = new CompletableFuture<>();
    LinkSink breaking =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> broken() {
            return broken;
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    CompletableFuture<FetchOutcome> silent = web.silent("http://a.example/");
    CrawlRun run = run(engine(), breaking, "http://a.example/");
    assertThat(run.completion().toCompletableFuture()).isNotDone();

    broken.completeExceptionally(new IOException("broken"));

    assertThat(silent).isCancelled();
    assertThat(run.completion().toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withMessageContaining("broken");
  }

  @Test
  void stop_requestsInFlight_endAndTheRestIsStopped() throws Exception {
    CompletableFuture<FetchOutcome> slow = web.silent("http://a.example/1");
    CrawlRun run =
        run(
            engine(web, Politeness.of(10, 1, Duration.ZERO), 10),
            sink,
            "http://a.example/1",
            "http://a.example/2",
            "http://a.example/3");
    run.stop();
    run.stop();
    assertThat(run.completion().toCompletableFuture()).isNotDone();

    slow.complete(FakeWeb.pageOf("http://a.example/1", "/x"));
    CrawlSummary summary = summary(run);
    assertThat(summary.stopped()).isTrue();
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(1);
    assertThat(summary.count(Outcome.STOPPED)).isEqualTo(2);
    assertThat(summary.imbalance()).isEmpty();
  }

  @Test
  void stop_allSettledOrOnTheirWay_leftNothingOut() throws Exception {
    CompletableFuture<FetchOutcome> slow = web.silent("http://a.example/1");
    CrawlRun run = run(engine(), sink, "http://a.example/1");
    run.stop();
    slow.complete(FakeWeb.pageOf("http://a.example/1", "/x"));

    CrawlSummary summary = summary(run);
    assertThat(summary.stopped()).isFalse();
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(1);
  }

  @Test
  void cancel_requestsInFlight_areCancelled() throws Exception {
    CompletableFuture<FetchOutcome> slow = web.silent("http://a.example/1");
    Engine engine = engine();
    CrawlRun run = run(engine, sink, "http://a.example/1", "http://b.example/");
    run.cancel();

    CrawlSummary summary = summary(run);
    assertThat(slow).isCancelled();
    assertThat(summary.count(Outcome.STOPPED)).isEqualTo(1);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(engine.machines().gates().size()).isZero();
  }

  @Test
  void stop_readerBlockedInItsInput_endsAllTheSame() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Seeds blocked =
        () ->
            new SeedReader() {
              @Override
              public dev.outlink.seed.Seed next() throws IOException {
                reading.countDown();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                return new dev.outlink.seed.Seed.Invalid("late", "x:1", "late");
              }

              @Override
              public double progress() {
                return Double.NaN;
              }

              @Override
              public void close() {}
            };
    CrawlRun run = new CrawlRun(engine(), blocked, sink, CrawlListener.NONE);
    Thread reader = new Thread(run::feed);
    reader.start();
    assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
    run.stop();

    CrawlSummary summary = summary(run);
    assertThat(summary.inputs()).isZero();
    assertThat(summary.stopped()).isTrue();
    assertThat(sink.isFinished()).isTrue();
    never.countDown();
    reader.join(10_000);
    assertThat(sink.pages()).isEmpty();
  }

  @Test
  void crawl_inputCannotBeOpened_failsAndLeavesTheOutputAlone() {
    AtomicInteger opened = new AtomicInteger();
    LinkSink untouched =
        new LinkSink() {
          @Override
          public void open() {
            opened.incrementAndGet();
          }

          @Override
          public CompletionStage<Void> write(PageResult result) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    CrawlRun run =
        new CrawlRun(
            engine(),
            () -> {
              throw new IOException("urls.txt: no such file");
            },
            untouched,
            CrawlListener.NONE);
    run.feed();

    assertThatThrownBy(() -> summary(run))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("urls.txt: no such file");
    assertThat(opened).hasValue(0);
  }

  @Test
  void crawl_sinkFails_endsWithItsError() {
    CompletableFuture<FetchOutcome> slow = web.silent("http://b.example/");
    web.page("http://a.example/");
    LinkSink full =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            return CompletableFuture.failedFuture(new IOException("links.tsv: no space left"));
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    CrawlRun run = run(engine(), full, "http://b.example/", "http://a.example/");

    assertThatThrownBy(() -> summary(run)).hasMessageContaining("links.tsv: no space left");
    assertThat(slow).isCancelled();
  }

  @Test
  void crawl_sinkThrowsErrors_endsAllTheSame() {
    web.page("http://a.example/");
    LinkSink broken =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            throw new AssertionError("in write");
          }

          @Override
          public CompletionStage<Void> finish() {
            throw new AssertionError("in finish");
          }
        };
    CrawlRun run = run(engine(), broken, "nonsense", "http://a.example/", "more nonsense");

    assertThatThrownBy(() -> summary(run)).hasMessageContaining("in write");
  }

  @Test
  void crawl_readerThrowsAnError_doesNotPassForTheWholeInput() {
    CrawlRun run =
        new CrawlRun(
            engine(),
            () -> {
              throw new AssertionError("in open");
            },
            sink,
            CrawlListener.NONE);
    run.feed();

    assertThatThrownBy(() -> summary(run)).hasMessageContaining("in open");
  }

  @Test
  void crawl_slowSink_keepsThePageUntilItIsTaken() throws Exception {
    web.page("http://a.example/", "/x");
    CompletableFuture<Void> taken = new CompletableFuture<>();
    LinkSink slow =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            return taken;
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    CrawlRun run = run(engine(), slow, "http://a.example/");
    assertThat(run.progress().settled()).isZero();
    assertThat(run.completion().toCompletableFuture()).isNotDone();
    taken.complete(null);
    assertThat(summary(run).count(Outcome.PAGE)).isEqualTo(1);
  }

  @Test
  void crawl_listenerThrows_goesOn() throws Exception {
    web.page("http://a.example/", "/x");
    CrawlListener angry =
        event -> {
          throw new IllegalStateException("at " + event);
        };
    CrawlRun run = new CrawlRun(engine(), Seeds.of(List.of("http://a.example/")), sink, angry);
    run.feed();
    assertThat(summary(run).count(Outcome.PAGE)).isEqualTo(1);
  }

  @Test
  void crawl_fetcherBreaksItsContract_settlesAsInternalError() throws Exception {
    web.answer(
        "http://a.example/1",
        request -> {
          throw new IllegalStateException("a bug");
        });
    web.answer("http://a.example/2", request -> CompletableFuture.failedFuture(new Error("worse")));
    web.page("http://a.example/3");
    Engine engine = engine(web, Politeness.of(1, 1, Duration.ZERO), 10);
    CrawlSummary summary =
        summary(
            run(engine, sink, "http://a.example/1", "http://a.example/2", "http://a.example/3"));

    assertThat(summary.count(Outcome.INTERNAL_ERROR)).isEqualTo(2);
    assertThat(summary.count(Outcome.PAGE)).isEqualTo(1);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(engine.machines().gates().size()).isZero();
  }

  @Test
  void crawl_hostDelay_isKeptUnderVirtualTime() throws Exception {
    List<Long> at = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String here = "http://a.example/" + i;
      web.answer(
          here,
          request -> {
            at.add(time.now());
            return CompletableFuture.<FetchOutcome>completedFuture(FakeWeb.pageOf(here));
          });
    }
    Engine engine = engine(web, Politeness.of(10, 4, Duration.ofSeconds(1)), 10);
    CrawlRun run =
        run(
            engine,
            sink,
            IntStream.range(0, 5).mapToObj(i -> "http://a.example/" + i).toArray(String[]::new));
    time.runAll();

    CrawlSummary summary = summary(run);
    assertThat(summary.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    for (int i = 1; i < 5; i++) {
      assertThat(at.get(i) - at.get(i - 1)).isEqualTo(1_000_000_000L);
    }
  }

  @Test
  void bug_whereACountIsLost_endsTheCrawlAllTheSame() {
    FetchOutcome never = new FetchOutcome.Other(FetchEnd.STOPPED, 0, null, "");
    CompletableFuture<FetchOutcome> lost =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            return false; // as if its end had got lost
          }
        };
    web.answer("http://a.example/", request -> lost);
    CrawlRun run = run(engine(), sink, "http://a.example/");
    OutOfMemoryError error = new OutOfMemoryError("as if");

    run.bug(error);
    assertThat(run.completion().toCompletableFuture()).isNotDone();
    time.advance(Duration.ofSeconds(10));

    assertThatThrownBy(() -> summary(run)).hasCause(error);
    assertThat(sink.isFinished()).isTrue();
    assertThat(lost.complete(never)).isTrue();
  }

  @Test
  void listenerThatSleeps_holdsUpNothing() throws Exception {
    ArrayDeque<Runnable> asleep = new ArrayDeque<>();
    List<String> heard = new ArrayList<>();
    CrawlListener listener =
        event -> {
          if (event instanceof CrawlEvent.Written written) {
            heard.add(written.page().url());
          } else if (event instanceof CrawlEvent.Finished) {
            heard.add("finished");
          }
        };
    String[] urls =
        IntStream.range(0, 2_000).mapToObj(i -> "http://a.example/" + i).toArray(String[]::new);
    Engine engine =
        new TestEngine(time, web).frontierCapacity(10_000).listeners(asleep::add).build();
    CrawlRun run = new CrawlRun(engine, Seeds.of(List.of(urls)), sink, listener);
    run.feed();

    assertThat(summary(run).inputs()).isEqualTo(2_000);
    assertThat(heard).isEmpty();
    asleep.remove().run();
    assertThat(heard).hasSize(2_001).endsWith("finished");
    assertThat(asleep).as("one thread, one after the other").isEmpty();
  }
}
