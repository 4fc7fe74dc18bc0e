package dev.outlink.frontier;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outlink.url.CanonicalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrontierTest {

  private static Frontier frontier(int capacity, int hostLimit) {
    return new Frontier(capacity, hostLimit, CanonicalKey.STANDARD, new Random(1));
  }

  private static CrawlTask taken(Frontier frontier) {
    return Objects.requireNonNull(frontier.take());
  }

  private static void finish(Frontier frontier, CrawlTask task) {
    frontier.release(task);
    frontier.settle(task);
  }

  @Test
  void admit_sameUrlButForTheFragment_isAlreadyKnown() {
    Frontier frontier = frontier(10, 1);
    assertThat(frontier.admit(url("http://a.example/x#one"), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/x#two"), 0)).isEqualTo(Admission.ALREADY_KNOWN);
    finish(frontier, taken(frontier));
    assertThat(frontier.admit(url("http://a.example/x"), 0)).isEqualTo(Admission.ALREADY_KNOWN);
  }

  @Test
  void admit_schemeThatCannotBeFetched_isNotCrawlable() {
    assertThat(frontier(10, 1).admit(url("ftp://a.example/x"), 0))
        .isEqualTo(Admission.NOT_CRAWLABLE);
  }

  @Test
  void admit_noRoom_isFullAndMayBeOfferedAgain() {
    Frontier frontier = frontier(2, 2);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/2"), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.FULL);

    CrawlTask task = taken(frontier);
    frontier.release(task);
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.FULL);
    frontier.settle(task);
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void admit_longUrl_takesTheRoomOfSeveral() {
    Frontier frontier = frontier(100, 2);
    String longUrl = "http://a.example/" + "x".repeat(256 * 100);
    assertThat(frontier.admit(url(longUrl), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.FULL);
    finish(frontier, taken(frontier));
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void take_listSortedByHost_goesRoundTheHosts() {
    Frontier frontier = frontier(100, 2);
    for (String host : List.of("a", "b", "c")) {
      for (int i = 0; i < 3; i++) {
        assertThat(frontier.admit(url("http://" + host + ".example/" + i), 0))
            .isEqualTo(Admission.ADMITTED);
      }
    }
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
    for (String url : List.of("a/1", "b/1", "b/2", "b/3", "c/1", "c/2")) {
      assertThat(frontier.admit(url("http://" + url), 0)).isEqualTo(Admission.ADMITTED);
    }
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
      assertThat(frontier.admit(url("http://long/" + i), 0)).isEqualTo(Admission.ADMITTED);
    }
    assertThat(frontier.admit(url("http://short/"), 0)).isEqualTo(Admission.ADMITTED);
    int turns = 0;
    String host = "";
    while (!host.equals("short")) {
      CrawlTask task = taken(frontier);
      host = task.url().hostname();
      finish(frontier, task);
      assertThat(frontier.admit(url("http://long/more" + turns), 0)).isEqualTo(Admission.ADMITTED);
      turns++;
    }
    assertThat(turns).isLessThan(500);
  }

  @Test
  void take_hostAtItsLimit_waitsForARelease() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/2"), 0)).isEqualTo(Admission.ADMITTED);
    CrawlTask first = taken(frontier);
    assertThat(frontier.take()).isNull();
    frontier.release(first);
    assertThat(taken(frontier).url().path()).isEqualTo("/2");
  }

  @Test
  void release_twice_isABug() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    CrawlTask task = taken(frontier);
    frontier.release(task);
    assertThatIllegalStateException().isThrownBy(() -> frontier.release(task));
  }

  @Test
  void close_returnsWhatWaitsAndTakesNothingMore() {
    Frontier frontier = frontier(100, 1);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    assertThat(frontier.admit(url("http://a.example/2"), 0)).isEqualTo(Admission.ADMITTED);
    CrawlTask out = taken(frontier);

    List<CrawlTask> left = frontier.close();
    assertThat(left).hasSize(1);
    assertThat(frontier.take()).isNull();
    assertThat(frontier.admit(url("http://a.example/3"), 0)).isEqualTo(Admission.CLOSED);
    assertThat(frontier.close()).isEmpty();
    finish(frontier, out);
    left.forEach(frontier::settle);
    assertThat(frontier.settled()).isEqualTo(frontier.admitted()).isEqualTo(2);
  }

  @Test
  void awaitRoom_fullThenSettled_returns() throws Exception {
    Frontier frontier = frontier(1, 1);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    CompletableFuture<Void> waiter = awaitRoom(frontier);
    finish(frontier, taken(frontier));
    waiter.get(10, TimeUnit.SECONDS);
  }

  @Test
  void awaitRoom_fullThenClosed_returns() throws Exception {
    Frontier frontier = frontier(1, 1);
    assertThat(frontier.admit(url("http://a.example/1"), 0)).isEqualTo(Admission.ADMITTED);
    CompletableFuture<Void> waiter = awaitRoom(frontier);
    assertThat(frontier.close()).hasSize(1);
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
}
