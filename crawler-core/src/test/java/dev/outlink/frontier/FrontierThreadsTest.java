package dev.outlink.frontier;

import static dev.outlink.frontier.Crawling.link;
import static dev.outlink.frontier.Crawling.seed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** A frontier whose URLs go to disk, used by many threads; what holds whatever comes first. */
@Timeout(60)
class FrontierThreadsTest {

  private static final int THREADS = 4;
  private static final int HOSTS = 12;
  private static final int HOST_LIMIT = 2;
  private static final int CAPACITY = 64;
  private static final int SEEDS = 40;
  private static final int URLS = 12_000;

  private final MemoryOverflow overflow = new MemoryOverflow();
  private final Set<String> admitted = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> givenOut = new ConcurrentHashMap<>();
  private final AtomicIntegerArray out = new AtomicIntegerArray(HOSTS);
  private final AtomicInteger overLimit = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  /** There may be something to take. */
  private final Semaphore work = new Semaphore(0);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Frontier frontier =
      new Frontier(
          new FrontierConfig(CAPACITY, HOST_LIMIT, 1_000, false, CanonicalKey.STANDARD),
          Budget.NONE,
          () -> overflow,
          () -> work.release(THREADS),
          failure -> {},
          new Ticker() {
            @Override
            public long read() {
              return 0;
            }
          },
          new Random(1));

  @RepeatedTest(3)
  void visits_ofManyThreads_giveOutEachUrlOnceAndKeepTheLimits() throws Exception {
    crawl(Integer.MAX_VALUE);

    assertThat(overLimit).hasValue(0);
    assertThat(overflow.written.get()).isPositive();
    assertThat(admitted).hasSizeGreaterThanOrEqualTo(URLS);
    assertThat(givenOut.keySet()).isEqualTo(admitted);
    assertThat(givenOut.values()).allMatch(times -> times.get() == 1);
    assertThat(frontier.settled()).isEqualTo(admitted.size());
    assertThat(frontier.admitted()).isEqualTo(admitted.size());
    assertThat(frontier.waiting()).isZero();
    assertThat(frontier.spilled()).isZero();
    frontier.close();
    assertThat(frontier.abandoned()).isNull();
    assertThat(overflow.closed).isTrue();
  }

  @RepeatedTest(3)
  void close_inTheMidstOfVisits_givesOutTheOthersAsAbandonedOnce() throws Exception {
    crawl(URLS / 3);

    Map<String, Integer> left = new HashMap<>();
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      left.merge(task.url().href(), 1, Integer::sum);
      frontier.settle(task);
    }
    assertThat(left.values()).allMatch(times -> times == 1);
    assertThat(givenOut.values()).allMatch(times -> times.get() == 1);
    assertThat(left.keySet()).doesNotContainAnyElementsOf(givenOut.keySet());
    assertThat(left.size() + givenOut.size()).isEqualTo(admitted.size());
    assertThat(frontier.settled()).isEqualTo(admitted.size());
    assertThat(overLimit).hasValue(0);
    assertThat(overflow.closed).isTrue();
  }

  /** Visits all, or closes the frontier when so many were given out. */
  private void crawl(int closeAt) throws Exception {
    underWay.set(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        ends.add(threads.submit(() -> visits(closeAt)));
      }
      for (int i = 0; i < SEEDS; i++) {
        CrawlTask task = seed(href(i));
        underWay.incrementAndGet();
        Admission admission = frontier.admit(task);
        while (admission == Admission.FULL) {
          frontier.awaitRoom();
          admission = frontier.admit(task);
        }
        count(task, admission);
      }
      frontier.inputEnded();
      settled();
      for (Future<?> end : ends) {
        assertThat(end.get(50, TimeUnit.SECONDS)).isNull();
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void visits(int closeAt) {
    while (done.getCount() > 0) {
      CrawlTask task = frontier.take();
      if (task == null) {
        work.acquireUninterruptibly();
      } else {
        visit(task);
        if (givenOut.size() >= closeAt) {
          frontier.close();
          done.countDown();
          work.release(THREADS);
        }
      }
    }
  }

  private void visit(CrawlTask task) {
    givenOut.computeIfAbsent(task.url().href(), url -> new AtomicInteger()).incrementAndGet();
    int host = Integer.parseInt(Objects.requireNonNull(task.url().hostname()).substring(1));
    if (out.incrementAndGet(host) > HOST_LIMIT) {
      overLimit.incrementAndGet();
    }
    frontier.opened(task);
    for (int i = 0; i < 4 && numbers.get() < URLS; i++) {
      // Half of the links were found before.
      int number = i % 2 == 0 ? numbers.getAndIncrement() : numbers.get() / 2;
      CrawlTask found = link(href(SEEDS + number), task.depth() + 1);
      underWay.incrementAndGet();
      count(found, frontier.discover(found));
    }
    out.decrementAndGet(host);
    frontier.leaveHost(task);
    frontier.settle(task);
    work.release();
    settled();
  }

  private void count(CrawlTask task, Admission admission) {
    if (admission == Admission.ADMITTED) {
      admitted.add(task.url().href());
      work.release();
    } else {
      settled();
    }
  }

  /** One URL fewer, or the input; the last one ends the crawl. */
  private void settled() {
    if (underWay.decrementAndGet() == 0) {
      done.countDown();
      work.release(THREADS);
    }
  }

  private static String href(int number) {
    return "http://h" + number % HOSTS + "/" + number;
  }
}
