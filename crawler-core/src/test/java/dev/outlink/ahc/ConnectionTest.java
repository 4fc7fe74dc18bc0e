package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens on the connections: reuse, early ends, cancelling, closing, and the budget. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class ConnectionTest {

  private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
  private static final String HELLO = HTML + "Content-Length: 5\r\n\r\nhello";

  @RegisterExtension final Fetching fetching = new Fetching();

  private static void eventually(java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  @Test
  void fetch_twoPages_oneConnection() {
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("hello");
      assertThat(fetching.text(server.url("/2"))).isEqualTo("hello");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void fetch_shortBodyNotWanted_connectionKept() {
    try (ScriptedServer server =
        ScriptedServer.answering(
            "HTTP/1.1 404 X\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n"
                + "x".repeat(9000))) {
      assertThat(fetching.other(server.url("/1")).status()).isEqualTo(404);
      assertThat(fetching.other(server.url("/2")).status()).isEqualTo(404);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void fetch_largeImage_droppedAtItsHeaders() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9000000\r\n\r\n");
              closed.complete(peer.sawClientClose());
            })) {
      assertThat(fetching.other(server.url("/")).end()).isEqualTo(FetchEnd.NOT_HTML);
      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void fetch_keptConnectionClosedByServer_silentlyRetried() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HELLO);
              if (peer.number() == 1) {
                peer.request(); // and closes without an answer
              } else {
                peer.stall();
              }
            })) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("hello");
      assertThat(fetching.text(server.url("/2"))).isEqualTo("hello");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void fetch_keptConnectionResetWithoutAnswerTwice_triedOnceMoreOnly() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              if (peer.number() == 1) {
                peer.request();
                peer.send(HELLO);
              }
              peer.request();
              peer.reset();
            })) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("hello");
      assertThat(fetching.other(server.url("/2")).end()).isEqualTo(FetchEnd.CONNECTION_CLOSED);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void fetch_keptConnectionClosedWithinAnswer_notRetried() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HELLO);
              peer.request();
              peer.send(HTML + "Content-Length: 5\r\n\r\nhe");
            })) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("hello");
      assertThat(fetching.other(server.url("/2")).end()).isEqualTo(FetchEnd.INCOMPLETE);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void fetch_urlOnTheWire_asItIs() {
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      String unused = fetching.text(server.url("/a%2Fb/%7E;x='?q=a+b%20c&d"));
      String head = server.requests().get(0);
      assertThat(head).startsWith("GET /a%2Fb/%7E;x='?q=a+b%20c&d HTTP/1.1\r\n");
      assertThat(head.toLowerCase(java.util.Locale.ROOT))
          .contains("host: 127.0.0.1:" + server.port() + "\r\n")
          .contains("user-agent: testagent/1\r\n")
          .contains("accept-encoding: gzip, deflate, br, zstd\r\n")
          .contains("accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n")
          .doesNotContain("authorization");
    }
  }

  @Test
  void fetch_userInUrl_basicAuthForThisRequestOnly() {
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      String unused = fetching.text("http://me:p%40ss@127.0.0.1:" + server.port() + "/");
      unused = fetching.text(server.url("/"));
      String token = Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
      assertThat(server.requests().get(0))
          .containsIgnoringCase("authorization: Basic " + token + "\r\n")
          .containsIgnoringCase("host: 127.0.0.1:");
      assertThat(server.requests().get(1)).doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void fetch_ownHeaders_onlyWhereAsked() {
    fetching.with(
        Fetching.headers("X-Key", "1", "X-Key", "2", "Cookie", "a=b", "user-agent", "Mine"));
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      FetchRequest own = new FetchRequest(Fetching.url(server.url("/")), true);
      ((Page) Fetching.outcome(fetching.fetcher().fetch(own))).close();
      String unused = fetching.text(server.url("/"));
      assertThat(server.requests().get(0))
          .contains("X-Key: 1\r\n")
          .contains("X-Key: 2\r\n")
          .contains("Cookie: a=b\r\n")
          .contains("Mine\r\n")
          .doesNotContain("TestAgent");
      assertThat(server.requests().get(1)).doesNotContain("X-Key", "Cookie", "Mine");
    }
  }

  @Test
  void fetch_headerThatCannotBeSent_valueNotException() {
    fetching.with(Fetching.headers("X-Key", "a\r\nb"));
    FetchRequest own = new FetchRequest(Fetching.url("http://127.0.0.1:1/"), true);
    FetchOutcome outcome = Fetching.outcome(fetching.fetcher().fetch(own));
    assertThat(((FetchOutcome.Other) outcome).end()).isEqualTo(FetchEnd.BAD_URL);
  }

  @Test
  void fetch_wantedOfAnyType_readsUpToItsOwnBound() {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.answering(head + "0123456789")) {
      FetchRequest request =
          new FetchRequest(
              Fetching.url(server.url("/robots.txt")), false, FetchRequest.Wanted.anyType(4));
      try (Page page = (Page) Fetching.outcome(fetching.fetcher().fetch(request))) {
        assertThat(page.truncated()).isTrue();
        assertThat(new String(page.body(), 0, page.length(), StandardCharsets.US_ASCII))
            .isEqualTo("0123");
      }
    }
  }

  @Test
  void fetch_busyServer_tellsHowLong() {
    try (ScriptedServer server =
        ScriptedServer.answering(
            "HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(fetching.other(server.url("/")).retryAfter()).isEqualTo(new RetryAfter("7", null));
    }
  }

  @Test
  void address_ofHosts_isWhereRequestsGo() {
    assertThat(fetching.fetcher().address(Fetching.url("http://127.0.0.1:81/").host()))
        .isCompletedWithValue("127.0.0.1");
    assertThat(fetching.fetcher().address(Fetching.url("http://[::1]/").host()))
        .isCompletedWithValue("0:0:0:0:0:0:0:1");
    assertThat(fetching.fetcher().address(Fetching.url("http://localhost/").host()))
        .succeedsWithin(Duration.ofSeconds(20))
        .isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void address_behindAProxy_doesNotCount() {
    fetching.with(Fetching.proxied("http://127.0.0.1:1"));
    assertThat(fetching.fetcher().address(Fetching.url("http://127.0.0.1/").host()))
        .isCompletedWithValue("");
  }

  @Test
  void fetch_notHttp_badUrl() {
    assertThat(fetching.other("ftp://127.0.0.1/").end()).isEqualTo(FetchEnd.BAD_URL);
  }

  @Test
  void fetch_throughProxy_absoluteTargetAndCredentials() {
    try (ScriptedServer proxy = ScriptedServer.answering(HELLO)) {
      fetching.with(Fetching.proxied("http://u:p@127.0.0.1:" + proxy.port()));
      assertThat(fetching.text("http://nowhere.invalid/x?y")).isEqualTo("hello");
      String token = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
      assertThat(proxy.requests().get(0))
          .startsWith("GET http://nowhere.invalid/x?y HTTP/1.1\r\n")
          .containsIgnoringCase("proxy-authorization: Basic " + token);
    }
  }

  @Test
  void cancel_bodyArriving_connectionClosed() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HTML + "\r\n<p>");
              closed.complete(peer.sawClientClose());
            })) {
      CompletableFuture<FetchOutcome> future = fetching.begin(server.url("/"));
      eventually(() -> fetching.budget().held() > 0);
      assertThat(future.cancel(true)).isTrue();
      assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
      eventually(() -> fetching.budget().held() == 0);
    }
  }

  @Test
  void cancel_atAnyMoment_leavesNoLease() {
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      for (int i = 0; i < 200; i++) {
        CompletableFuture<FetchOutcome> future = fetching.begin(server.url("/" + i));
        for (int spin = 0; spin < i * 20; spin++) {
          Thread.onSpinWait();
        }
        if (!future.cancel(true) && future.join() instanceof Page page) {
          page.close();
        }
      }
      eventually(() -> fetching.budget().held() == 0);
    }
  }

  @Test
  void close_inFlight_allStopped() {
    CountDownLatch asked = new CountDownLatch(3);
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              if (peer.request() != null) {
                asked.countDown();
              }
              peer.stall();
            })) {
      List<CompletableFuture<FetchOutcome>> futures = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        futures.add(fetching.begin(server.url("/" + i)));
      }
      eventually(() -> asked.getCount() == 0);
      fetching.fetcher().close();
      fetching.fetcher().close();
      for (CompletableFuture<FetchOutcome> future : futures) {
        assertThat(future).isDone();
        assertThat(((FetchOutcome.Other) future.join()).end()).isEqualTo(FetchEnd.STOPPED);
      }
      assertThat(fetching.other(server.url("/late")).end()).isEqualTo(FetchEnd.STOPPED);
    }
  }

  /** One deadline for all connections, not one for each. */
  @Test
  void close_threadHangs_boundedInTime() throws Exception {
    int stalled = 20;
    CountDownLatch asked = new CountDownLatch(stalled);
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    fetching.with(
        Fetching.CONFIG,
        1,
        new ConnectionLimits(100, Duration.ofSeconds(10), Duration.ofMillis(400)));
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              String head = peer.request();
              if (head != null && head.startsWith("GET /page ")) {
                peer.send(HELLO);
              } else if (head != null) {
                asked.countDown();
              }
              peer.stall();
            })) {
      for (int i = 0; i < stalled; i++) {
        CompletableFuture<FetchOutcome> unused = fetching.begin(server.url("/" + i));
      }
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> hangs =
          fetching
              .begin(server.url("/page"))
              .thenAccept(
                  outcome -> {
                    ((Page) outcome).close();
                    hanging.countDown();
                    try {
                      letGo.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(fetching.fetcher()::close, task -> new Thread(task).start());
      try {
        // Twenty times 400 ms would be too long.
        assertThat(closed).succeedsWithin(Duration.ofSeconds(4));
      } finally {
        letGo.countDown();
      }
      assertThat(hangs).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void close_neverUsed_leavesNoThread() {
    assertThat(fetching.fetcher()).isNotNull();
  }

  @Test
  void fetch_pagesNotClosed_readingStopsAtBudget() throws Exception {
    long size = 400_000;
    AtomicBoolean relaxed = new AtomicBoolean();
    BodyBudget budget = new BodyBudget(1_000_000, () -> relaxed.set(true));
    fetching.with(Fetching.config(Duration.ofSeconds(20), Duration.ofSeconds(20), size), budget);
    byte[] part = new byte[20_000];
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              while (peer.request() != null) {
                peer.send(HTML + "Content-Length: " + 20 * part.length + "\r\n\r\n");
                for (int i = 0; i < 20; i++) {
                  peer.send(part);
                }
              }
            })) {
      int count = 30;
      AtomicLong highest = new AtomicLong();
      BlockingQueue<FetchOutcome> arrived = new LinkedBlockingQueue<>();
      for (int i = 0; i < count; i++) {
        CompletableFuture<Void> unused =
            fetching
                .begin(server.url("/" + i))
                .thenAccept(
                    outcome -> {
                      highest.accumulateAndGet(budget.held(), Math::max);
                      arrived.add(outcome);
                    });
      }
      for (int i = 0; i < count; i++) {
        FetchOutcome outcome = arrived.poll(25, TimeUnit.SECONDS);
        highest.accumulateAndGet(budget.held(), Math::max);
        assertThat(outcome).as("outcome %s of %s", i + 1, count).isInstanceOf(Page.class);
        assertThat(((Page) outcome).length()).isEqualTo((int) size);
        ((Page) outcome).close();
      }
      long read = 128 * 1024;
      assertThat(highest.get()).isLessThan(1_000_000 + size + count * read);
      assertThat(relaxed).isTrue();
    }
  }

  @Test
  void fetch_budgetFullAndNobodyReleases_serversAreHeldBack() {
    BodyBudget budget = new BodyBudget(300_000, () -> {});
    fetching.with(
        Fetching.config(Duration.ofSeconds(20), Duration.ofSeconds(20), 100_000_000), budget);
    AtomicLong sent = new AtomicLong();
    AtomicBoolean go = new AtomicBoolean(true);
    CountDownLatch hold = new CountDownLatch(1);
    byte[] part = new byte[50_000];
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              String head = peer.request();
              peer.send(HTML + "\r\n");
              if (head != null && head.startsWith("GET /first ")) {
                peer.send(part); // the oldest one: reads on, but nothing more comes
                peer.await(hold);
                return;
              }
              while (go.get()) {
                peer.send(part);
                sent.addAndGet(part.length);
              }
            })) {
      List<CompletableFuture<FetchOutcome>> futures = new ArrayList<>();
      futures.add(fetching.begin(server.url("/first")));
      eventually(() -> budget.held() > 0);
      for (int i = 0; i < 4; i++) {
        futures.add(fetching.begin(server.url("/" + i)));
      }
      eventually(() -> budget.held() >= 300_000);
      // What is held no longer grows, although four servers send as fast as they can.
      AtomicLong seen = new AtomicLong(-1);
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> seen.getAndSet(sent.get()) == sent.get());
      assertThat(budget.held()).isLessThan(300_000 + 5 * 130_000);
      go.set(false);
      hold.countDown();
      for (CompletableFuture<FetchOutcome> future : futures) {
        FetchOutcome outcome = Fetching.outcome(future);
        assertThat(outcome).isInstanceOf(Page.class);
        ((Page) outcome).close();
      }
    }
  }
}
