package dev.outlink.frontier;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CanonicalKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** URLs that go on as others: redirects that are followed. */
@Timeout(60)
class MoveTest {

  private final VirtualTime time = new VirtualTime();

  private Crawling crawling(int capacity, int hostLimit) {
    return new Crawling(
        new FrontierConfig(capacity, hostLimit, 10, false, CanonicalKey.STANDARD),
        new MemoryOverflow(),
        Budget.NONE,
        time.ticker());
  }

  private static void admit(Crawling crawl, String url) {
    assertThat(crawl.frontier.admit(Crawling.seed(url))).isEqualTo(Admission.ADMITTED);
  }

  private static CrawlTask taken(Crawling crawl) {
    return Objects.requireNonNull(crawl.frontier.take());
  }

  private static CrawlTask to(CrawlTask from, String target) {
    return new CrawlTask(url(target), from.depth(), from.redirects() + 1, 1, from.roots());
  }

  @CanIgnoreReturnValue
  private static CrawlTask move(Crawling crawl, CrawlTask from, String target) {
    CrawlTask to = to(from, target);
    crawl.frontier.leaveHost(from);
    assertThat(crawl.frontier.move(from, to)).isTrue();
    return to;
  }

  @Test
  void move_toAnotherHost_waitsThereAsItsScout() {
    Crawling crawl = crawling(100, 2);
    admit(crawl, "http://a/1");
    admit(crawl, "http://b/1");
    CrawlTask a = taken(crawl);
    CrawlTask b = taken(crawl);
    CrawlTask to = move(crawl, a, "http://b/2");
    assertThat(crawl.frontier.waiting()).isEqualTo(1);
    assertThat(crawl.frontier.take()).isNull();
    crawl.frontier.opened(b);
    assertThat(taken(crawl)).isEqualTo(to);
    crawl.finish(b);
    assertThat(crawl.frontier.settled()).isEqualTo(1);
    crawl.finish(to);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(2);
    assertThatIllegalStateException().isThrownBy(() -> crawl.frontier.settle(a));
    assertThat(crawl.abandon()).isEmpty();
  }

  @Test
  void move_withinTheHost_keepsItOpened() {
    Crawling crawl = crawling(100, 2);
    admit(crawl, "http://a/1");
    CrawlTask a = taken(crawl);
    crawl.frontier.opened(a);
    CrawlTask to = move(crawl, a, "http://a/2");
    admit(crawl, "http://a/3");
    assertThat(taken(crawl)).isEqualTo(to);
    assertThat(taken(crawl).url().path()).isEqualTo("/3");
  }

  @Test
  void move_toWhatIsKnown_isGivenOutAllTheSameAndStaysUnknownToLinks() {
    Crawling crawl = crawling(100, 2);
    admit(crawl, "http://a/1");
    admit(crawl, "http://b/known");
    CrawlTask a = taken(crawl);
    crawl.finish(taken(crawl));
    CrawlTask to = move(crawl, a, "http://b/known");
    assertThat(taken(crawl)).isEqualTo(to);
    move(crawl, to, "http://b/new");
    admit(crawl, "http://b/new");
    crawl.finish(taken(crawl));
    crawl.finish(taken(crawl));
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(3);
  }

  @Test
  void move_100kUrlsRedirectTwice_sumsMeet() {
    Crawling crawl = crawling(10_000, 4);
    int urls = 100_000;
    int next = 0;
    int retried = 0;
    int moved = 0;
    Set<String> ended = new HashSet<>();
    while (ended.size() < urls) {
      while (next < urls && next - ended.size() < 10_000) {
        admit(crawl, "http://from" + next % 300 + "/" + next);
        next++;
      }
      CrawlTask task = taken(crawl);
      crawl.frontier.opened(task);
      if (task.redirects() < 2) {
        String number = task.url().path().substring(1);
        move(crawl, task, "http://to" + Integer.parseInt(number) % 70 + "/" + number);
        moved++;
      } else if (task.attempt() == 1 && task.url().href().endsWith("7")) {
        crawl.frontier.leaveHost(task);
        assertThat(crawl.frontier.retry(task.again(), 0)).isTrue();
        retried++;
      } else {
        crawl.finish(task);
        assertThat(ended.add(task.roots().get(0).href())).isTrue();
      }
    }
    assertThat(moved).isEqualTo(2 * urls);
    assertThat(retried).isEqualTo(urls / 10);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(urls);
    assertThat(crawl.frontier.waiting()).isZero();
    assertThat(crawl.frontier.spilled()).isZero();
    // All room is free again.
    for (int i = 0; i < 10_000; i++) {
      admit(crawl, "http://last/" + i);
    }
    assertThat(crawl.frontier.admit(Crawling.seed("http://last/more"))).isEqualTo(Admission.FULL);
    assertThat(crawl.abandon()).hasSize(10_000);
  }

  @Test
  void move_longTarget_takesItsRoomAndGivesItBack() {
    Crawling crawl = crawling(4, 2);
    admit(crawl, "http://a/1");
    CrawlTask to = move(crawl, taken(crawl), "http://a/" + "x".repeat(4 * 256));
    assertThat(crawl.frontier.admit(Crawling.seed("http://b/"))).isEqualTo(Admission.FULL);
    assertThat(taken(crawl)).isEqualTo(to);
    move(crawl, to, "http://a/2");
    admit(crawl, "http://b/");
    assertThat(crawl.takeAll()).hasSize(2);
  }

  @Test
  void move_closedFrontier_isRefusedAndWhatWaitedIsGivenOut() {
    Crawling crawl = crawling(100, 2);
    List<CrawlTask> moved = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      admit(crawl, "http://a" + i + "/");
    }
    CrawlTask last = taken(crawl);
    for (int i = 0; i < 9; i++) {
      CrawlTask task = taken(crawl);
      if (task.redirects() == 0) {
        moved.add(move(crawl, task, "http://to/" + i));
      }
    }
    crawl.frontier.close();
    crawl.frontier.leaveHost(last);
    assertThat(crawl.frontier.move(last, to(last, "http://to/x"))).isFalse();
    crawl.frontier.settle(last);
    assertThat(moved).isNotEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(crawl.abandon().size() + 1 + (9 - moved.size())).isEqualTo(10);
  }
}
