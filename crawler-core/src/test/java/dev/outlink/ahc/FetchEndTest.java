package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a response over plain HTTP/1.1 can end. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class FetchEndTest {

  private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

  @RegisterExtension final Fetching fetching = new Fetching();

  private FetchOutcome answer(String response) {
    try (ScriptedServer server = ScriptedServer.answeringOnce(response)) {
      return fetching.fetch(server.url("/"));
    }
  }

  private FetchOutcome.Other other(String response) {
    FetchOutcome outcome = answer(response);
    assertThat(outcome).isInstanceOf(FetchOutcome.Other.class);
    return (FetchOutcome.Other) outcome;
  }

  private String text(String response) {
    FetchOutcome outcome = answer(response);
    assertThat(outcome).isInstanceOf(Page.class);
    try (Page page = (Page) outcome) {
      return new String(page.body(), 0, page.length(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/html\r\nContent-Length: 5\r\n\r\nhello",
        "Content-Type: TEXT/HTML ; charset=x\r\nContent-Length: 5\r\n\r\nhello",
        "Content-Type: application/xhtml+xml\r\nContent-Length: 5\r\n\r\nhello",
        "Content-Length: 5\r\n\r\nhello",
        "Content-Type: \r\nContent-Length: 5\r\n\r\nhello",
        "Content-Type: text/html\r\n\r\nhello",
        "\r\nhello",
        "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
      })
  void fetch_htmlOrUnlabelledText_page(String rest) {
    assertThat(text("HTTP/1.1 200 OK\r\n" + rest)).isEqualTo("hello");
  }

  @Test
  void fetch_noHeadersAtAll_page() {
    assertThat(text("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("hello");
  }

  @Test
  void fetch_emptyBody_emptyPage() {
    assertThat(text(HTML + "Content-Length: 0\r\n\r\n")).isEmpty();
  }

  @Test
  void fetch_interimResponses_ignored() {
    assertThat(
            text(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + HTML
                    + "Content-Length: 5\r\n\r\nhello"))
        .isEqualTo("hello");
  }

  @Test
  void fetch_switchingProtocolsUnasked_badResponse() {
    assertThat(other("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n").end())
        .isEqualTo(FetchEnd.BAD_RESPONSE);
  }

  @Test
  void fetch_unlabelledBinary_notHtml() {
    assertThat(other("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\u0089PN\u0001").end())
        .isEqualTo(FetchEnd.NOT_HTML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99", "1000", "2000", "20000", "2147483647", "-200", "2e2", "0x64"})
  void fetch_statusThatIsNoneOfHttp_badResponseThatNamesIt(String status) {
    assertThat(other("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(
            new FetchOutcome.Other(
                FetchEnd.BAD_RESPONSE,
                0,
                null,
                "the response is not valid HTTP: no status of three digits in \"HTTP/1.1 "
                    + status
                    + " X\""));
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void fetch_redirect_locationAsSent(int status) {
    assertThat(
            answer(
                "HTTP/1.1 "
                    + status
                    + " X\r\nLocation: ../a b?q=1\r\nLocation: /2\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new FetchOutcome.Redirect(status, "../a b?q=1"));
  }

  @Test
  void fetch_redirectWithUtf8Location_survives() {
    assertThat(answer("HTTP/1.1 302 X\r\nLocation: /\u00c3\u00a4\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new FetchOutcome.Redirect(302, "/\u00e4"));
  }

  @Test
  void fetch_redirectWithLatin1Location_escaped() {
    assertThat(answer("HTTP/1.1 302 X\r\nLocation: /\u00e4\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new FetchOutcome.Redirect(302, "/%E4"));
  }

  @Test
  void fetch_redirectWithoutLocation_null() {
    assertThat(answer("HTTP/1.1 301 X\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new FetchOutcome.Redirect(301, null));
  }

  @ParameterizedTest
  @CsvSource({
    "404, Not Found, Not Found",
    "500, Oh\u001b[31mno, Oh?[31mno",
    "600, Odd, Odd",
    "999, Request denied, Request denied",
    "304, '', Not Modified",
    "300, Choices, Choices"
  })
  void fetch_errorStatus_httpError(int status, String reason, String detail) {
    FetchOutcome.Other other =
        other("HTTP/1.1 " + status + " " + reason + "\r\nContent-Length: 0\r\n\r\n");
    assertThat(other).isEqualTo(new FetchOutcome.Other(FetchEnd.HTTP_ERROR, status, null, detail));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205})
  void fetch_noContent_notHtml(int status) {
    assertThat(other("HTTP/1.1 " + status + " X\r\nContent-Type: text/html\r\n\r\n"))
        .isEqualTo(new FetchOutcome.Other(FetchEnd.NOT_HTML, status, "text/html", "no content"));
  }

  @Test
  void fetch_otherType_notHtmlWithType() {
    assertThat(other("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 2\r\n\r\nab"))
        .isEqualTo(new FetchOutcome.Other(FetchEnd.NOT_HTML, 200, "image/png", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"
      })
  void fetch_notHttp_badResponse(String response) {
    assertThat(other(response).end()).isEqualTo(FetchEnd.BAD_RESPONSE);
  }

  @Test
  void fetch_hugeHead_headersTooLarge() {
    String header = "X: " + "y".repeat(50_000) + "\r\n";
    assertThat(other(HTML + header.repeat(8) + "\r\n").end()).isEqualTo(FetchEnd.HEADERS_TOO_LARGE);
  }

  @Test
  void fetch_closedBeforeLength_incomplete() {
    assertThat(other(HTML + "Content-Length: 4000\r\n\r\n" + "x".repeat(120)))
        .isEqualTo(
            new FetchOutcome.Other(
                FetchEnd.INCOMPLETE,
                200,
                "text/html",
                "connection closed after 120 of 4,000 bytes"));
  }

  @Test
  void fetch_chunkedEndsEarly_incomplete() {
    assertThat(other(HTML + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n").end())
        .isEqualTo(FetchEnd.INCOMPLETE);
  }

  @Test
  void fetch_closedWithinHead_incomplete() {
    assertThat(other(HTML).end()).isEqualTo(FetchEnd.INCOMPLETE);
  }

  @Test
  void fetch_resetWithinUnboundedBody_incomplete() throws Exception {
    java.util.concurrent.CountDownLatch received = new java.util.concurrent.CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HTML + "\r\n<p>");
              peer.await(received);
              peer.reset();
            })) {
      var future = fetching.begin(server.url("/"));
      org.awaitility.Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> fetching.budget().held() > 0);
      received.countDown();
      FetchOutcome outcome = Fetching.outcome(future);
      assertThat(outcome).isInstanceOf(FetchOutcome.Other.class);
      assertThat(((FetchOutcome.Other) outcome).end()).isEqualTo(FetchEnd.INCOMPLETE);
    }
  }

  @Test
  void fetch_closedWithoutAnswer_connectionClosed() {
    try (ScriptedServer server = ScriptedServer.start(peer -> peer.request())) {
      assertThat(fetching.other(server.url("/")))
          .isEqualTo(
              new FetchOutcome.Other(
                  FetchEnd.CONNECTION_CLOSED,
                  0,
                  null,
                  "the server closed the connection before it answered"));
    }
  }

  @Test
  void fetch_resetWithoutAnswer_connectionClosed() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.reset();
            })) {
      assertThat(fetching.other(server.url("/")).end()).isEqualTo(FetchEnd.CONNECTION_CLOSED);
    }
  }

  @Test
  void fetch_nobodyListens_refused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(fetching.other("http://127.0.0.1:" + port + "/"))
        .isEqualTo(
            new FetchOutcome.Other(
                FetchEnd.CONNECT_REFUSED,
                0,
                null,
                "127.0.0.1:" + port + " refused the connection"));
  }

  @Test
  void fetch_unknownName_dnsError() {
    assertThat(fetching.other("http://no-such-host.invalid/").end()).isEqualTo(FetchEnd.DNS_ERROR);
  }

  @Test
  void fetch_nameInHostsFile_resolved() {
    try (ScriptedServer server =
        ScriptedServer.answering(HTML + "Content-Length: 5\r\n\r\nhello")) {
      assertThat(fetching.text("http://localhost:" + server.port() + "/")).isEqualTo("hello");
    }
  }

  @Test
  void fetch_endlessTrickle_timeout() {
    fetching.with(Fetching.config(Duration.ofMillis(300), Duration.ofSeconds(10), 1000));
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HTML + "\r\nabc");
              peer.stall();
            })) {
      assertThat(fetching.other(server.url("/")))
          .isEqualTo(
              new FetchOutcome.Other(
                  FetchEnd.TIMEOUT,
                  200,
                  "text/html",
                  "not complete within 300 ms; 3 bytes had arrived"));
    }
  }

  @Test
  void fetch_silence_readTimeout() {
    fetching.with(Fetching.config(Duration.ofSeconds(10), Duration.ofMillis(200), 1000));
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.stall();
            })) {
      assertThat(fetching.other(server.url("/")))
          .isEqualTo(
              new FetchOutcome.Other(
                  FetchEnd.READ_TIMEOUT, 0, null, "silent for 200 ms; no answer"));
    }
  }

  @Test
  void fetch_largerThanLimit_truncated() {
    fetching.with(Fetching.config(Duration.ofSeconds(10), Duration.ofSeconds(10), 1000));
    try (ScriptedServer server =
        ScriptedServer.answering(HTML + "Content-Length: 5000\r\n\r\n" + "x".repeat(5000))) {
      try (Page page = fetching.page(server.url("/"))) {
        assertThat(page.truncated()).isTrue();
        assertThat(page.length()).isEqualTo(1000);
        assertThat(fetching.budget().held()).isEqualTo(page.body().length).isEqualTo(1000);
      }
    }
  }

  @Test
  void fetch_exactlyTheLimit_whole() {
    fetching.with(Fetching.config(Duration.ofSeconds(10), Duration.ofSeconds(10), 1000));
    try (ScriptedServer server =
        ScriptedServer.answering(HTML + "Content-Length: 1000\r\n\r\n" + "x".repeat(1000))) {
      try (Page page = fetching.page(server.url("/"))) {
        assertThat(page.truncated()).isFalse();
        assertThat(page.length()).isEqualTo(1000);
      }
    }
  }

  /** A listener's queue that is full: the kernel drops what would be one connection too many. */
  @Test
  void fetch_connectionNeverMade_connectTimeout() throws IOException {
    fetching.with(Fetching.connectWithin(Duration.ofMillis(300)));
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      boolean full = false;
      for (int i = 0; i < 10 && !full; i++) {
        Socket filler = new Socket();
        queue.add(filler);
        try {
          filler.connect(listener.getLocalSocketAddress(), 300);
        } catch (SocketTimeoutException e) {
          full = true;
        }
      }
      assertThat(full).isTrue();
      String target = "127.0.0.1:" + listener.getLocalPort();
      assertThat(fetching.other("http://" + target + "/"))
          .isEqualTo(
              new FetchOutcome.Other(
                  FetchEnd.CONNECT_TIMEOUT,
                  0,
                  null,
                  "no connection to " + target + " within 300 ms"));
    } finally {
      for (Socket filler : queue) {
        filler.close();
      }
    }
  }
}
