package dev.outlink.frontier;

import static dev.outlink.frontier.Crawling.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Levels: stragglers, depths that are lowered, and an input that does not end. */
@Timeout(60)
class LevelsTest {

  private final VirtualTime time = new VirtualTime();
  private final MemoryOverflow overflow = new MemoryOverflow();

  private Crawling crawling(int capacity, int hostLimit) {
    return new Crawling(
        new FrontierConfig(capacity, hostLimit, 1_000, true, CanonicalKey.STANDARD),
        overflow,
        Budget.NONE,
        time.ticker());
  }

  private static void admit(Crawling crawl, String url) {
    assertThat(crawl.frontier.admit(Crawling.seed(url))).isEqualTo(Admission.ADMITTED);
  }

  private static void discover(Crawling crawl, String url, int depth) {
    assertThat(crawl.frontier.discover(link(url, depth))).as(url).isEqualTo(Admission.ADMITTED);
  }

  private static void again(Crawling crawl, String url, int depth) {
    assertThat(crawl.frontier.discover(link(url, depth)))
        .as(url)
        .isEqualTo(Admission.ALREADY_KNOWN);
  }

  private static CrawlTask taken(Crawling crawl, String href, int depth) {
    CrawlTask task = crawl.take();
    assertThat(task).as(href).isNotNull();
    assertThat(Objects.requireNonNull(task).url().href()).isEqualTo(href);
    assertThat(task.depth()).as(href).isEqualTo(depth);
    crawl.frontier.opened(task);
    return task;
  }

  @Test
  void take_levels_goesOneLevelAheadOfItsStragglers() {
    Crawling crawl = crawling(100, 10);
    crawl.frontier.inputEnded();
    admit(crawl, "http://a/0");
    CrawlTask seed = taken(crawl, "http://a/0", 0);
    discover(crawl, "http://a/1", 1);
    CrawlTask one = taken(crawl, "http://a/1", 1);
    discover(crawl, "http://a/2", 2);
    assertThat(crawl.frontier.take()).isNull();
    crawl.frontier.leaveHost(seed);
    assertThat(crawl.frontier.take()).isNull();
    assertThat(crawl.frontier.retry(seed.again(), 0)).isTrue();
    seed = taken(crawl, "http://a/0", 0);
    assertThat(seed.attempt()).isEqualTo(2);
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(seed);
    CrawlTask two = taken(crawl, "http://a/2", 2);
    discover(crawl, "http://a/3", 3);
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(one);
    crawl.finish(taken(crawl, "http://a/3", 3));
    crawl.finish(two);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(4);
  }

  @Test
  void take_levels_oneHostsStragglerHoldsUpNoOther() {
    Crawling crawl = crawling(100, 10);
    crawl.frontier.inputEnded();
    admit(crawl, "http://a/0");
    admit(crawl, "http://b/0");
    CrawlTask straggler = taken(crawl, "http://a/0", 0);
    CrawlTask page = taken(crawl, "http://b/0", 0);
    for (int depth = 1; depth < 6; depth++) {
      discover(crawl, "http://b/" + depth, depth);
      crawl.finish(page);
      page = taken(crawl, "http://b/" + depth, depth);
    }
    crawl.finish(page);
    crawl.finish(straggler);
  }

  @Test
  void discover_stragglersLateLink_lowersWhatWaits() {
    Crawling crawl = crawling(100, 10);
    crawl.frontier.inputEnded();
    admit(crawl, "http://a/straggler");
    admit(crawl, "http://a/0");
    CrawlTask straggler = taken(crawl, "http://a/straggler", 0);
    CrawlTask seed = taken(crawl, "http://a/0", 0);
    discover(crawl, "http://a/1", 1);
    crawl.finish(seed);
    CrawlTask ahead = taken(crawl, "http://a/1", 1);
    discover(crawl, "http://a/x", 2);
    discover(crawl, "http://a/y", 2);
    crawl.finish(ahead);
    assertThat(crawl.frontier.take()).isNull();
    again(crawl, "http://a/x", 1);
    again(crawl, "http://a/x", 1);
    assertThat(crawl.frontier.waiting()).isEqualTo(2);
    CrawlTask lowered = taken(crawl, "http://a/x", 1);
    again(crawl, "http://a/x", 1);
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(straggler);
    crawl.finish(taken(crawl, "http://a/y", 2));
    crawl.finish(lowered);
    assertThat(crawl.frontier.take()).isNull();
    assertThat(crawl.frontier.waiting()).isZero();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(5);
    assertThat(crawl.abandon()).isEmpty();
  }

  /** A site whose level 2 is on disk while a seed is a straggler. */
  private CrawlTask stragglerBeforeALevelOnDisk(Crawling crawl, int links) {
    crawl.frontier.inputEnded();
    admit(crawl, "http://a/straggler");
    admit(crawl, "http://a/0");
    CrawlTask straggler = taken(crawl, "http://a/straggler", 0);
    CrawlTask seed = taken(crawl, "http://a/0", 0);
    discover(crawl, "http://a/1", 1);
    crawl.finish(seed);
    CrawlTask ahead = taken(crawl, "http://a/1", 1);
    for (int i = 0; i < links; i++) {
      discover(crawl, "http://a/x" + i, 2);
    }
    crawl.finish(ahead);
    return straggler;
  }

  @Test
  void discover_stragglersLinksToWhatIsOnDisk_lowersThemAndGivesEachOnce() {
    Crawling crawl = crawling(1_000, 10);
    CrawlTask straggler = stragglerBeforeALevelOnDisk(crawl, 6_000);
    assertThat(crawl.frontier.spilled()).isEqualTo(5_002);
    int firstOnDisk = 6_000 - 5_002;
    int loweredOnDisk = 0;
    for (int i = 0; i < 6_000; i += 3) {
      again(crawl, "http://a/x" + i, 1);
      loweredOnDisk += i >= firstOnDisk ? 1 : 0;
    }
    assertThat(crawl.frontier.waiting()).isEqualTo(6_000);
    assertThat(crawl.frontier.spilled()).isEqualTo(5_002 - loweredOnDisk);
    crawl.finish(straggler);
    Map<String, Integer> depths = new HashMap<>();
    for (CrawlTask task : crawl.takeAll()) {
      assertThat(depths.put(task.url().path().substring(2), task.depth())).isNull();
    }
    assertThat(depths).hasSize(6_000);
    depths.forEach(
        (number, depth) ->
            assertThat(depth).as(number).isEqualTo(Integer.parseInt(number) % 3 == 0 ? 1 : 2));
    assertThat(crawl.frontier.spilled()).isZero();
    assertThat(crawl.frontier.waiting()).isZero();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    // All room is free again.
    for (int i = 0; i < 1_000; i++) {
      admit(crawl, "http://last/" + i);
    }
    assertThat(crawl.abandon()).hasSize(1_000);
  }

  @Test
  void discover_allOfALaneOnDiskIsLowered_theLaneEnds() {
    Crawling crawl = crawling(10, 10);
    CrawlTask straggler = stragglerBeforeALevelOnDisk(crawl, 3_000);
    for (int i = 0; i < 3_000; i++) {
      again(crawl, "http://a/x" + i, 1);
    }
    assertThat(crawl.frontier.spilled()).isZero();
    discover(crawl, "http://a/deep", 2);
    crawl.finish(straggler);
    List<CrawlTask> all = crawl.takeAll();
    assertThat(all).hasSize(3_001);
    assertThat(all.get(3_000).url().path()).isEqualTo("/deep");
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    admit(crawl, "http://a/again");
    assertThat(crawl.takeAll()).hasSize(1);
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void close_depthsWereLoweredOnDisk_givesOutEachUrlOnce() {
    Crawling crawl = crawling(1_000, 10);
    CrawlTask straggler = stragglerBeforeALevelOnDisk(crawl, 6_000);
    for (int i = 0; i < 6_000; i += 2) {
      again(crawl, "http://a/x" + i, 1);
    }
    List<CrawlTask> left = crawl.abandon();
    assertThat(left.stream().map(task -> task.url().href()).distinct()).hasSize(6_000);
    assertThat(left).hasSize(6_000);
    crawl.finish(straggler);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    assertThat(crawl.frontier.spilled()).isZero();
  }

  @Test
  void take_moreTentativeDepthsThanAreKept_goesNoFurtherAhead() {
    Crawling crawl = crawling(20, 10);
    crawl.frontier.inputEnded();
    List<CrawlTask> stragglers = new ArrayList<>();
    for (String host : List.of("a", "b", "c")) {
      admit(crawl, "http://" + host + "/0");
      stragglers.add(taken(crawl, "http://" + host + "/0", 0));
    }
    for (String host : List.of("a", "b", "c")) {
      discover(crawl, "http://" + host + "/1", 1);
      discover(crawl, "http://" + host + "/2", 1);
    }
    int pages = 0;
    int links = 0;
    for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
      crawl.frontier.opened(task);
      pages++;
      for (int i = 0; i < 15; i++) {
        discover(crawl, task.url().href() + "/" + links++, 2);
      }
      crawl.finish(task);
    }
    assertThat(pages).isEqualTo(2);
    // One straggler ends, so that the depths of its host are certain and there is room again.
    crawl.finish(stragglers.get(0));
    while (pages < 6) {
      CrawlTask task = Objects.requireNonNull(crawl.take());
      pages += task.depth() == 1 ? 1 : 0;
      assertThat(task.depth() == 1 || task.url().hostname().equals("a")).isTrue();
      crawl.finish(task);
    }
    stragglers.subList(1, 3).forEach(crawl::finish);
    crawl.takeAll();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    assertThat(crawl.abandon()).isEmpty();
  }

  /** A page of the site below, and when it ends. */
  private record Fetch(CrawlTask task, long endsAt) {}

  @Test
  void take_300StragglersOn30HostsAtEachOf6Levels_levelsOverlap() {
    Crawling crawl = crawling(1 << 16, 40);
    long quick = TimeUnit.MILLISECONDS.toNanos(50);
    long slow = TimeUnit.SECONDS.toNanos(60);
    for (int host = 0; host < 30; host++) {
      admit(crawl, "http://h" + host + "/");
    }
    crawl.frontier.inputEnded();
    long startedAt = time.now();
    List<Fetch> under = new ArrayList<>();
    int most = 0;
    int stragglers = 0;
    while (crawl.frontier.settled() < crawl.frontier.admitted()) {
      for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
        crawl.frontier.opened(task);
        boolean straggles = task.url().path().contains("slow");
        stragglers += straggles ? 1 : 0;
        under.add(new Fetch(task, time.now() + (straggles ? slow : quick)));
      }
      most = Math.max(most, under.size());
      Fetch next =
          under.stream().min((one, other) -> Long.compare(one.endsAt, other.endsAt)).orElseThrow();
      under.remove(next);
      time.advance(Duration.ofNanos(next.endsAt - time.now()));
      CrawlTask page = next.task;
      boolean first = page.depth() == 0 || page.url().path().endsWith("/quick0");
      if (first && page.depth() < 6) {
        String base = "http://" + page.url().hostname() + "/" + (page.depth() + 1);
        for (int i = 0; i < 10; i++) {
          discover(crawl, base + "/slow" + i, page.depth() + 1);
          discover(crawl, base + "/quick" + i, page.depth() + 1);
        }
      }
      crawl.finish(page);
    }
    assertThat(stragglers).isEqualTo(6 * 300);
    assertThat(crawl.frontier.admitted()).isEqualTo(30 + 6 * 600);
    assertThat(most).isGreaterThanOrEqualTo(600);
    // Six levels one after the other would take six minutes.
    assertThat(Duration.ofNanos(time.now() - startedAt)).isLessThan(Duration.ofSeconds(185));
  }

  @Test
  void take_inputIsBeingRead_whatWasFoundWaits() {
    Crawling crawl = crawling(100, 10);
    admit(crawl, "http://a/0");
    crawl.finish(taken(crawl, "http://a/0", 0));
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    discover(crawl, "http://a/1", 1);
    discover(crawl, "http://b/redirect", 0);
    crawl.finish(taken(crawl, "http://b/redirect", 0));
    assertThat(crawl.frontier.take()).isNull();
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(InputWait.PATIENCE);
    crawl.frontier.inputEnded();
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    crawl.finish(taken(crawl, "http://a/1", 1));
  }

  @Test
  void take_inputThatPauses_whatWasFoundGoesOn() {
    Crawling crawl = crawling(1_000, 10);
    for (int i = 0; i < 5; i++) {
      time.advance(Duration.ofHours(1)); // nothing was found yet
      admit(crawl, "http://a/0" + i);
      crawl.finish(taken(crawl, "http://a/0" + i, 0));
    }
    discover(crawl, "http://a/1", 1);
    for (int i = 0; i < 2_000; i++) {
      time.advance(Duration.ofMillis(90)); // not long enough for a pause
      admit(crawl, "http://b/" + i);
      crawl.finish(taken(crawl, "http://b/" + i, 0));
    }
    for (int i = 0; i < 29; i++) {
      time.advance(Duration.ofSeconds(1));
      admit(crawl, "http://c/" + i);
      crawl.finish(taken(crawl, "http://c/" + i, 0));
    }
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Duration.ofSeconds(1).toNanos());
    time.advance(Duration.ofMillis(999));
    assertThat(crawl.frontier.take()).isNull();
    time.advance(Duration.ofMillis(1));
    assertThat(crawl.frontier.nanosToNext()).isZero();
    crawl.finish(taken(crawl, "http://a/1", 1));
    assertThat(crawl.frontier.nanosToNext()).isEqualTo(Long.MAX_VALUE);
    // Seeds still come first, and levels count.
    discover(crawl, "http://a/2", 2);
    admit(crawl, "http://a/late");
    CrawlTask late = taken(crawl, "http://a/late", 0);
    assertThat(crawl.frontier.take()).isNull();
    crawl.finish(late);
    crawl.finish(taken(crawl, "http://a/2", 2));
  }

  @Test
  void take_inputThatNeverEndsNorPauses_whatWasFoundHasItsTurns() {
    Crawling crawl = crawling(100, 2);
    for (int i = 0; i < 20; i++) {
      discover(crawl, "http://found" + i + "/1", 1);
    }
    int found = 0;
    int seeds = 0;
    while (found < 20) {
      while (crawl.frontier.admit(Crawling.seed("http://s" + seeds + "/")) == Admission.ADMITTED) {
        seeds++;
      }
      CrawlTask task = Objects.requireNonNull(crawl.frontier.take());
      found += task.depth();
      crawl.finish(task);
      assertThat(seeds).isLessThan(InputWait.MOST_FILLS * 100 + 1_000);
      assertThat(found == 0 || seeds >= InputWait.MOST_FILLS * 100).isTrue();
    }
  }

  @Test
  void admit_urlThatWasFoundBefore_isCrawledAsASeed() {
    Crawling crawl = crawling(1_000, 10);
    admit(crawl, "http://a/0");
    CrawlTask first = taken(crawl, "http://a/0", 0);
    for (int i = 0; i < 3_000; i++) {
      discover(crawl, "http://a/x" + i, 1);
    }
    assertThat(crawl.frontier.spilled()).isPositive();
    for (int i = 0; i < 500; i++) {
      assertThat(crawl.frontier.admit(Crawling.seed("http://a/x" + i)))
          .isEqualTo(Admission.ALREADY_KNOWN);
    }
    crawl.finish(first);
    int seeds = 0;
    for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
      assertThat(task).isEqualTo(CrawlTask.seed(task.url()));
      crawl.finish(task);
      seeds++;
    }
    assertThat(seeds).isEqualTo(500);
    crawl.frontier.inputEnded();
    assertThat(crawl.takeAll()).hasSize(2_500).allMatch(task -> task.depth() == 1);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(3_001);
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void discover_deepLinksOfOtherHostsPages_areNotKeptForEver() {
    Crawling crawl = crawling(10, 10);
    crawl.frontier.inputEnded();
    admit(crawl, "http://a/straggler");
    admit(crawl, "http://b/straggler");
    CrawlTask straggler = taken(crawl, "http://a/straggler", 0);
    CrawlTask other = taken(crawl, "http://b/straggler", 0);
    for (int i = 0; i < 3_000; i++) {
      discover(crawl, "http://a/" + i, 2 + i % 3);
    }
    // Nothing of it holds up other hosts.
    discover(crawl, "http://b/1", 1);
    crawl.finish(Objects.requireNonNull(crawl.take()));
    crawl.finish(other);
    crawl.finish(straggler);
    assertThat(crawl.takeAll()).hasSize(3_000);
    assertThat(crawl.abandon()).isEmpty();
  }
}
