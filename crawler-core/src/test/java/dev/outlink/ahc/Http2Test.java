package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.fetch.Page;
import dev.outlink.testing.Http2Server;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.TestKeys;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server can do to some streams of a connection, and what becomes of the others. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class Http2Test {

  @RegisterExtension final Fetching fetching = new Fetching();

  /** Requests that the server has not answered. */
  private final BlockingQueue<Http2Server.Stream> waiting = new LinkedBlockingQueue<>();

  @BeforeAll
  static void trustTheTestsCa() {
    TestKeys.trust();
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  /** Answers {@code /now} and leaves the rest to the test. */
  private Http2Server server() throws Exception {
    return Http2Server.start(
        TestKeys.of("good"),
        stream -> {
          if (stream.path().equals("/now")) {
            stream.page("now");
          } else {
            waiting.add(stream);
          }
        });
  }

  private Http2Server.Stream next() throws InterruptedException {
    Http2Server.Stream stream = waiting.poll(10, TimeUnit.SECONDS);
    assertThat(stream).isNotNull();
    return stream;
  }

  private static String text(CompletableFuture<FetchOutcome> future) {
    FetchOutcome outcome = Fetching.outcome(future);
    assertThat(outcome).isInstanceOf(Page.class);
    try (Page page = (Page) outcome) {
      return new String(page.body(), 0, page.length(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void fetch_streamResetWithinBody_incompleteAndOthersGoOn() throws Exception {
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      CompletableFuture<FetchOutcome> good = fetching.begin(server.url("/good"));
      Http2Server.Stream first = next();
      first.head();
      first.data("<p>", false);
      CompletableFuture<FetchOutcome> bad = fetching.begin(server.url("/bad"));
      Http2Server.Stream second = next();
      second.head();
      second.data("<p>half", false);
      second.reset(Http2Error.INTERNAL_ERROR);
      FetchOutcome.Other cut = (FetchOutcome.Other) Fetching.outcome(bad);
      assertThat(cut.end()).isEqualTo(FetchEnd.INCOMPLETE);
      assertThat(cut.status()).isEqualTo(200);
      first.data("whole", true);
      assertThat(text(good)).isEqualTo("<p>whole");
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void fetch_streamResetUnanswered_triedOnceMoreOnly() throws Exception {
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      CompletableFuture<FetchOutcome> refused = fetching.begin(server.url("/refused"));
      next().reset(Http2Error.REFUSED_STREAM);
      next().reset(Http2Error.REFUSED_STREAM);
      FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(refused);
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECTION_CLOSED);
      assertThat(other.detail()).isEqualTo("the server reset the request before it answered");
      assertThat(waiting).isEmpty();
    }
  }

  /** RFC 9113, section 7: and not only for this request. */
  @Test
  void http1_requiredForStreams_isSpokenForThemAndAllThatFollow() throws Exception {
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      List<CompletableFuture<FetchOutcome>> refused = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        refused.add(fetching.begin(server.url("/" + i)));
      }
      for (int i = 0; i < 20; i++) {
        next().reset(Http2Error.HTTP_1_1_REQUIRED);
      }
      for (CompletableFuture<FetchOutcome> each : refused) {
        assertThat(text(each)).isEqualTo(Http2Server.OVER_HTTP1);
      }
      assertThat(fetching.text(server.url("/now"))).isEqualTo(Http2Server.OVER_HTTP1);
      assertThat(waiting).isEmpty();
    }
  }

  @Test
  void http1_requiredForTheConnection_isSpoken() throws Exception {
    try (Http2Server server = server()) {
      CompletableFuture<FetchOutcome> refused = fetching.begin(server.url("/refused"));
      Http2Server.Stream stream = next();
      stream.goAway(0, Http2Error.HTTP_1_1_REQUIRED);
      stream.context().channel().close().syncUninterruptibly();
      assertThat(text(refused)).isEqualTo(Http2Server.OVER_HTTP1);
    }
  }

  /** RFC 9113, section 8.2.2 has such responses malformed; browsers show them. */
  @ParameterizedTest
  @CsvSource({
    "connection,keep-alive",
    "transfer-encoding,chunked",
    "transfer-encoding,''",
    "keep-alive,timeout=5",
    "proxy-connection,close",
    "upgrade,h2"
  })
  void fieldsOfAConnection_overHttp2_areNothing(String name, String value) throws Exception {
    try (Http2Server server = server()) {
      for (int i = 0; i < 3; i++) { // from the second on it stands in the dynamic table
        CompletableFuture<FetchOutcome> page = fetching.begin(server.url("/page"));
        Http2Server.Stream stream = next();
        stream.headers(
            new DefaultHttp2Headers(false)
                .status("200")
                .set("content-type", "text/html")
                .set("x-before", "some value")
                .set(name, value)
                .set("x-behind", "other " + i),
            false);
        stream.data("page", true);
        assertThat(text(page)).isEqualTo("page");
      }
      assertThat(server.connections()).isOne();
    }
  }

  /** Each moves the names in the dynamic table, which both sides must count alike. */
  @Test
  void fieldsOfAConnection_onFourHundredStreams_areNothing() throws Exception {
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      for (int round = 0; round < 8; round++) {
        List<CompletableFuture<FetchOutcome>> pages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          pages.add(fetching.begin(server.url("/page")));
        }
        for (int i = 0; i < 50; i++) {
          Http2Server.Stream stream = next();
          stream.headers(
              new DefaultHttp2Headers(false)
                  .status("200")
                  .set("content-type", "text/html")
                  .set("connection", i % 3 == 0 ? "close" : "keep-alive")
                  .set("keep-alive", "timeout=" + i % 7)
                  .set("x-" + round + "-" + i, "v".repeat(i)),
              false);
          stream.data("page", true);
        }
        for (CompletableFuture<FetchOutcome> page : pages) {
          assertThat(text(page)).isEqualTo("page");
        }
      }
      assertThat(server.connections()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({"Upper-Case,x", "'',x", ":unknown,x", "content-length,7"})
  void responses_thatBreakTheRulesOfHttp2_areBadResponses(String name, String value)
      throws Exception {
    try (Http2Server server = server()) {
      CompletableFuture<FetchOutcome> page = fetching.begin(server.url("/page"));
      Http2Server.Stream stream = next();
      stream.headers(
          new DefaultHttp2Headers(false)
              .status("200")
              .set("content-type", "text/html")
              .set(name, value),
          false);
      stream.data("page", true);
      FetchOutcome.Other end = (FetchOutcome.Other) Fetching.outcome(page);
      assertThat(end.end()).isEqualTo(FetchEnd.BAD_RESPONSE);
      assertThat(fetching.text(server.url("/now"))).as("the next one").isEqualTo("now");
    }
  }

  @Test
  void http1_alone_speaksNoHttp2() throws Exception {
    fetching.with(Fetching.insecure(NetworkConfig.DIRECT.withHttp1(true)));
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo(Http2Server.OVER_HTTP1);
    }
  }

  /** RFC 9113, section 6.8: later streams were not looked at, earlier ones are still answered. */
  @Test
  void fetch_serverGoesAway_earlierStreamsGoOnAndLaterAreTriedAgain() throws Exception {
    try (Http2Server server = server()) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      CompletableFuture<FetchOutcome> earlier = fetching.begin(server.url("/earlier"));
      Http2Server.Stream last = next();
      last.head();
      last.data("<p>", false);
      CompletableFuture<FetchOutcome> later = fetching.begin(server.url("/later"));
      assertThat(next().connection()).isEqualTo(1);
      last.goAway();
      Http2Server.Stream again = next();
      assertThat(again.path()).isEqualTo("/later");
      assertThat(again.connection()).isEqualTo(2);
      again.page("later");
      assertThat(text(later)).isEqualTo("later");
      last.data("whole", true);
      assertThat(text(earlier)).isEqualTo("<p>whole");
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void fetch_connectionBreaks_everyStreamHasItsOutcome() throws Exception {
    try (Http2Server server = server()) {
      CompletableFuture<FetchOutcome> unanswered = fetching.begin(server.url("/1"));
      Http2Server.Stream first = next();
      CompletableFuture<FetchOutcome> half = fetching.begin(server.url("/2"));
      Http2Server.Stream second = next();
      second.head();
      second.data("<p>", false);
      first.context().channel().close().syncUninterruptibly();
      assertThat(((FetchOutcome.Other) Fetching.outcome(half)).end())
          .isEqualTo(FetchEnd.INCOMPLETE);
      assertThat(((FetchOutcome.Other) Fetching.outcome(unanswered)).end())
          .isEqualTo(FetchEnd.CONNECTION_CLOSED);
    }
  }

  @Test
  void connection_idle_closed() throws Exception {
    fetching.with(
        Fetching.CONFIG, 1, new ConnectionLimits(10, Duration.ofMillis(50), Duration.ofSeconds(3)));
    try (Http2Server server = server()) {
      CompletableFuture<FetchOutcome> slow = fetching.begin(server.url("/slow"));
      Http2Server.Stream stream = next();
      stream.head();
      // Longer than the interval, by a clock that is the crawler's own: three others come and go.
      for (int i = 0; i < 3; i++) {
        assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      }
      assertThat(server.firstClosed()).isNotDone();
      stream.data("slow", true);
      assertThat(text(slow)).isEqualTo("slow");
      assertThat(server.firstClosed()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private FetchOutcome.Other answer(Http2Headers headers) throws Exception {
    try (Http2Server server =
        Http2Server.start(
            TestKeys.of("good"),
            stream -> {
              if (stream.path().equals("/now")) {
                stream.page("now");
              } else {
                stream.headers(headers, true);
              }
            })) {
      assertThat(fetching.text(server.url("/now"))).isEqualTo("now");
      return (FetchOutcome.Other) Fetching.outcome(fetching.begin(server.url("/bad")));
    }
  }

  private static Http2Headers ok() {
    return new DefaultHttp2Headers(false).status("200").set("content-type", "text/html");
  }

  /** RFC 9113, sections 8.2 and 8.3: malformed, so a stream error, and the server's fault. */
  @Test
  void fetch_malformedHeaders_badResponse() throws Exception {
    List<Http2Headers> malformed =
        List.of(
            ok().set(":odd", "1"),
            ok().set(":path", "/"),
            ok().set("a b", "1"),
            ok().set("x", "a\u0000b"),
            new DefaultHttp2Headers(false).status("abc"),
            new DefaultHttp2Headers(false).status("99999999999999"));
    for (Http2Headers headers : malformed) {
      FetchOutcome.Other other = answer(headers);
      assertThat(other.end()).as("%s", headers).isEqualTo(FetchEnd.BAD_RESPONSE);
      assertThat(other.detail()).isNotBlank();
      fetching.fetcher().close();
      fetching.with(Fetching.CONFIG);
    }
  }

  /** Beyond the limit the stream is reset; much beyond it, the connection is closed. */
  @ParameterizedTest
  @ValueSource(ints = {6, 8})
  void fetch_hugeHeaders_headersTooLarge(int count) throws Exception {
    Http2Headers huge = ok();
    for (int i = 0; i < count; i++) {
      huge.add("x" + i, "y".repeat(50_000));
    }
    FetchOutcome.Other other = answer(huge);
    assertThat(other.end()).as(other.detail()).isEqualTo(FetchEnd.HEADERS_TOO_LARGE);
  }

  /** A crawl meets more hosts than a process can have sockets; the oldest connections give way. */
  @Test
  void connections_idleToManyHosts_bounded() throws Exception {
    int limit = 8;
    List<InetAddress> addresses = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) i}));
    }
    fetching.with(
        Fetching.insecure(),
        1,
        new ConnectionLimits(limit, Duration.ofMinutes(1), Duration.ofSeconds(3)));
    BlockingQueue<Http2Server.Stream> slow = new LinkedBlockingQueue<>();
    try (Http2Server server =
        Http2Server.start(
            TestKeys.of("good"),
            stream -> {
              if (stream.path().equals("/slow")) {
                slow.add(stream);
              } else {
                stream.page("now");
              }
            },
            addresses)) {
      CompletableFuture<FetchOutcome> inUse = fetching.begin(server.urls("/slow").get(0));
      Http2Server.Stream stream = slow.take();
      for (String url : server.urls("/").subList(1, 40)) {
        assertThat(fetching.text(url)).isEqualTo("now");
      }
      await().untilAsserted(() -> assertThat(server.open()).isEqualTo(limit + 1));
      // The one in use was the oldest, and the youngest is still there.
      stream.page("slow");
      assertThat(text(inUse)).isEqualTo("slow");
      int connections = server.connections();
      assertThat(fetching.text(server.urls("/").get(39))).isEqualTo("now");
      assertThat(server.connections()).isEqualTo(connections);
      await().untilAsserted(() -> assertThat(server.open()).isEqualTo(limit));
      assertThat(fetching.text(server.urls("/").get(1))).isEqualTo("now");
      assertThat(server.connections()).isEqualTo(connections + 1);
    }
  }
}
