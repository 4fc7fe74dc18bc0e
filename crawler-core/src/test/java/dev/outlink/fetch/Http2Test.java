package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.LeaksExtension;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
      assertThat(cut.outcome()).isEqualTo(Outcome.INCOMPLETE);
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
      assertThat(other.outcome()).isEqualTo(Outcome.CONNECTION_CLOSED);
      assertThat(other.detail()).isEqualTo("the server reset the request before it answered");
      assertThat(waiting).isEmpty();
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
      assertThat(((FetchOutcome.Other) Fetching.outcome(half)).outcome())
          .isEqualTo(Outcome.INCOMPLETE);
      assertThat(((FetchOutcome.Other) Fetching.outcome(unanswered)).outcome())
          .isEqualTo(Outcome.CONNECTION_CLOSED);
    }
  }

  @Test
  void connection_idle_closed() throws Exception {
    fetching.with(Fetching.CONFIG, 1, new Limits(10, Duration.ofMillis(50), Duration.ofSeconds(3)));
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
}
