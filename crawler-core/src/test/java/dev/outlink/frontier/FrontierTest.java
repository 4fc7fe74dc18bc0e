package dev.outlink.frontier;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.base.Ticker;
import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontierTest {

  private static Frontier frontier(int capacity, int hostLimit) {
    return new Frontier(
        new FrontierConfig(capacity, hostLimit, 1_000, false, CanonicalKey.STANDARD),
        Budget.NONE,
        () -> {
          throw new AssertionError("nothing spills");
        },
        () -> {},
        failure -> {},
        Ticker.systemTicker(),
        new Random(1));
  }

  private static CrawlTask taken(Frontier frontier) {
    return Objects.requireNonNull(frontier.take());
  }

  /** Admits URLs, each host's first one as its scout, and opens the hosts. */
  private static void admitOpened(Frontier frontier, List<String> urls) {
    Set<Host> hosts = new LinkedHashSet<>();
    urls.forEach(each -> hosts.add(url(each).host()));
    for (Host host : hosts) {
      assertThat(frontier.admit(CrawlTask.seed(url(host + "/scout"))))
          .isEqualTo(Admission.ADMITTED);
    }
    for (String each : urls) {
      assertThat(frontier.admit(CrawlTask.seed(url(each)))).isEqualTo(Admission.ADMITTED);
    }
    List<CrawlTask> scouts = hosts.stream().map(host -> taken(frontier)).toList();
    assertThat(frontier.take()).isNull();
    scouts.forEach(frontier::opened);
    scouts.forEach(scout -> finish(frontier, scout));
  }

  private static void finish(Frontier frontier, CrawlTask task) {
    frontier.leaveHost(task);
    frontier.settle(task);
  }

  private static List<CrawlTask> close(Frontier frontier) {
    frontier.close();
    return Stream.iterate(frontier.abandoned(), Objects::nonNull, each -> frontier.abandoned())
        .toList();
  }

  @Test
  void admit_sameUrlButForTheFragment_isAlreadyKnown() {
    Frontier frontier = frontier(10, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/x#one"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/x#two"))))
        .isEqualTo(Admission.ALREADY_KNOWN);
    finish(frontier, taken(frontier));
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/x"))))
        .isEqualTo(Admission.ALREADY_KNOWN);
  }

  @Test
  void admit_schemeThatCannotBeFetched_isNotCrawlable() {
    assertThat(frontier(10, 1).admit(CrawlTask.seed(url("ftp://a.example/x"))))
        .isEqualTo(Admission.NOT_CRAWLABLE);
  }

  @Test
  void admit_noRoom_isFullAndMayBeOfferedAgain() {
    Frontier frontier = frontier(2, 2);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/2"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3")))).isEqualTo(Admission.FULL);

    CrawlTask task = taken(frontier);
    frontier.leaveHost(task);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3")))).isEqualTo(Admission.FULL);
    frontier.settle(task);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3"))))
        .isEqualTo(Admission.ADMITTED);
  }

  @Test
  void admit_longUrl_takesTheRoomOfSeveral() {
    Frontier frontier = frontier(100, 2);
    String longUrl = "http://a.example/" + "x".repeat(256 * 100);
    assertThat(frontier.admit(CrawlTask.seed(url(longUrl)))).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3")))).isEqualTo(Admission.FULL);
    finish(frontier, taken(frontier));
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3"))))
        .isEqualTo(Admission.ADMITTED);
  }

  @Test
  void take_listSortedByHost_goesRoundTheHosts() {
    Frontier frontier = frontier(100, 2);
    List<String> urls = new ArrayList<>();
    for (String host : List.of("a", "b", "c")) {
      for (int i = 0; i < 3; i++) {
        urls.add("http://" + host + ".example/" + i);
      }
    }
    admitOpened(frontier, urls);
    List<String> order = new ArrayList<>();
    for (CrawlTask task = frontier.take(); task != null; task = frontier.take()) {
      order.add(task.url().hostname().substring(0, 1));
    }
    assertThat(order).containsExactly("a", "b", "c", "a", "b", "c");
    assertThat(frontier.waiting()).isEqualTo(3);
  }

  @Test
  void take_hostsWithDifferentQueues_servesTheLongestFirst() {
    Frontier frontier = frontier(100, 10);
    admitOpened(
        frontier,
        Stream.of("a/1", "b/1", "b/2", "b/3", "c/1", "c/2").map(url -> "http://" + url).toList());
    List<String> order = new ArrayList<>();
    for (CrawlTask task = frontier.take(); task != null; task = frontier.take()) {
      order.add(task.url().hostname() + task.url().path());
    }
    assertThat(order).containsExactly("b/1", "b/2", "c/1", "a/1", "b/3", "c/2");
  }

  @Test
  void take_longQueuesThatNeverEnd_starveNobody() {
    Frontier frontier = frontier(10_000, 1);
    for (int i = 0; i < 50; i++) {
      assertThat(frontier.admit(CrawlTask.seed(url("http://long/" + i))))
          .isEqualTo(Admission.ADMITTED);
    }
    assertThat(frontier.admit(CrawlTask.seed(url("http://short/")))).isEqualTo(Admission.ADMITTED);
    int turns = 0;
    String host = "";
    while (!host.equals("short")) {
      CrawlTask task = taken(frontier);
      host = task.url().hostname();
      finish(frontier, task);
      assertThat(frontier.admit(CrawlTask.seed(url("http://long/more" + turns))))
          .isEqualTo(Admission.ADMITTED);
      turns++;
    }
    assertThat(turns).isLessThan(500);
  }

  @Test
  void take_hostAtItsLimit_waitsForARelease() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/2"))))
        .isEqualTo(Admission.ADMITTED);
    CrawlTask first = taken(frontier);
    assertThat(frontier.take()).isNull();
    frontier.leaveHost(first);
    assertThat(taken(frontier).url().path()).isEqualTo("/2");
  }

  @Test
  void release_twice_isABug() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    CrawlTask task = taken(frontier);
    frontier.leaveHost(task);
    assertThatIllegalStateException().isThrownBy(() -> frontier.leaveHost(task));
  }

  @Test
  void close_returnsWhatWaitsAndTakesNothingMore() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/2"))))
        .isEqualTo(Admission.ADMITTED);
    CrawlTask out = taken(frontier);

    List<CrawlTask> left = close(frontier);
    assertThat(left).hasSize(1);
    assertThat(frontier.take()).isNull();
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/3"))))
        .isEqualTo(Admission.CLOSED);
    assertThat(close(frontier)).isEmpty();
    finish(frontier, out);
    left.forEach(frontier::settle);
    assertThat(frontier.settled()).isEqualTo(frontier.admitted()).isEqualTo(2);
  }

  @Test
  void awaitRoom_fullThenSettled_returns() throws Exception {
    Frontier frontier = frontier(1, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    CompletableFuture<Void> waiter = awaitRoom(frontier);
    finish(frontier, taken(frontier));
    waiter.get(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitRoom_fullThenClosed_returns() throws Exception {
    Frontier frontier = frontier(1, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a.example/1"))))
        .isEqualTo(Admission.ADMITTED);
    CompletableFuture<Void> waiter = awaitRoom(frontier);
    assertThat(close(frontier)).hasSize(1);
    waiter.get(10, TimeUnit.SECONDS);
  }

  private static CompletableFuture<Void> awaitRoom(Frontier frontier) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            frontier.awaitRoom();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static CrawlTask link(String url, int depth) {
    return Crawling.link(url, depth);
  }

  private static List<String> drain(Frontier frontier) {
    List<String> order = new ArrayList<>();
    for (CrawlTask task = frontier.take(); task != null; task = frontier.take()) {
      order.add(task.url().hostname() + task.url().path());
      finish(frontier, task);
    }
    return order;
  }

  @Test
  void take_depthsMixed_givesTheLowestOfAllHostsFirst() {
    Frontier frontier = frontier(100, 10);
    for (CrawlTask task :
        List.of(link("http://a/2", 2), link("http://a/22", 2), link("http://a/1", 1))) {
      assertThat(frontier.discover(task)).isEqualTo(Admission.ADMITTED);
    }
    assertThat(frontier.discover(link("http://b/2", 2))).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.discover(link("http://b/3", 3))).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.discover(link("http://c/1", 1))).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a/0")))).isEqualTo(Admission.ADMITTED);
    assertThat(drain(frontier)).containsExactly("a/0", "c/1", "a/1", "b/2", "a/2", "a/22", "b/3");
  }

  @Test
  void retry_delay_isGivenOutWhenItIsOverBehindTheOthersOfItsDepth() {
    VirtualTime time = new VirtualTime();
    Frontier frontier =
        new Crawling(100, 10, false, new MemoryOverflow(), Budget.NONE, time.ticker()).frontier;
    assertThat(frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      assertThat(frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
    }
    assertThat(frontier.discover(link("http://a/deep", 2))).isEqualTo(Admission.ADMITTED);
    CrawlTask zero = taken(frontier);
    frontier.opened(zero);
    CrawlTask one = taken(frontier);
    frontier.leaveHost(zero);
    frontier.leaveHost(one);
    assertThat(frontier.retry(zero.again(), 2_000)).isTrue();
    assertThat(frontier.retry(one.again(), 1_000)).isTrue();
    assertThat(frontier.waiting()).isEqualTo(4);
    assertThat(frontier.nanosToNext()).isEqualTo(1_000);
    time.advance(Duration.ofNanos(999));
    assertThat(frontier.nanosToNext()).isEqualTo(1);
    CrawlTask two = taken(frontier);
    assertThat(two.url().path()).isEqualTo("/2");
    finish(frontier, two);
    time.advance(Duration.ofNanos(1));
    assertThat(frontier.nanosToNext()).isZero();
    CrawlTask again = taken(frontier);
    assertThat(again).isEqualTo(one.again());
    assertThat(frontier.nanosToNext()).isEqualTo(1_000);
    finish(frontier, again);
    time.advance(Duration.ofNanos(5_000));
    assertThat(drain(frontier)).containsExactly("a/0", "a/deep");
    assertThat(frontier.settled()).isEqualTo(frontier.admitted()).isEqualTo(4);
    assertThat(frontier.waiting()).isZero();
  }

  @Test
  void retry_closedFrontier_isRefused() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.discover(link("http://a/", 1))).isEqualTo(Admission.ADMITTED);
    CrawlTask task = taken(frontier);
    frontier.leaveHost(task);
    assertThat(close(frontier)).isEmpty();
    assertThat(frontier.retry(task.again(), 0)).isFalse();
    frontier.settle(task);
    assertThat(frontier.settled()).isEqualTo(1);
  }

  @Test
  void retry_frontierIsFull_keepsItsRoom() {
    Frontier frontier = frontier(1, 1);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a/")))).isEqualTo(Admission.ADMITTED);
    CrawlTask task = taken(frontier);
    frontier.leaveHost(task);
    assertThat(frontier.retry(task.again(), 1L << 60)).isTrue();
    assertThat(frontier.admit(CrawlTask.seed(url("http://b/")))).isEqualTo(Admission.FULL);
    assertThat(close(frontier)).containsExactly(task.again());
  }

  @Test
  void admit_budgetRefuses_isNotKnownAndAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    Budget once = task -> asked.incrementAndGet() == 1 ? null : Admission.MAX_PAGES;
    Frontier frontier =
        new Crawling(100, 1, false, new MemoryOverflow(), once, Ticker.systemTicker()).frontier;
    assertThat(frontier.discover(link("http://a/1", 1))).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.discover(link("http://a/1", 1))).isEqualTo(Admission.ALREADY_KNOWN);
    assertThat(asked).hasValue(1);
    assertThat(frontier.discover(link("http://a/2", 1))).isEqualTo(Admission.MAX_PAGES);
    assertThat(frontier.admit(CrawlTask.seed(url("http://a/2")))).isEqualTo(Admission.MAX_PAGES);
    assertThat(asked).hasValue(3);
    assertThat(frontier.admitted()).isEqualTo(1);
  }

  @Test
  void settle_twice_isABug() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.discover(link("http://a/", 1))).isEqualTo(Admission.ADMITTED);
    CrawlTask task = taken(frontier);
    finish(frontier, task);
    assertThatIllegalStateException().isThrownBy(() -> frontier.settle(task));
    assertThatIllegalStateException().isThrownBy(frontier::abandoned);
  }

  @Test
  void labels_ofAdmissions_areWordsWithHyphens() {
    assertThat(Admission.TOO_MANY_SEGMENTS.label()).isEqualTo("too-many-segments");
    assertThat(Stream.of(Admission.values()).filter(Admission::isBudget))
        .containsExactly(
            Admission.URL_TOO_LONG,
            Admission.TOO_MANY_SEGMENTS,
            Admission.REPEATED_SEGMENTS,
            Admission.TOO_MANY_VARIANTS,
            Admission.MAX_PAGES,
            Admission.MAX_PAGES_PER_HOST);
  }
}
