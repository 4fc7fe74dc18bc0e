package dev.outlink.crawl;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.frontier.Budget;
import dev.outlink.frontier.Frontier;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of a crawl, and whether the sums meet. */
class CrawlTallyTest {

  private static final Host HOST = new Host("http", "a.example", 80);

  private final CrawlTally tally = new CrawlTally();
  private final Frontier frontier =
      new Frontier(
          new FrontierConfig(100, 1, 1, false, CanonicalKey.STANDARD),
          Budget.NONE,
          () -> {
            throw new IllegalStateException("no room on disk");
          },
          () -> {},
          bug -> {},
          new VirtualTime().ticker(),
          new SplittableRandom(1));

  private static PageRecord page(int number, Outcome outcome, int status, int links, long bytes) {
    return new PageRecord(
        "http://a.example/" + number,
        outcome,
        status,
        null,
        0,
        null,
        bytes,
        links,
        0,
        1,
        Instant.EPOCH,
        "detail " + number,
        1);
  }

  /** A URL from the input to its end. */
  private void crawled(PageRecord page) {
    tally.on(CrawlEvent.SeedRead.EVENT);
    tally.on(new CrawlEvent.Started(url(page.url()), 1));
    tally.on(new CrawlEvent.Ended(HOST, Duration.ofMillis(30)));
    tally.on(new CrawlEvent.Arrived(url(page.url())));
    tally.on(new CrawlEvent.Extracted(url(page.url()), page.links()));
    tally.on(new CrawlEvent.Given(page));
    tally.on(new CrawlEvent.Written(page));
  }

  private CrawlSummary summary() {
    return tally.summary(frontier, Duration.ofSeconds(2), true, false);
  }

  @Test
  void summary_ofACrawl_isWhatWasTold() {
    crawled(page(1, Outcome.PAGE, 200, 3, 100));
    crawled(page(2, Outcome.PAGE, 200, 4, 50));
    crawled(page(3, Outcome.HTTP_ERROR, 404, 0, 7));
    CrawlSummary summary = summary();
    assertThat(summary.imbalance()).isEmpty();
    assertThat(summary.inputs()).isEqualTo(3);
    assertThat(summary.discovered()).isZero();
    assertThat(summary.outcomes()).isEqualTo(Map.of(Outcome.PAGE, 2L, Outcome.HTTP_ERROR, 1L));
    assertThat(summary.links()).isEqualTo(7);
    assertThat(summary.bytes()).isEqualTo(157);
    assertThat(summary.requests()).isEqualTo(3);
    assertThat(summary.elapsed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(summary.stopped()).isFalse();
    assertThat(summary.notCrawled()).isEmpty();
    assertThat(summary.slowestHosts())
        .containsExactly(new CrawlSummary.HostTime("http://a.example", 3, Duration.ofMillis(30)));
    assertThat(summary.failures())
        .containsExactly(
            new CrawlSummary.Failures(
                Outcome.HTTP_ERROR, 404, 1, "http://a.example/3", "detail 3"));
  }

  @Test
  void summary_ofNothing_isEmptyAndBalanced() {
    CrawlSummary summary = summary();
    assertThat(summary.outcomes()).isEmpty();
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.imbalance()).isEmpty();
    assertThat(summary.count(Outcome.PAGE)).isZero();
    assertThat(summary.overBudget()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "false,false,true", "true,true,true", "false,true,true"})
  void stopped_whereInputOrTimeLeftSomethingOut(
      boolean inputEnded, boolean timeOver, boolean stopped) {
    CrawlSummary summary = tally.summary(frontier, Duration.ZERO, inputEnded, timeOver);
    assertThat(summary.stopped()).isEqualTo(stopped);
    assertThat(summary.inputRead()).isEqualTo(inputEnded);
    assertThat(summary.overBudget()).isEqualTo(timeOver);
  }

  @Test
  void stopped_whereAUrlWasAbandoned() {
    tally.on(CrawlEvent.SeedRead.EVENT);
    tally.on(new CrawlEvent.Forgotten(Outcome.STOPPED, 1));
    assertThat(summary().stopped()).isTrue();
    assertThat(summary().count(Outcome.STOPPED)).isEqualTo(1);
    assertThat(summary().imbalance()).isEmpty();
  }

  @Test
  void imbalance_eachPair_isNamedWithItsNumbers() {
    tally.on(CrawlEvent.SeedRead.EVENT);
    tally.on(new CrawlEvent.Admitted(url("http://a.example/"), 1, url("http://a.example/x")));
    tally.on(new CrawlEvent.Started(url("http://a.example/"), 1));
    tally.on(new CrawlEvent.Extracted(url("http://a.example/"), 5));
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(summary().imbalance())
        .containsExactly(
            "2 URLs read or found, but 0 outcomes",
            "1 URLs admitted, but 0 URLs settled",
            "5 links found, but 0 links written",
            "1 requests sent, but 0 requests ended");
  }

  /** For a seed a record follows, so only what a budget left out is counted twice. */
  @ParameterizedTest
  @EnumSource(Admission.class)
  void refused_linksAndSeedsOverBudget_areCounted(Admission reason) {
    tally.on(new CrawlEvent.Refused(url("http://a.example/"), reason, null));
    assertThat(summary().notCrawled()).isEqualTo(reason.isBudget() ? Map.of(reason, 1L) : Map.of());
    tally.on(new CrawlEvent.Refused(url("http://a.example/"), reason, url("http://b.example/")));
    assertThat(summary().notCrawled()).isEqualTo(Map.of(reason, reason.isBudget() ? 2L : 1L));
    assertThat(summary().spentBudgets().contains(reason))
        .isEqualTo(
            reason == Admission.MAX_PAGES
                || reason == Admission.MAX_PAGES_PER_HOST
                || reason == Admission.TOO_MANY_VARIANTS);
  }

  @Test
  void notFollowed_links_areCountedEach() {
    tally.on(new CrawlEvent.NotFollowed(url("http://a.example/"), 7));
    tally.on(new CrawlEvent.NotFollowed(url("http://a.example/"), 1));
    assertThat(summary().notCrawled()).isEqualTo(Map.of(Admission.NOFOLLOW, 8L));
  }

  @Test
  void failures_ofOutcomeAndStatus_areOneGroupWithItsFirst() {
    for (int i = 0; i < 1_000; i++) {
      crawled(page(i, Outcome.HTTP_ERROR, 404, 0, 0));
    }
    crawled(page(2_000, Outcome.HTTP_ERROR, 500, 0, 0));
    crawled(page(2_001, Outcome.DNS_ERROR, 0, 0, 0));
    crawled(page(2_002, Outcome.HTTP_ERROR, 410, 0, 0));
    assertThat(summary().failures())
        .extracting(CrawlSummary.Failures::url)
        .as("most frequent first, then by outcome and status")
        .containsExactly(
            "http://a.example/0",
            "http://a.example/2002",
            "http://a.example/2000",
            "http://a.example/2001");
    assertThat(summary().failures().get(0).count()).isEqualTo(1_000);
  }

  @Test
  void failures_ofMoreThanTwentyKinds_areTheTwentyMostFrequent() {
    int number = 0;
    for (int status = 400; status < 430; status++) {
      for (int times = 0; times <= status - 400; times++) {
        crawled(page(number++, Outcome.HTTP_ERROR, status, 0, 0));
      }
    }
    assertThat(summary().failures())
        .extracting(CrawlSummary.Failures::status)
        .hasSize(20)
        .startsWith(429, 428, 427)
        .endsWith(410);
  }

  /** A host that says no is no failure; one whose robots.txt cannot be had is. */
  @ParameterizedTest
  @CsvSource({
    "ROBOTS_DENIED,0,false",
    "ROBOTS_DENIED,503,true",
    "BAD_URL,0,true",
    "DUPLICATE,0,false",
    "OVER_BUDGET,0,false",
    "STOPPED,0,false",
    "PAGE,200,false",
    "TRUNCATED,200,false",
    "REDIRECT,301,false",
    "NOT_HTML,200,false",
    "HOST_DOWN,0,true",
    "TLS_ERROR,0,true",
  })
  void failures_whatAUserShouldKnow(Outcome outcome, int status, boolean told) {
    crawled(page(1, outcome, status, 0, 0));
    assertThat(summary().failures()).hasSize(told ? 1 : 0);
  }

  private void settled(@Nullable Instant fetchedAt) {
    PageRecord page =
        new PageRecord(
            "http://a.example/", Outcome.PAGE, 0, null, 0, null, 0, 0, 0, 0, fetchedAt, "", 0);
    tally.on(new CrawlEvent.Given(page));
    tally.on(new CrawlEvent.Written(page));
  }

  @Test
  void progress_atEachPlace_countsEveryUrlOnce() {
    CrawlEvent arrived = new CrawlEvent.Arrived(url("http://a.example/"));
    for (int i = 0; i < 10; i++) {
      tally.on(CrawlEvent.SeedRead.EVENT);
    }
    tally.on(arrived);
    tally.on(arrived);
    tally.on(arrived);
    tally.on(new CrawlEvent.Extracted(url("http://a.example/"), 0));
    tally.on(new CrawlEvent.Given(page(1, Outcome.PAGE, 200, 0, 0)));
    settled(Instant.EPOCH);
    settled(null);
    CrawlProgress progress = tally.progress(() -> 2, 0.5);
    assertThat(progress.toExtract()).isEqualTo(2);
    assertThat(progress.toWrite()).isEqualTo(1);
    assertThat(progress.settled()).isEqualTo(2);
    assertThat(progress.unasked()).isEqualTo(1);
    assertThat(progress.inFlight()).isEqualTo(2);
    assertThat(progress.waiting()).isEqualTo(3);
    assertThat(progress.known()).isEqualTo(10);
    assertThat(progress.inputRead()).isEqualTo(0.5);
  }

  @Test
  void progress_countsPagesAndFailures() {
    crawled(page(1, Outcome.PAGE, 200, 2, 10));
    crawled(page(2, Outcome.TRUNCATED, 200, 1, 10));
    crawled(page(3, Outcome.NOT_HTML, 200, 0, 0));
    crawled(page(4, Outcome.TIMEOUT, 0, 0, 0));
    CrawlProgress progress = tally.progress(() -> 0, 1);
    assertThat(progress.pages()).isEqualTo(2);
    assertThat(progress.failed()).isEqualTo(1);
    assertThat(progress.links()).isEqualTo(3);
    assertThat(progress.bytes()).isEqualTo(20);
    assertThat(progress.waiting()).isZero();
  }

  /** While URLs move, no number is negative and none is counted twice. */
  @Test
  void progress_whileOthersCount_isNeverMoreThanThereIs() throws Exception {
    int threads = 3;
    int each = 5_000;
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(threads);
    List<Thread> all = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      all.add(
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int i = 0; i < each; i++) {
                    crawled(page(i, i % 7 == 0 ? Outcome.TIMEOUT : Outcome.PAGE, 0, 1, 1));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  done.countDown();
                }
              }));
    }
    all.forEach(Thread::start);
    start.countDown();
    long before = 0;
    while (done.getCount() > 0) {
      CrawlProgress progress = tally.progress(() -> 0, Double.NaN);
      assertThat(progress.settled()).isGreaterThanOrEqualTo(before);
      assertThat(progress.known()).isLessThanOrEqualTo((long) threads * each);
      assertThat(progress.waiting()).isNotNegative();
      assertThat(progress.toExtract()).isBetween(0L, (long) threads);
      assertThat(progress.toWrite()).isBetween(0L, (long) threads);
      before = progress.settled();
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    CrawlSummary summary = summary();
    assertThat(summary.imbalance()).isEmpty();
    assertThat(summary.inputs()).isEqualTo((long) threads * each);
    for (Thread thread : all) {
      thread.join();
    }
  }
}
