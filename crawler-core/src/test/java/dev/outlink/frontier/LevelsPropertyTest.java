package dev.outlink.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Depth is that of the shortest way, whatever the order in which pages come and are finished. */
class LevelsPropertyTest {

  @Property(tries = 1_000)
  void depth_ofEveryPage_isThatOfTheShortestWay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int hosts,
      @ForAll @IntRange(min = 1, max = 120) int pages,
      @ForAll @IntRange(min = 1, max = 4) int hostLimit,
      @ForAll @IntRange(min = 1, max = 12) int maxDepth) {
    RandomSite site = RandomSite.of(new Random(seed), hosts, pages, 4);
    for (int order = 0; order < 4; order++) {
      Walk walk = new Walk(site, new Random(seed + order), hostLimit, maxDepth, 1 << 16);
      walk.run();
      Statistics.label("ahead").collect(walk.ahead > 0);
    }
  }

  @Property(tries = 150)
  void depth_littleRoom_isThatOfTheShortestWay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int hosts,
      @ForAll @IntRange(min = 50, max = 400) int pages,
      @ForAll @IntRange(min = 1, max = 60) int capacity) {
    RandomSite site = RandomSite.of(new Random(seed), hosts, pages, 25);
    // Seeds that are found before they are read are remembered only up to the capacity.
    site.links.values().forEach(targets -> targets.removeAll(site.seeds));
    new Walk(site, new Random(seed), 3, 1_000, capacity).run();
  }

  /** A crawl of a site in which everything that may happen next happens by chance. */
  private static final class Walk {
    final RandomSite site;
    final Random random;
    final int maxDepth;
    final VirtualTime time = new VirtualTime();
    final Crawling crawl;
    final List<CrawlTask> out = new ArrayList<>();
    final List<CrawlTask> inProcess = new ArrayList<>();
    final Map<Integer, Integer> taken = new HashMap<>();
    final List<Integer> input;
    boolean inputEnded;
    int ahead;

    Walk(RandomSite site, Random random, int hostLimit, int maxDepth, int capacity) {
      this.site = site;
      this.random = random;
      this.maxDepth = maxDepth;
      this.input = new ArrayList<>(site.seeds);
      crawl =
          new Crawling(
              new FrontierConfig(capacity, hostLimit, 100, true, CanonicalKey.STANDARD),
              new MemoryOverflow(),
              Budget.NONE,
              time.ticker());
    }

    void run() {
      // The input may come late, when some of it was found already.
      int slowInput = 1 + random.nextInt(8);
      boolean goesOn = true;
      while (goesOn) {
        int dice = random.nextInt(8);
        if (dice < slowInput && !inputEnded) {
          read();
        } else if (dice < 4) {
          take();
        } else if (dice < 5) {
          release();
        } else {
          process();
        }
        goesOn = !inputEnded || crawl.frontier.settled() < crawl.frontier.admitted();
      }
      assertThat(taken).isEqualTo(site.depths(maxDepth));
      assertThat(crawl.frontier.waiting()).isZero();
      assertThat(crawl.frontier.spilled()).isZero();
      assertThat(crawl.abandon()).isEmpty();
    }

    private void read() {
      if (input.isEmpty()) {
        inputEnded = true;
        crawl.frontier.inputEnded();
        return;
      }
      CrawlTask seed = Crawling.seed(site.url(input.get(0)));
      if (crawl.frontier.admit(seed) != Admission.FULL) {
        input.remove(0);
      } else {
        finishOne();
      }
    }

    private void finishOne() {
      take();
      release();
      process();
    }

    /** The next one; null where there is none now. */
    private @Nullable CrawlTask next() {
      CrawlTask task = crawl.frontier.take();
      boolean idle = task == null && out.isEmpty() && inProcess.isEmpty();
      if (!idle || !inputEnded || crawl.frontier.waiting() == 0) {
        return task;
      }
      if (crawl.frontier.spilled() > 0) {
        crawl.awaitReady();
        return null;
      }
      // It may have come from disk meanwhile.
      return Objects.requireNonNull(crawl.frontier.take(), "something is to be taken");
    }

    private void take() {
      CrawlTask task = next();
      if (task == null) {
        return;
      }
      int page = RandomSite.page(task);
      if (task.attempt() == 1) {
        assertThat(taken.put(page, task.depth())).as("twice: %s", task).isNull();
        boolean isAhead =
            out.stream().anyMatch(other -> isBefore(other, task))
                || inProcess.stream().anyMatch(other -> isBefore(other, task));
        ahead += isAhead ? 1 : 0;
      } else {
        assertThat(task.depth()).isEqualTo(taken.get(page));
      }
      if (random.nextBoolean()) {
        crawl.frontier.opened(task);
      }
      out.add(task);
    }

    private static boolean isBefore(CrawlTask one, CrawlTask other) {
      return one.url().host().equals(other.url().host()) && one.depth() < other.depth();
    }

    private void release() {
      if (out.isEmpty()) {
        return;
      }
      CrawlTask task = out.remove(random.nextInt(out.size()));
      if (random.nextInt(6) == 0) {
        assertThat(crawl.frontier.defer(task, 0)).isTrue();
        taken.remove(RandomSite.page(task), task.attempt() == 1 ? task.depth() : -1);
        return;
      }
      crawl.frontier.leaveHost(task);
      if (task.attempt() < site.attempts(RandomSite.page(task))) {
        assertThat(crawl.frontier.retry(task.again(), 0)).isTrue();
      } else {
        inProcess.add(task);
      }
    }

    private void process() {
      if (inProcess.isEmpty()) {
        return;
      }
      CrawlTask task = inProcess.remove(random.nextInt(inProcess.size()));
      int page = RandomSite.page(task);
      if (!site.failing.contains(page) && task.depth() < maxDepth) {
        for (int to : site.links(page)) {
          Admission answer = crawl.frontier.discover(Crawling.link(site.url(to), task.depth() + 1));
          assertThat(answer).isIn(Admission.ADMITTED, Admission.ALREADY_KNOWN);
        }
      }
      crawl.frontier.settle(task);
    }
  }
}
