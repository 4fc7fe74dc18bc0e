package dev.outlink.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scouts, addresses and resting hosts: who may give out a URL now, and who comes first. */
@Timeout(60)
class ReadyHostsTest {

  private final VirtualTime time = new VirtualTime();

  private Crawling crawling(int capacity, int hostLimit, int addressLimit) {
    return new Crawling(
        new FrontierConfig(capacity, hostLimit, addressLimit, false, CanonicalKey.STANDARD),
        new MemoryOverflow(),
        Budget.NONE,
        time.ticker());
  }

  private static void admit(Crawling crawl, String... urls) {
    for (String each : urls) {
      assertThat(crawl.frontier.admit(Crawling.seed("http://" + each)))
          .as(each)
          .isEqualTo(Admission.ADMITTED);
    }
  }

  private static void admitMany(Crawling crawl, String host, int hosts, int urls) {
    for (int i = 0; i < hosts; i++) {
      for (int j = 0; j < urls; j++) {
        admit(crawl, host + i + "/" + j);
      }
    }
  }

  private static CrawlTask taken(Crawling crawl) {
    return Objects.requireNonNull(crawl.frontier.take());
  }

  private static String name(CrawlTask task) {
    return task.url().hostname() + task.url().path();
  }

  private static void assertClosed(Crawling crawl) {
    assertThat(crawl.frontier.waiting()).isZero();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void take_newHost_givesOneUrlUntilItIsOpened() {
    Crawling crawl = crawling(100, 3, 10);
    admit(crawl, "a/1", "a/2", "a/3", "a/4", "a/5");
    CrawlTask scout = taken(crawl);
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(scout);
    scout = taken(crawl);
    assertThat(name(scout)).isEqualTo("a/2");
    assertThat(crawl.frontier.take()).isNull();
    crawl.frontier.opened(scout);
    crawl.frontier.opened(scout);
    assertThat(List.of(name(taken(crawl)), name(taken(crawl)))).containsExactly("a/3", "a/4");
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(scout);
    assertThat(name(taken(crawl))).isEqualTo("a/5");
  }

  @Test
  void opened_urlThatIsNotOut_isABug() {
    Crawling crawl = crawling(100, 3, 10);
    admit(crawl, "a/1");
    CrawlTask task = taken(crawl);
    crawl.frontier.leaveHost(task);
    assertThatIllegalStateException().isThrownBy(() -> crawl.frontier.opened(task));
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThat(crawl.frontier.located(task, "1")).isTrue());
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThat(crawl.frontier.defer(task, 1)).isTrue());
  }

  @Test
  void take_400SilentHostsInFront_answeringOnesHaveEverySecondTurn() {
    Crawling crawl = crawling(100_000, 4, 10);
    admitMany(crawl, "silent", 400, 20);
    admitMany(crawl, "quick", 100, 20);
    int turns = 0;
    int silent = 0;
    int quick = 0;
    int silentSinceQuick = 0;
    boolean anyOpened = false;
    while (quick < 2_000) {
      CrawlTask task = taken(crawl);
      turns++;
      if (task.url().hostname().startsWith("silent")) {
        silent++; // and out for ever
        silentSinceQuick++;
        assertThat(anyOpened && silentSinceQuick > 2).isFalse();
      } else {
        crawl.frontier.opened(task);
        anyOpened = quick > 0;
        crawl.finish(task);
        silentSinceQuick = 0;
        quick++;
      }
    }
    assertThat(silent).isLessThanOrEqualTo(400);
    assertThat(turns).isLessThanOrEqualTo(2_400);
    assertThat(crawl.frontier.take()).isNull();
  }

  @Test
  void take_400SilentHostsAreNew_openedOnesHaveEverySecondTurn() {
    Crawling crawl = crawling(100_000, 4, 10);
    admitMany(crawl, "quick", 100, 20);
    List<CrawlTask> scouts = Stream.generate(() -> taken(crawl)).limit(100).toList();
    scouts.forEach(crawl.frontier::opened);
    scouts.forEach(crawl::finish);
    admitMany(crawl, "silent", 400, 100);
    int quick = 0;
    for (int turn = 1; turn <= 800; turn++) {
      CrawlTask task = taken(crawl);
      if (task.url().hostname().startsWith("quick")) {
        crawl.finish(task);
        quick++;
      }
      assertThat(quick).isBetween(turn / 2, turn / 2 + 1);
    }
  }

  @Test
  void take_300HostsThatNeverEnd_everyNewHostIsAskedSoon() {
    Crawling crawl = crawling(100_000, 4, 10);
    admitMany(crawl, "large", 300, 10);
    List<CrawlTask> scouts = Stream.generate(() -> taken(crawl)).limit(300).toList();
    scouts.forEach(crawl.frontier::opened);
    scouts.forEach(crawl::finish);
    admitMany(crawl, "new", 1_000, 1);
    int more = 0;
    Set<String> asked = new HashSet<>();
    for (int turn = 0; turn < 2_000; turn++) {
      CrawlTask task = taken(crawl);
      if (task.url().hostname().startsWith("new")) {
        asked.add(task.url().hostname());
      } else {
        admit(crawl, task.url().hostname() + "/more" + more++);
        crawl.finish(task);
      }
    }
    assertThat(asked).hasSize(1_000);
  }

  @Test
  void take_300LargeHostsThatFailAtOnce_hostsThatWereNeverAskedComeFirst() {
    Crawling crawl = crawling(100_000, 4, 10);
    admitMany(crawl, "dead", 300, 50);
    Stream.generate(() -> taken(crawl)).limit(300).toList().forEach(crawl::finish);
    admitMany(crawl, "new", 700, 1);
    Set<String> asked = new HashSet<>();
    for (int turn = 0; turn < 808; turn++) {
      CrawlTask task = taken(crawl);
      crawl.finish(task);
      if (task.url().hostname().startsWith("new")) {
        asked.add(task.url().hostname());
      }
    }
    assertThat(asked).hasSize(700);
  }

  @Test
  void takeOpened_scoutsAndOpenedHosts_givesNoScout() {
    Crawling crawl = crawling(1_000, 4, 10);
    admit(crawl, "a/1", "a/2");
    admitMany(crawl, "b", 50, 2);
    assertThat(crawl.frontier.takeOpened()).isNull();
    CrawlTask scout = taken(crawl);
    crawl.frontier.opened(scout);
    assertThat(name(Objects.requireNonNull(crawl.frontier.takeOpened())))
        .startsWith(scout.url().hostname());
    assertThat(crawl.frontier.takeOpened()).isNull();
    assertThat(crawl.frontier.take()).isNotNull();
  }

  @Test
  void opened_noUrlsForAWhile_isNoStranger() {
    Crawling crawl = crawling(1 << 20, 4, 10);
    admit(crawl, "a/1");
    CrawlTask scout = taken(crawl);
    crawl.frontier.opened(scout);
    crawl.finish(scout);
    admitMany(crawl, "new", 50_000, 1);
    admit(crawl, "a/2", "a/3");
    assertThat(name(Objects.requireNonNull(crawl.frontier.takeOpened()))).isEqualTo("a/2");
    assertThat(name(Objects.requireNonNull(crawl.frontier.takeOpened()))).isEqualTo("a/3");
  }

  @Test
  void opened_manyOthersOpenedMeanwhile_isForgotten() {
    Crawling crawl = crawling(1 << 20, 4, 10);
    for (int host = 0; host <= 4_096; host++) {
      admit(crawl, "h" + host + "/1");
      CrawlTask scout = taken(crawl);
      crawl.frontier.opened(scout);
      crawl.finish(scout);
    }
    admit(crawl, "h0/2");
    assertThat(crawl.frontier.takeOpened()).isNull();
    admit(crawl, "h1/2");
    assertThat(name(Objects.requireNonNull(crawl.frontier.takeOpened()))).isEqualTo("h1/2");
  }

  @Test
  void located_fiftyThousandHostsBehindOneAddress_neverMoreOutThanItsLimitAndNobodyTwiceInVain() {
    Crawling crawl = crawling(1 << 20, 4, 8);
    int hosts = 50_000;
    admitMany(crawl, "h", hosts, 1);
    admit(crawl, "other/1");
    Map<String, Integer> takes = new HashMap<>();
    ArrayDeque<CrawlTask> out = new ArrayDeque<>();
    List<String> refused = new ArrayList<>();
    List<String> served = new ArrayList<>();
    int given = 0;
    for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
      given++;
      String host = task.url().hostname();
      takes.merge(host, 1, Integer::sum);
      if (host.equals("other")) {
        assertThat(crawl.frontier.located(task, "2")).isTrue();
        crawl.finish(task);
      } else if (crawl.frontier.located(task, "1")) {
        served.add(host);
        out.add(task);
        assertThat(out).hasSizeLessThanOrEqualTo(8);
      } else {
        refused.add(host);
      }
      // Nothing more to take: one ends, and its place goes to the first of the line.
      if (crawl.frontier.waiting() == crawlersBehind(served, hosts) && out.size() == 8) {
        crawl.finish(out.remove());
      }
    }
    while (!out.isEmpty()) {
      crawl.finish(out.remove());
      for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
        given++;
        takes.merge(task.url().hostname(), 1, Integer::sum);
        assertThat(crawl.frontier.located(task, "1")).isTrue();
        served.add(task.url().hostname());
        out.add(task);
        assertThat(out).hasSizeLessThanOrEqualTo(8);
      }
    }
    assertThat(takes).hasSize(hosts + 1);
    assertThat(takes.values()).allMatch(count -> count <= 2);
    assertThat(given).isEqualTo(2 * hosts + 1 - 8);
    assertThat(refused).hasSize(hosts - 8);
    assertThat(served.subList(8, hosts)).as("first in, first out").isEqualTo(refused);
    assertClosed(crawl);
  }

  private static int crawlersBehind(List<String> served, int hosts) {
    return hosts - served.size();
  }

  @Test
  void take_hostOfAKnownAddressThatIsFull_isNotGivenOutInVain() {
    Crawling crawl = crawling(100, 4, 2);
    admit(crawl, "a/1", "a/2", "a/3", "b/1", "b/2");
    CrawlTask one = taken(crawl);
    crawl.frontier.opened(one);
    assertThat(crawl.frontier.located(one, "1")).isTrue();
    CrawlTask other = taken(crawl);
    CrawlTask two = taken(crawl);
    assertThat(name(other) + name(two)).isEqualTo("b/1a/2");
    assertThat(crawl.frontier.located(two, "1")).isTrue();
    assertThat(crawl.frontier.take()).as("a/3 in vain").isNull();
    assertThat(crawl.frontier.located(other, "1")).isFalse();
    assertThat(crawl.frontier.waiting()).isEqualTo(3);
    assertThat(crawl.frontier.take()).isNull();
    assertThatIllegalStateException().isThrownBy(() -> crawl.frontier.leaveHost(other));
    crawl.finish(one);
    assertThat(name(taken(crawl))).as("a stands in front of b").isEqualTo("a/3");
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(two);
    CrawlTask again = taken(crawl);
    assertThat(again).isEqualTo(other);
    assertThat(crawl.frontier.located(again, "1")).isTrue();
    assertThat(crawl.frontier.take()).isNull();
  }

  @Test
  void located_addressChanges_theOldOneHasAPlace() {
    Crawling crawl = crawling(100, 4, 1);
    admit(crawl, "a/1", "b/1", "c/1");
    CrawlTask first = taken(crawl);
    assertThat(crawl.frontier.located(first, "1")).isTrue();
    CrawlTask second = taken(crawl);
    assertThat(crawl.frontier.located(second, "1")).isFalse();
    CrawlTask third = taken(crawl);
    assertThat(crawl.frontier.located(third, "1")).isFalse();
    assertThat(crawl.frontier.take()).isNull();
    assertThat(crawl.frontier.located(first, "2")).isTrue();
    second = taken(crawl);
    assertThat(name(second)).isEqualTo("b/1");
    assertThat(crawl.frontier.located(second, "2")).isFalse();
    third = taken(crawl);
    assertThat(name(third)).isEqualTo("c/1");
    assertThat(crawl.frontier.located(third, "")).as("not counted").isTrue();
    assertThat(crawl.frontier.located(first, "")).isTrue();
    second = taken(crawl);
    assertThat(crawl.frontier.located(second, "2")).isTrue();
    crawl.finish(first);
    crawl.finish(second);
    crawl.finish(third);
    assertClosed(crawl);
  }

  @Test
  void located_ofAddressesThatAreNotKnown_countForNothing() {
    Crawling crawl = crawling(1_000, 4, 1);
    admitMany(crawl, "h", 100, 1);
    for (int i = 0; i < 100; i++) {
      assertThat(crawl.frontier.located(taken(crawl), "")).isTrue();
    }
  }

  @Test
  void defer_urlThatIsOut_isNextAgainAfterTheRestAndNoAttempt() {
    Crawling crawl = crawling(100, 2, 10);
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    admit(crawl, "a/1", "a/2", "a/3", "b/1");
    CrawlTask one = taken(crawl);
    crawl.frontier.opened(one);
    CrawlTask b = taken(crawl);
    CrawlTask two = taken(crawl);
    assertThat(name(b) + name(two)).isEqualTo("b/1a/2");
    assertThat(crawl.frontier.defer(one, 1_000)).isTrue();
    assertThat(crawl.frontier.defer(two, 400)).as("keeps the later time").isTrue();
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(1_000);
    assertThat(crawl.frontier.waiting()).isEqualTo(3);
    assertThatIllegalStateException().isThrownBy(() -> crawl.frontier.leaveHost(one));
    admit(crawl, "a/4");
    crawl.finish(b);
    time.advance(Duration.ofNanos(999));
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(1);
    assertThat(crawl.frontier.take()).isNull();
    time.advance(Duration.ofNanos(1));
    assertThat(crawl.frontier.nanosToNext()).isZero();
    assertThat(List.of(taken(crawl), taken(crawl))).containsExactlyInAnyOrder(one, two);
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    crawl.finish(one);
    crawl.finish(two);
    assertThat(crawl.takeAll()).hasSize(2);
    assertClosed(crawl);
  }

  @Test
  void defer_laterTimeWhileItRests_countsAndRetriesOfTheHostWaitToo() {
    Crawling crawl = crawling(100, 3, 10);
    admit(crawl, "a/1", "a/2", "a/3");
    CrawlTask one = taken(crawl);
    crawl.frontier.opened(one);
    CrawlTask two = taken(crawl);
    CrawlTask three = taken(crawl);
    crawl.frontier.leaveHost(three);
    assertThat(crawl.frontier.retry(three.again(), 100)).isTrue();
    assertThat(crawl.frontier.defer(one, 400)).isTrue();
    assertThat(crawl.frontier.defer(two, 1_000)).isTrue();
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(100);
    time.advance(Duration.ofNanos(400));
    assertThat(crawl.frontier.take()).isNull();
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(600);
    time.advance(Duration.ofNanos(600));
    assertThat(crawl.takeAll()).containsExactlyInAnyOrder(one, two, three.again());
    assertClosed(crawl);
  }

  @Test
  void defer_400HostsRest_othersGoOnAndEachComesAtItsTime() {
    Crawling crawl = crawling(100_000, 2, 10);
    admitMany(crawl, "rests", 400, 20);
    admitMany(crawl, "quick", 100, 20);
    Map<String, Long> until = new HashMap<>();
    int quick = 0;
    for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
      String host = task.url().hostname();
      if (host.startsWith("quick")) {
        quick++;
        crawl.frontier.opened(task);
        crawl.finish(task);
      } else {
        long nanos = 1_000 + Integer.parseInt(host.substring(5)) * 7_919L % 400;
        assertThat(until.put(host, time.now() + nanos)).isNull();
        assertThat(crawl.frontier.defer(task, nanos)).isTrue();
      }
    }
    assertThat(quick).isEqualTo(2_000);
    assertThat(until).hasSize(400);
    int given = 0;
    for (long wait = crawl.frontier.nanosToNext();
        wait != Long.MAX_VALUE;
        wait = crawl.frontier.nanosToNext()) {
      time.advance(Duration.ofNanos(wait));
      for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
        long due = Objects.requireNonNull(until.get(task.url().hostname()));
        assertThat(time.now()).isGreaterThanOrEqualTo(due);
        assertThat(task.attempt()).isEqualTo(1);
        given++;
        crawl.finish(task);
      }
    }
    assertThat(given).isEqualTo(8_000);
    assertClosed(crawl);
  }

  @Test
  void defer_placeAtAnAddress_goesToTheNextOfTheLine() {
    Crawling crawl = crawling(100, 1, 1);
    admit(crawl, "a/1", "b/1");
    CrawlTask a = taken(crawl);
    assertThat(crawl.frontier.located(a, "1")).isTrue();
    CrawlTask b = taken(crawl);
    assertThat(crawl.frontier.located(b, "1")).isFalse();
    assertThat(crawl.frontier.defer(a, 10)).isTrue();
    b = taken(crawl);
    assertThat(name(b)).isEqualTo("b/1");
    time.advance(Duration.ofNanos(10));
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(b);
    a = taken(crawl);
    crawl.finish(a);
    assertClosed(crawl);
  }

  @Test
  void defer_memoryFullOfHostsThatRest_othersComeFromDisk() {
    Crawling crawl = crawling(40, 1, 10);
    crawl.frontier.inputEnded();
    for (int i = 0; i < 40; i++) {
      assertThat(crawl.frontier.discover(Crawling.link("http://rests" + i % 20 + "/" + i, 1)))
          .isEqualTo(Admission.ADMITTED);
    }
    for (int i = 0; i < 5_000; i++) {
      assertThat(crawl.frontier.discover(Crawling.link("http://quick" + i % 100 + "/" + i, 1)))
          .isEqualTo(Admission.ADMITTED);
    }
    int quick = 0;
    while (quick < 5_000) {
      CrawlTask task = Objects.requireNonNull(crawl.take());
      if (task.url().hostname().startsWith("rests")) {
        assertThat(crawl.frontier.defer(task, 1_000)).isTrue();
      } else {
        crawl.finish(task);
        quick++;
      }
    }
    assertThat(crawl.frontier.take()).isNull();
    time.advance(Duration.ofNanos(1_000));
    assertThat(crawl.takeAll()).hasSize(40);
    assertClosed(crawl);
  }

  @Test
  void close_hostsInEveryState_givesOutEachUrlOnce() {
    Crawling crawl = crawling(1_000, 2, 1);
    admitMany(crawl, "h", 4, 3);
    CrawlTask located = taken(crawl);
    assertThat(crawl.frontier.located(located, "1")).isTrue();
    CrawlTask inLine = taken(crawl);
    assertThat(crawl.frontier.located(inLine, "1")).isFalse();
    CrawlTask deferred = taken(crawl);
    assertThat(crawl.frontier.defer(deferred, 5)).isTrue();
    CrawlTask out = taken(crawl);
    crawl.frontier.close();
    assertThat(crawl.frontier.defer(out, 5)).isFalse();
    assertThat(crawl.frontier.located(out, "1")).isTrue();
    crawl.frontier.opened(out);
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    crawl.finish(out);
    crawl.finish(located);
    assertThat(crawl.abandon())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .contains(inLine, deferred)
        .doesNotContain(located, out);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(12);
  }
}
