package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RobotsPolicyTest {

  private static final RobotsAnswer.Unreachable DOWN =
      new RobotsAnswer.Unreachable(null, 503, "HTTP 503");

  /** Ordinary rules need no executor. */
  private static final Executor NEVER =
      task -> {
        throw new AssertionError("computed elsewhere");
      };

  private final VirtualTime time = new VirtualTime();
  private final List<Host> asked = new ArrayList<>();
  private final List<CompletableFuture<RobotsAnswer>> answers = new ArrayList<>();
  private final RobotsPolicy policy = policy(100, 64 << 20);

  private RobotsPolicy policy(int maxHosts, long maxWeight) {
    return new RobotsPolicy(
        host -> {
          asked.add(host);
          CompletableFuture<RobotsAnswer> answer = new CompletableFuture<>();
          answers.add(answer);
          return answer;
        },
        "Outlink/1.0 (+https://outlink.example)",
        time.ticker(),
        NEVER,
        maxHosts,
        maxWeight);
  }

  @Test
  void check_ofAllowedAndDisallowedPath_namesTheDecidingLine() {
    var denied = policy.check(url("https://a.example/private/x?y#z"));
    var allowed = policy.check(url("https://a.example/private/open"));
    var free = policy.check(url("https://a.example/other"));
    answer("User-agent: outlink\n\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 2.5\n");

    assertThat(now(denied))
        .isEqualTo(
            new RobotsVerdict(
                false,
                Duration.ofMillis(2500),
                3,
                "Disallow: /private/",
                null,
                "disallowed by line 3 of robots.txt"));
    assertThat(now(allowed).allowed()).isTrue();
    assertThat(now(allowed).line()).isEqualTo(4);
    assertThat(now(allowed).rule()).isEqualTo("Allow: /private/open");
    assertThat(now(free).allowed()).isTrue();
    assertThat(now(free).line()).isZero();
    assertThat(now(free).rule()).isEmpty();
  }

  @Test
  void check_ofQuery_isMatchedWithThePath() {
    var denied = policy.check(url("https://a.example/?id=1"));
    var empty = policy.check(url("https://a.example/?"));
    var allowed = policy.check(url("https://a.example/"));
    answer("User-agent: *\nDisallow: /?\n");
    assertThat(now(denied).allowed()).isFalse();
    assertThat(now(empty).allowed()).isFalse();
    assertThat(now(allowed).allowed()).isTrue();
  }

  @Test
  void check_ofRobotsTxt_isAllowedWithoutAsking() {
    assertThat(now(policy.check(url("https://a.example/robots.txt"))).allowed()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void check_ofAnotherScheme_fails() {
    assertThatThrownBy(policy.check(url("mailto:x@a.example"))::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void check_whenUnavailable_allowsEverything() {
    var verdict = policy.check(url("https://a.example/x"));
    answers.get(0).complete(new RobotsAnswer.Unavailable("HTTP 404"));
    assertThat(now(verdict))
        .isEqualTo(new RobotsVerdict(true, null, 0, "", null, "no robots.txt: HTTP 404"));
    assertThat(now(policy.sitemaps(host("https://a.example/"))))
        .isEqualTo(new RobotsSitemaps(List.of(), null));
    assertThat(asked).hasSize(1);
  }

  @Test
  void check_whenUnreachable_allowsNothingAndTellsWhy() {
    var verdict = policy.check(url("https://a.example/x"));
    answers.get(0).complete(DOWN);
    assertThat(now(verdict).allowed()).isFalse();
    assertThat(now(verdict).unreachable()).isEqualTo(DOWN);
    assertThat(now(verdict).detail()).contains("HTTP 503");
    assertThat(now(policy.sitemaps(host("https://a.example/"))))
        .isEqualTo(new RobotsSitemaps(List.of(), DOWN));
  }

  @Test
  void check_byManyOfOneHost_asksOnceAndAnswersInOrder() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      var unused =
          policy
              .check(url("https://a.example/" + i))
              .thenAccept(
                  verdict -> {
                    assertThat(verdict.allowed()).isTrue();
                    order.add(number);
                  });
    }
    assertThat(asked).containsExactly(host("https://a.example/"));
    answer("");
    assertThat(order).hasSize(1000).isSorted();
  }

  @Test
  void check_ofOtherSchemeOrPort_asksAnotherHost() {
    var unused = policy.check(url("https://a.example/"));
    unused = policy.check(url("http://a.example/"));
    unused = policy.check(url("https://a.example:8443/"));
    unused = policy.check(url("https://a.example:443/"));
    assertThat(asked).hasSize(3);
  }

  @Test
  void check_whenOneWaiterCancels_answersTheOthers() {
    var first = policy.check(url("https://a.example/1"));
    var second = policy.check(url("https://a.example/2"));
    var third = policy.check(url("https://a.example/3"));
    assertThat(first.cancel(true)).isTrue();
    assertThat(third.complete(verdict())).isTrue();
    answer("User-agent: *\nDisallow: /\n");
    assertThat(now(second).allowed()).isFalse();
    assertThat(now(policy.check(url("https://a.example/4"))).allowed()).isFalse();
    assertThat(asked).hasSize(1);
  }

  @Test
  void check_whenTheFetchFails_isUnreachableAndLosesNobody() {
    var first = policy.check(url("https://a.example/1"));
    var second = policy.check(url("https://a.example/2"));
    answers.get(0).completeExceptionally(new IllegalStateException("boom"));
    assertThat(now(first).allowed()).isFalse();
    assertThat(now(second).unreachable()).isNotNull();
    assertThat(now(second).detail()).contains("boom");
  }

  @Test
  void check_whenTheFetcherThrows_isUnreachable() {
    RobotsPolicy broken =
        new RobotsPolicy(
            host -> {
              throw new IllegalStateException("boom");
            },
            "Outlink",
            time.ticker(),
            NEVER,
            10);
    assertThat(now(broken.check(url("https://a.example/1"))).detail()).contains("boom");
    assertThat(now(broken.check(url("https://a.example/1"))).allowed()).isFalse();
  }

  @Test
  void check_whenTheFetchCompletesAtOnce_completesAtOnceForAHundredThousandHosts() {
    AtomicInteger fetches = new AtomicInteger();
    RobotsPolicy quick =
        new RobotsPolicy(
            host -> {
              fetches.incrementAndGet();
              return CompletableFuture.completedFuture(text("User-agent: *\nDisallow: /x\n"));
            },
            "Outlink",
            time.ticker(),
            NEVER,
            1000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(now(quick.check(url("https://h" + i + ".example/x"))).allowed()).isFalse();
    }
    assertThat(fetches).hasValue(100_000);
  }

  @Test
  void check_fromAnAnswerToAnother_findsTheHostKnown() {
    var nested =
        policy
            .check(url("https://a.example/1"))
            .thenCompose(verdict -> policy.check(url("https://a.example/2")));
    answer("");
    assertThat(now(nested).allowed()).isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void answer_isKeptForADay() {
    var unused = policy.check(url("https://a.example/"));
    answer("User-agent: *\nDisallow: /\n");
    time.advance(RobotsPolicy.MAX_AGE.minusNanos(1));
    assertThat(now(policy.check(url("https://a.example/"))).allowed()).isFalse();
    assertThat(asked).hasSize(1);

    time.advance(Duration.ofNanos(1));
    var again = policy.check(url("https://a.example/"));
    assertThat(again).isNotDone();
    answer("");
    assertThat(now(again).allowed()).isTrue();
  }

  @Test
  void failure_isKeptForTenSecondsAndTwiceAsLongEachTimeUpToTenMinutes() {
    for (int seconds : new int[] {10, 20, 40, 80, 160, 320, 600, 600}) {
      var verdict = policy.check(url("https://a.example/"));
      last().complete(DOWN);
      assertThat(now(verdict).allowed()).isFalse();
      int count = asked.size();
      time.advance(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(now(policy.check(url("https://a.example/"))).unreachable()).isEqualTo(DOWN);
      assertThat(asked).hasSize(count);
      time.advance(Duration.ofNanos(1));
    }
    var verdict = policy.check(url("https://a.example/"));
    answer("");
    assertThat(now(verdict).allowed()).isTrue();
    time.advance(RobotsPolicy.MAX_AGE);

    // The count begins anew.
    var unused = policy.check(url("https://a.example/"));
    last().complete(DOWN);
    time.advance(RobotsPolicy.FIRST_RETRY);
    int count = asked.size();
    unused = policy.check(url("https://a.example/"));
    assertThat(asked).hasSize(count + 1);
  }

  @Test
  void cache_overItsHosts_forgetsTheLeastRecentlyUsed() {
    RobotsPolicy small = policy(2, 1 << 20);
    askAndAnswer(small, "https://a.example/", "");
    askAndAnswer(small, "https://b.example/", "");
    assertThat(small.check(url("https://a.example/"))).isDone();
    askAndAnswer(small, "https://c.example/", "");
    assertThat(small.check(url("https://a.example/"))).isDone();
    assertThat(small.check(url("https://c.example/"))).isDone();
    assertThat(small.check(url("https://b.example/"))).isNotDone();
  }

  @Test
  void cache_overItsWeight_forgetsTheLeastRecentlyUsed() {
    RobotsPolicy small = policy(1000, 50_000);
    String long10k = "User-agent: *\nDisallow: /" + "x".repeat(10_000) + "\n";
    for (int i = 0; i < 10; i++) {
      askAndAnswer(small, "https://h" + i + ".example/", long10k);
    }
    assertThat(small.check(url("https://h9.example/"))).isDone();
    assertThat(small.check(url("https://h6.example/"))).isDone();
    assertThat(small.check(url("https://h5.example/"))).isNotDone();
  }

  @Test
  void cache_withAnAnswerHeavierThanItMayBe_stillAnswers() {
    RobotsPolicy small = policy(10, 100);
    askAndAnswer(small, "https://a.example/", "User-agent: *\nDisallow: /" + "x".repeat(1000));
    assertThat(small.check(url("https://a.example/"))).isNotDone();
  }

  @Test
  void cache_whileHostsAreAsked_forgetsNoneOfThem() {
    RobotsPolicy small = policy(1, 1 << 20);
    List<CompletableFuture<RobotsVerdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      verdicts.add(small.check(url("https://h" + i + ".example/")));
    }
    for (int i = 0; i < 100; i++) {
      verdicts.add(small.check(url("https://h" + i + ".example/")));
    }
    assertThat(asked).hasSize(100);
    answers.forEach(answer -> answer.complete(text("")));
    assertThat(verdicts).allMatch(CompletableFuture::isDone);
  }

  @Test
  void cacheWeight_whileHostsComeAndGo_isThatOfThoseKept() {
    RobotsCache cache =
        new RobotsCache(
            host -> CompletableFuture.completedFuture(new HostRobots.Everything("none")),
            time.ticker(),
            3,
            1 << 20);
    for (int i = 0; i < 100; i++) {
      now(cache.get(new Host("https", "h" + i % 7 + ".example", 443)));
      time.advance(Duration.ofHours(5));
    }
    assertThat(cache.size()).isEqualTo(3);
    long three = cache.weight();
    now(cache.get(new Host("https", "h9.example", 443)));
    assertThat(cache.weight()).isEqualTo(three);
    time.advance(RobotsPolicy.MAX_AGE);
    now(cache.get(new Host("https", "h9.example", 443)));
    assertThat(cache.weight()).isEqualTo(three);
  }

  @Test
  void cache_whenItsSourceFails_failsWhoWaitsAndAsksAgain() {
    CompletableFuture<HostRobots> bug = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    RobotsCache cache =
        new RobotsCache(
            host -> {
              calls.incrementAndGet();
              return bug;
            },
            time.ticker(),
            3,
            1 << 20);
    Host host = host("https://a.example/");
    var first = cache.get(host);
    var second = cache.get(host);
    bug.completeExceptionally(new IllegalStateException("bug"));
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(cache.get(host)).isCompletedExceptionally();
    assertThat(calls).hasValue(2);
  }

  @Test
  void check_byManyThreads_asksEachHostOnce() throws InterruptedException {
    AtomicInteger fetches = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      RobotsPolicy shared =
          new RobotsPolicy(
              host -> {
                fetches.incrementAndGet();
                return CompletableFuture.supplyAsync(
                    () -> text("User-agent: *\nDisallow: /x\n"), threads);
              },
              "Outlink",
              time.ticker(),
              NEVER,
              10_000);
      int urls = 20_000;
      CountDownLatch left = new CountDownLatch(urls);
      AtomicInteger denied = new AtomicInteger();
      for (int i = 0; i < urls; i++) {
        CrawlUrl url = url("https://h" + i % 500 + ".example/x");
        threads.execute(
            () -> {
              var unused =
                  shared
                      .check(url)
                      .whenComplete(
                          (verdict, failure) -> {
                            denied.addAndGet(failure == null && !verdict.allowed() ? 1 : 0);
                            left.countDown();
                          });
            });
      }
      assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(denied).hasValue(urls);
      assertThat(fetches).hasValue(500);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void sitemaps_ofAnyGroup_areGivenAsWritten() {
    var sitemaps = policy.sitemaps(host("https://a.example/"));
    answer(
        """
        Sitemap: https://a.example/1.xml
        User-agent: other
        Disallow: /
        SITEMAP:/relative.xml
        site-map: https://a.example/\u00fc.xml # of 2026
        Sitemap:
        """);
    assertThat(now(sitemaps).lines())
        .containsExactly(
            "https://a.example/1.xml", "/relative.xml", "https://a.example/\u00fc.xml");
    assertThat(now(policy.check(url("https://a.example/"))).allowed()).isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void productToken_ofUserAgent_isItsFirstName() {
    assertThat(RobotsPolicy.productToken("Outlink/0.4 (+https://x.example)")).isEqualTo("Outlink");
    assertThat(RobotsPolicy.productToken("My_Bot-x 2")).isEqualTo("My_Bot-x");
    assertThat(RobotsPolicy.productToken("bot2")).isEqualTo("bot");
    assertThat(RobotsPolicy.productToken("")).isEmpty();
    assertThat(RobotsPolicy.productToken("/1 Outlink")).isEmpty();
  }

  @Test
  void constructor_withoutRoomForAHost_refuses() {
    assertThatThrownBy(() -> policy(0, 1000)).isInstanceOf(IllegalArgumentException.class);
  }

  private void askAndAnswer(RobotsPolicy policy, String url, String robots) {
    var verdict = policy.check(url(url));
    answer(robots);
    assertThat(verdict).isDone();
  }

  private void answer(String robots) {
    last().complete(text(robots));
  }

  private CompletableFuture<RobotsAnswer> last() {
    return answers.get(answers.size() - 1);
  }

  private static RobotsAnswer text(String robots) {
    byte[] bytes = robots.getBytes(UTF_8);
    return new RobotsAnswer.Text(bytes, bytes.length);
  }

  private static <T> T now(CompletableFuture<T> future) {
    assertThat(future).isDone();
    return future.join();
  }

  private static RobotsVerdict verdict() {
    return new RobotsVerdict(true, null, 0, "", null, "somebody else's");
  }

  private static Host host(String url) {
    return url(url).host();
  }

  private static CrawlUrl url(String url) {
    return (CrawlUrl) CrawlUrl.parse(url);
  }
}
