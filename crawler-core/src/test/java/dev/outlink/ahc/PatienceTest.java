package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.Http2Server;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.TestKeys;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While our memory is full we do not read, and that time is not the servers'. */
@ExtendWith(LeaksExtension.class)
@Timeout(60)
class PatienceTest {

  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
  private static final int LARGE = 400_000;

  @RegisterExtension final Fetching fetching = new Fetching();

  @BeforeAll
  static void trustTheTestsCa() {
    TestKeys.trust();
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  private static String page() {
    return HTML + "Content-Length: " + LARGE + "\r\n\r\n" + "x".repeat(LARGE);
  }

  /** Until the same time, which begins later, has run out for a server that never answers. */
  private void letTheTimeoutPass(ScriptedServer silent) {
    FetchOutcome.Other other = fetching.other(silent.url("/"));
    assertThat(other.end()).isIn(FetchEnd.TIMEOUT, FetchEnd.READ_TIMEOUT);
  }

  /** Its length, or -1; who has a page closes it without waiting for another one. */
  private static int lengthAndClose(FetchOutcome outcome) {
    if (outcome instanceof Page page) {
      page.close();
      return page.length();
    }
    return -1;
  }

  /** What a page holds that waits for the sink: all but a little. */
  private static BodyBudget.BodyLease pageOf(BodyBudget budget) {
    BodyBudget.BodyLease page = budget.lease();
    int unused = page.take(590_000, 590_000);
    page.arrived();
    return page;
  }

  private static ScriptedServer silent() {
    return ScriptedServer.start(
        peer -> {
          peer.request();
          peer.stall();
        });
  }

  private void memoryFullForLongerThan(Duration timeout, Duration read) {
    BodyBudget budget = new BodyBudget(600_000, () -> {});
    fetching.with(Fetching.config(timeout, read, LARGE), budget);
    try (ScriptedServer silent = silent();
        ScriptedServer server = ScriptedServer.answering(page())) {
      BodyBudget.BodyLease first = pageOf(budget);
      List<CompletableFuture<Integer>> held = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        held.add(fetching.begin(server.url("/" + i)).thenApply(PatienceTest::lengthAndClose));
      }
      await().until(budget::isFull);
      letTheTimeoutPass(silent);
      assertThat(held).noneMatch(CompletableFuture::isDone);
      first.close();
      assertThat(held)
          .allSatisfy(
              each -> assertThat(each).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(LARGE));
    }
  }

  @Test
  void fetch_memoryFullForLongerThanTheTimeout_pages() {
    memoryFullForLongerThan(SHORT, Duration.ofSeconds(20));
  }

  @Test
  void fetch_memoryFullForLongerThanTheReadTimeout_pages() {
    memoryFullForLongerThan(Duration.ofSeconds(20), SHORT);
  }

  @Test
  void fetch_http2_memoryFullForLongerThanTheTimeout_pages() throws Exception {
    BodyBudget budget = new BodyBudget(600_000, () -> {});
    fetching.with(Fetching.config(SHORT, Duration.ofSeconds(20), LARGE), budget);
    try (ScriptedServer silent = silent();
        Http2Server server =
            Http2Server.start(
                TestKeys.of("good"),
                stream -> {
                  stream.headers(
                      new DefaultHttp2Headers().status("200").set("content-type", "text/html"),
                      false);
                  stream.data("x".repeat(LARGE), true);
                })) {
      BodyBudget.BodyLease first = pageOf(budget);
      List<CompletableFuture<Integer>> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(fetching.begin(server.url("/" + i)).thenApply(PatienceTest::lengthAndClose));
      }
      await().until(budget::isFull);
      letTheTimeoutPass(silent);
      assertThat(held).noneMatch(CompletableFuture::isDone);
      first.close();
      assertThat(held)
          .allSatisfy(
              each -> assertThat(each).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(LARGE));
    }
  }

  /** What the server does not send is still its own time. */
  @Test
  void fetch_memoryFreeAgainAndServerStalls_timeout() {
    BodyBudget budget = new BodyBudget(600_000, () -> {});
    fetching.with(Fetching.config(SHORT, Duration.ofSeconds(20), LARGE), budget);
    try (ScriptedServer silent = silent();
        ScriptedServer stalling =
            ScriptedServer.start(
                peer -> {
                  peer.request();
                  peer.send(page().substring(0, LARGE - 100_000));
                  peer.stall();
                })) {
      BodyBudget.BodyLease first = pageOf(budget);
      CompletableFuture<FetchOutcome> stalled = fetching.begin(stalling.url("/"));
      await().until(budget::isFull);
      letTheTimeoutPass(silent);
      assertThat(stalled).isNotDone();
      first.close();
      FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(stalled);
      assertThat(other.end()).isEqualTo(FetchEnd.TIMEOUT);
      assertThat(other.detail()).startsWith("not complete within 2 s; ");
    }
  }
}
