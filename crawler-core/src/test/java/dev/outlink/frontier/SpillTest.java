package dev.outlink.frontier;

import static dev.outlink.frontier.Crawling.link;
import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpillTest {

  private final MemoryOverflow overflow = new MemoryOverflow();

  private static List<String> paths(List<CrawlTask> tasks) {
    return tasks.stream().map(task -> task.url().path()).toList();
  }

  @Test
  void take_moreLinksThanMemoryHolds_keepsTheirOrder() {
    Crawling crawl = new Crawling(100, 1, false, overflow);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
      expected.add("/" + i);
    }
    assertThat(crawl.frontier.spilled()).isEqualTo(9_950);
    assertThat(crawl.frontier.waiting()).isEqualTo(10_000);
    assertThat(paths(crawl.takeAll())).isEqualTo(expected);
    assertThat(crawl.frontier.spilled()).isZero();
    assertThat(crawl.frontier.waiting()).isZero();
    assertThat(overflow.written).hasValue(9_950);
    assertThat(crawl.abandon()).isEmpty();
    assertThat(overflow.closed).isTrue();
  }

  @Test
  void take_depthsMixedOnDisk_lowestFirstThenAsFound() {
    Crawling crawl = new Crawling(10, 1, false, overflow);
    for (int i = 0; i < 3_000; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + (2 + i % 3) + "/" + i, 2 + i % 3)))
          .isEqualTo(Admission.ADMITTED);
    }
    List<CrawlTask> taken = crawl.takeAll();
    assertThat(taken).hasSize(3_000).doesNotHaveDuplicates();
    assertThat(taken)
        .isSortedAccordingTo(
            (one, other) -> {
              int byDepth = Integer.compare(one.depth(), other.depth());
              return byDepth != 0 ? byDepth : Integer.compare(number(one), number(other));
            });
    assertThat(crawl.abandon()).isEmpty();
  }

  private static int number(CrawlTask task) {
    String path = task.url().path();
    return Integer.parseInt(path, path.lastIndexOf('/') + 1, path.length(), 10);
  }

  @Test
  void take_linksFoundMeanwhile_keepsLevelsAndTheirOrder() {
    Crawling crawl = new Crawling(4, 2, true, overflow);
    crawl.frontier.inputEnded();
    // One page after the other with five links: the next level comes while this one is on disk.
    assertThat(crawl.frontier.admit(CrawlTask.seed(url("http://a/"))))
        .isEqualTo(Admission.ADMITTED);
    int found = 0;
    List<Integer> depths = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (CrawlTask task = crawl.take(); task != null; task = crawl.take()) {
      depths.add(task.depth());
      numbers.add(task.depth() == 0 ? -1 : number(task));
      for (int i = 0; i < 5 && task.depth() < 5; i++) {
        assertThat(crawl.frontier.discover(link("http://a/" + found++, task.depth() + 1)))
            .isEqualTo(Admission.ADMITTED);
      }
      crawl.finish(task);
    }
    assertThat(depths).hasSize(1 + 5 + 25 + 125 + 625 + 3125).isSorted();
    assertThat(numbers).isSorted();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void admit_linksFillTheirHalf_seedsFindRoom() {
    Crawling crawl = new Crawling(10, 1, true, overflow);
    for (int i = 0; i < 100; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(crawl.frontier.admit(CrawlTask.seed(url("http://b/" + i))))
          .isEqualTo(Admission.ADMITTED);
    }
    assertThat(crawl.frontier.admit(CrawlTask.seed(url("http://b/5")))).isEqualTo(Admission.FULL);
    for (int i = 0; i < 5; i++) {
      crawl.finish(Objects.requireNonNull(crawl.frontier.take()));
    }
    assertThat(crawl.frontier.take()).isNull();
    crawl.frontier.inputEnded();
    assertThat(crawl.takeAll()).hasSize(100);
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void abandoned_spilledTasks_givesOutEachOnce() {
    Crawling crawl = new Crawling(50, 2, false, overflow);
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String url = "http://" + i % 7 + ".example/" + i;
      assertThat(crawl.frontier.discover(link(url, i % 3))).isEqualTo(Admission.ADMITTED);
      expected.add(url);
    }
    CrawlTask out = Objects.requireNonNull(crawl.frontier.take());
    CrawlTask again = Objects.requireNonNull(crawl.frontier.take());
    crawl.frontier.leaveHost(again);
    assertThat(crawl.frontier.retry(again.again(), 1L << 60)).isTrue();
    List<CrawlTask> left = crawl.abandon();
    expected.remove(out.url().href());
    assertThat(left).hasSize(expected.size()).contains(again.again());
    assertThat(new HashSet<>(left.stream().map(task -> task.url().href()).toList()))
        .isEqualTo(expected);
    crawl.finish(out);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(20_000);
    assertThat(overflow.closed).isTrue();
    assertThat(crawl.frontier.discover(link("http://x/", 1))).isEqualTo(Admission.CLOSED);
    assertThat(crawl.failure.get()).isNull();
  }

  @Test
  void discover_diskFails_closesAndTells() {
    Crawling crawl = new Crawling(50, 2, false, overflow);
    overflow.broken = true;
    int i = 0;
    Admission answer = Admission.ADMITTED;
    while (answer == Admission.ADMITTED) {
      answer = crawl.frontier.discover(link("http://a/" + i++, 1));
    }
    assertThat(answer).isEqualTo(Admission.CLOSED);
    await().untilAsserted(() -> assertThat(crawl.failure.get()).hasMessageContaining("No space"));
    assertThat(overflow.closed).isTrue();
    assertThat(crawl.frontier.take()).isNull();
    crawl.frontier.close();
    assertThat(crawl.abandon().size()).isBetween(25, i);
  }

  @Test
  void read_diskFails_closesAndTells() {
    Crawling crawl = new Crawling(50, 2, false, overflow);
    for (int i = 0; i < 10_000; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
    }
    await().until(() -> overflow.written.get() > 0);
    overflow.broken = true;
    for (CrawlTask task = crawl.frontier.take(); task != null; task = crawl.frontier.take()) {
      crawl.finish(task);
    }
    await().untilAsserted(() -> assertThat(crawl.failure.get()).hasMessageContaining("No space"));
    assertThat(crawl.abandon().size()).isLessThan(10_000);
  }

  @Test
  void frontier_severalThreads_losesNothingAndGivesNothingTwice() throws Exception {
    Crawling crawl = new Crawling(1_000, 3, false, overflow);
    Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    int target = 40_000;
    AtomicInteger found = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      assertThat(crawl.frontier.admit(CrawlTask.seed(url("http://0/"))))
          .isEqualTo(Admission.ADMITTED);
      crawl.frontier.inputEnded();
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(
            threads.submit(
                () -> {
                  while (crawl.frontier.settled() < crawl.frontier.admitted()) {
                    CrawlTask task = crawl.frontier.take();
                    if (task == null) {
                      Thread.onSpinWait();
                      continue;
                    }
                    crawl.frontier.leaveHost(task);
                    if (task.attempt() == 1 && number(task.url().href()) % 10 == 3) {
                      assertThat(crawl.frontier.retry(task.again(), 1_000)).isTrue();
                      continue;
                    }
                    taken
                        .computeIfAbsent(task.url().href(), unknown -> new AtomicInteger())
                        .incrementAndGet();
                    for (int i = 0; i < 20 && found.get() < target; i++) {
                      int number = found.incrementAndGet();
                      String url = "http://" + number % 50 + "/" + number;
                      assertThat(crawl.frontier.discover(link(url, task.depth() + 1)))
                          .isEqualTo(Admission.ADMITTED);
                      assertThat(crawl.frontier.discover(link(url, 1)))
                          .isEqualTo(Admission.ALREADY_KNOWN);
                    }
                    crawl.frontier.settle(task);
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get(50, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(overflow.written.get()).isPositive();
    assertThat(taken).hasSize(found.get() + 1);
    assertThat(taken.values()).allSatisfy(times -> assertThat(times).hasValue(1));
    assertThat(crawl.abandon()).isEmpty();
    assertThat(crawl.frontier.waiting()).isZero();
  }

  private static int number(String href) {
    String last = href.substring(href.lastIndexOf('/') + 1);
    return last.isEmpty() ? 0 : Integer.parseInt(last);
  }

  @Test
  void discover_twoHosts_onlyTheHostWithUrlsOnDiskGoesOnSpilling() {
    Crawling crawl = new Crawling(40, 1, false, overflow);
    for (int i = 0; i < 30; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
    }
    assertThat(crawl.frontier.spilled()).isEqualTo(10);
    Map<String, Integer> counts = new HashMap<>();
    for (CrawlTask task : crawl.takeAll()) {
      counts.merge(task.url().hostname(), 1, Integer::sum);
    }
    assertThat(counts).containsEntry("a", 30);
    assertThat(crawl.frontier.discover(link("http://b/", 1))).isEqualTo(Admission.ADMITTED);
    assertThat(crawl.frontier.spilled()).isZero();
    assertThat(crawl.abandon()).hasSize(1);
  }

  @Test
  void take_laneOnDiskAgain_doesNotGiveOutWhatItGaveOutBefore() {
    Crawling crawl = new Crawling(8, 1, false, overflow);
    List<String> expected = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    // One that is deeper keeps the host; the lane before it is emptied and goes to disk again.
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        String path = "/" + round + "/" + i;
        assertThat(crawl.frontier.discover(link("http://a" + path, 1)))
            .isEqualTo(Admission.ADMITTED);
        expected.add(path);
      }
      assertThat(crawl.frontier.discover(link("http://a/deep/" + round, 2)))
          .isEqualTo(Admission.ADMITTED);
      for (int i = 0; i < 100; i++) {
        CrawlTask task = Objects.requireNonNull(crawl.take());
        crawl.finish(task);
        taken.add(task.url().path());
      }
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(overflow.written.get()).isGreaterThan(400);
    assertThat(crawl.takeAll()).hasSize(5);
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void abandoned_calledByTheFrontiersOwnThread_doesNotWaitForItself() {
    List<Frontier> made = new ArrayList<>();
    List<CrawlTask> left = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Runnable close =
        () -> {
          Frontier frontier = made.get(0);
          frontier.close();
          for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
            left.add(task);
            frontier.settle(task);
          }
          ended.complete(null);
        };
    Frontier frontier = new Crawling(10, 1, overflow, close, failure -> {}).frontier;
    made.add(frontier);
    for (int i = 0; i < 8_000; i++) {
      assertThat(frontier.discover(link("http://a/" + i, 1)))
          .isIn(Admission.ADMITTED, Admission.CLOSED);
    }
    int taken = 0;
    for (CrawlTask task = frontier.take(); task != null; task = frontier.take()) {
      frontier.leaveHost(task);
      frontier.settle(task);
      taken++;
    }
    ended.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(left).hasSize((int) frontier.admitted() - taken).doesNotHaveDuplicates();
    assertThat(frontier.settled()).isEqualTo(frontier.admitted()).isPositive();
    assertThat(overflow.closed).isTrue();
  }

  @Test
  void abandoned_calledWhenTheDiskFailed_ends() {
    List<Frontier> made = new ArrayList<>();
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Frontier frontier =
        new Crawling(
                10,
                1,
                overflow,
                () -> {},
                cause -> {
                  made.get(0).close();
                  while (made.get(0).abandoned() != null) {
                    Thread.onSpinWait();
                  }
                  told.complete(cause);
                })
            .frontier;
    made.add(frontier);
    overflow.broken = true;
    for (int i = 0; i < 8_000; i++) {
      Admission answer = frontier.discover(link("http://a/" + i, 1));
      assertThat(answer).isIn(Admission.ADMITTED, Admission.CLOSED);
    }
    assertThat(told.orTimeout(20, TimeUnit.SECONDS).join()).hasMessageContaining("No space");
  }

  @Test
  void retry_memoryFullOfDelayedOnes_readsNoMore() {
    VirtualTime time = new VirtualTime();
    Crawling crawl = new Crawling(16, 1, false, overflow, Budget.NONE, time.ticker());
    crawl.frontier.inputEnded();
    for (int i = 0; i < 4_000; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
    }
    int delayed = 0;
    for (CrawlTask task = crawl.takeSoon(); task != null; task = crawl.takeSoon()) {
      crawl.frontier.leaveHost(task);
      assertThat(crawl.frontier.retry(task.again(), 1_000)).isTrue();
      delayed++;
    }
    // The capacity of 16 and the reserve of 512.
    assertThat(delayed).isBetween(500, 600);
    time.advance(Duration.ofNanos(1_000));
    assertThat(crawl.takeAll()).hasSize(4_000).doesNotHaveDuplicates();
    assertThat(crawl.abandon()).isEmpty();
  }
}
