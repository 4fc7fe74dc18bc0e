package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.Http2Server;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.TestKeys;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a fetch says that the server has begun to answer: at its first bytes, once. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class HeardTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  @RegisterExtension final Fetching fetching = new Fetching();

  private final AtomicInteger heard = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeAll
  static void trustTheTestsCa() {
    TestKeys.trust();
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  private void awaitHeard(int times) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(heard).hasValue(times));
  }

  private static void close(CompletableFuture<FetchOutcome> page) {
    FetchOutcome outcome = Fetching.outcome(page);
    assertThat(outcome).isInstanceOf(Page.class);
    ((Page) outcome).close();
  }

  private CompletableFuture<FetchOutcome> begin(String url) {
    return fetching.begin(url, heard::incrementAndGet);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 30, 60, 67})
  void heard_firstBytesHaveCome_beforeTheRest(int first) {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HELLO.substring(0, first));
              peer.await(goOn);
              peer.send(HELLO.substring(first));
            })) {
      CompletableFuture<FetchOutcome> future = begin(server.url("/"));
      awaitHeard(1);
      assertThat(future).isNotDone();
      goOn.countDown();
      close(future);
      assertThat(heard).hasValue(1);
    }
  }

  @Test
  void heard_interimResponses_countAndOnlyOnce() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              while (peer.request() != null) {
                peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                peer.await(goOn);
                peer.send("HTTP/1.1 100 Continue\r\n\r\n" + HELLO);
              }
            })) {
      CompletableFuture<FetchOutcome> future = begin(server.url("/1"));
      awaitHeard(1);
      assertThat(future).isNotDone();
      goOn.countDown();
      close(future);
      close(begin(server.url("/2")));
      assertThat(heard).hasValue(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void heard_keptConnectionWasStale_onceWithTheSecondTry() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HELLO);
              if (peer.number() == 1) {
                peer.request();
              } else {
                peer.stall();
              }
            })) {
      close(begin(server.url("/1")));
      close(begin(server.url("/2")));
      assertThat(server.requests()).hasSize(3);
      assertThat(heard).hasValue(2);
    }
  }

  @Test
  void heard_nothingCame_never() {
    fetching.with(Fetching.config(Duration.ofSeconds(10), Duration.ofMillis(200), 1000));
    try (ScriptedServer closing = ScriptedServer.start(peer -> peer.request());
        ScriptedServer silent =
            ScriptedServer.start(
                peer -> {
                  peer.request();
                  peer.stall();
                })) {
      Fetching.outcome(begin(closing.url("/")));
      Fetching.outcome(begin(silent.url("/")));
      Fetching.outcome(begin("http://no-such-host.invalid/"));
      Fetching.outcome(begin("ftp://127.0.0.1/"));
    }
    assertThat(heard).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void heard_throws_pageAllTheSame(boolean error) {
    try (ScriptedServer server = ScriptedServer.answering(HELLO)) {
      for (int i = 1; i <= 3; i++) {
        close(
            fetching.begin(
                server.url("/" + i),
                () -> {
                  heard.incrementAndGet();
                  if (error) {
                    throw new AssertionError("the listener");
                  }
                  throw new IllegalStateException("the listener");
                }));
        assertThat(heard).hasValue(i);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void heard_tunnelThroughProxy_theHostNotTheProxy() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(TestKeys.of("good").getKeyManagers(), null, null);
    ServerSocketFactory sockets = context.getServerSocketFactory();
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start(
                sockets,
                peer -> {
                  peer.request();
                  asked.countDown();
                  peer.await(goOn);
                  peer.send(HELLO);
                });
        ScriptedServer proxy =
            ScriptedServer.start(
                peer -> {
                  if (peer.request() != null) {
                    peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    peer.tunnelTo(server.port());
                  }
                })) {
      fetching.with(Fetching.proxied("http://127.0.0.1:" + proxy.port()));
      CompletableFuture<FetchOutcome> future = begin("https://127.0.0.1:" + server.port() + "/");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(heard).hasValue(0);
      goOn.countDown();
      close(future);
      assertThat(heard).hasValue(1);
    }
  }

  @Test
  void heard_http2_eachStreamAtItsFirstFrame() throws Exception {
    BlockingQueue<Http2Server.Stream> waiting = new LinkedBlockingQueue<>();
    try (Http2Server server = Http2Server.start(TestKeys.of("good"), waiting::add)) {
      CompletableFuture<FetchOutcome> first = begin(server.url("/1"));
      Http2Server.Stream one = waiting.take();
      AtomicInteger secondHeard = new AtomicInteger();
      CompletableFuture<FetchOutcome> second =
          fetching.begin(server.url("/2"), secondHeard::incrementAndGet);
      Http2Server.Stream two = waiting.take();
      assertThat(two.connection()).isEqualTo(1);

      two.headers(new DefaultHttp2Headers().status("103").set("link", "</a>"), false);
      await().untilAsserted(() -> assertThat(secondHeard).hasValue(1));
      assertThat(heard).hasValue(0);
      two.page("two");
      close(second);
      assertThat(secondHeard).hasValue(1);
      assertThat(heard).hasValue(0);

      one.head();
      awaitHeard(1);
      assertThat(first).isNotDone();
      one.data("one", true);
      close(first);
      assertThat(heard).hasValue(1);
    }
  }
}
