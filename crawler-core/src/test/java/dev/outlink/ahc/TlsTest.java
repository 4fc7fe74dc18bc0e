package dev.outlink.ahc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Over TLS, with HTTP/1.1 and HTTP/2. The certificates are made for the tests by a CA of theirs.
 */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class TlsTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  @RegisterExtension final Fetching fetching = new Fetching();

  @BeforeAll
  static void trustTheTestsCa() {
    TestKeys.trust();
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  private static ServerSocketFactory sockets(String name) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(TestKeys.of(name).getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static ScriptedServer server(String name) throws Exception {
    return ScriptedServer.start(
        sockets(name),
        peer -> {
          while (peer.request() != null) {
            peer.send(HELLO);
          }
        });
  }

  private static String https(ScriptedServer server) {
    return "https://127.0.0.1:" + server.port() + "/";
  }

  private static int lengthAndClose(FetchOutcome outcome) {
    if (outcome instanceof Page page) {
      page.close();
      return page.length();
    }
    return -1;
  }

  private FetchOutcome.Other tlsError(String url) {
    FetchOutcome.Other other = fetching.other(url);
    assertThat(other.end()).isEqualTo(FetchEnd.TLS_ERROR);
    return other;
  }

  @Test
  void fetch_trustedCertificate_pageAndConnectionKept() throws Exception {
    try (ScriptedServer server = server("good")) {
      assertThat(fetching.text(https(server))).isEqualTo("hello");
      assertThat(fetching.text(https(server))).isEqualTo("hello");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void fetch_otherHostsCertificate_tlsError() throws Exception {
    try (ScriptedServer server = server("other")) {
      assertThat(tlsError(https(server)).detail())
          .startsWith("the certificate is for another host name: ");
    }
  }

  @Test
  void fetch_expiredCertificate_tlsError() throws Exception {
    try (ScriptedServer server = server("expired")) {
      assertThat(tlsError(https(server)).detail()).isEqualTo("the certificate has expired");
    }
  }

  @Test
  void fetch_unknownIssuer_tlsErrorUnlessInsecure() {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options().gzipDisabled(true).dynamicPort().dynamicHttpsPort());
    server.start();
    try {
      server.stubFor(
          get(urlEqualTo("/"))
              .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("hello")));
      String url = "https://127.0.0.1:" + server.httpsPort() + "/";
      assertThat(tlsError(url).detail())
          .isEqualTo("the certificate is self-signed or from an unknown issuer");
      fetching.fetcher().close();
      fetching.with(Fetching.insecure());
      assertThat(fetching.text(url)).isEqualTo("hello");
    } finally {
      server.stop();
    }
  }

  @Test
  void fetch_plainServer_tlsError() {
    try (ScriptedServer server =
        ScriptedServer.start(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      assertThat(tlsError(https(server)).detail())
          .isEqualTo("the server does not speak TLS on this port");
    }
  }

  @Test
  void fetch_closedInHandshake_tlsError() {
    try (ScriptedServer server = ScriptedServer.start(peer -> {})) {
      assertThat(tlsError(https(server)).detail())
          .isEqualTo("the server closed the connection during the TLS handshake");
    }
  }

  @Test
  void fetch_handshakeNeverAnswered_connectTimeout() {
    fetching.with(Fetching.connectWithin(Duration.ofMillis(300)));
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer.Peer::stall)) {
      FetchOutcome.Other other = fetching.other(https(server));
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_TIMEOUT);
      assertThat(other.detail()).isEqualTo("no TLS handshake within 300 ms");
    }
  }

  @Test
  void fetch_throughProxy_tunnelled() throws Exception {
    try (ScriptedServer server = server("good");
        ScriptedServer proxy =
            ScriptedServer.start(
                peer -> {
                  if (peer.request() != null) {
                    peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    peer.tunnelTo(server.port());
                  }
                })) {
      fetching.with(Fetching.proxied("http://u:p@127.0.0.1:" + proxy.port()));
      assertThat(fetching.text(https(server) + "a")).isEqualTo("hello");
      assertThat(fetching.text(https(server) + "b")).isEqualTo("hello");
      assertThat(proxy.requests()).hasSize(1);
      String token = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
      assertThat(proxy.requests().get(0))
          .startsWith("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1\r\n")
          .containsIgnoringCase("proxy-authorization: Basic " + token);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(0))
          .startsWith("GET /a HTTP/1.1\r\n")
          .doesNotContainIgnoringCase("proxy-authorization");
    }
  }

  @Test
  void fetch_closedBeforeLength_incomplete() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            sockets("good"),
            peer -> {
              peer.request();
              peer.send(HELLO.substring(0, HELLO.length() - 2));
            })) {
      assertThat(fetching.other(https(server)).detail())
          .isEqualTo("connection closed after 3 of 5 bytes");
    }
  }

  @Test
  void fetch_http2_manyStreamsOnOneConnection() {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .gzipDisabled(true)
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(TestKeys.store("good").toString())
                .keystorePassword(TestKeys.PASSWORD)
                .keyManagerPassword(TestKeys.PASSWORD)
                .keystoreType("PKCS12"));
    server.start();
    try {
      String body = "<p>" + "x".repeat(300_000);
      server.stubFor(
          get(urlEqualTo("/page"))
              .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody(body)));
      server.stubFor(
          get(urlEqualTo("/image"))
              .willReturn(aResponse().withHeader("Content-Type", "image/png").withBody(body)));
      String base = "https://127.0.0.1:" + server.httpsPort();
      BodyBudget small = new BodyBudget(400_000, () -> {});
      fetching.with(Fetching.CONFIG, small);
      assertThat(fetching.text(base + "/page")).isEqualTo(body);
      List<CompletableFuture<Integer>> lengths = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        lengths.add(
            fetching
                .begin(base + (i % 3 == 0 ? "/image" : "/page"))
                .thenApply(TlsTest::lengthAndClose));
      }
      assertThat(lengths.stream().map(CompletableFuture::join).filter(length -> length >= 0))
          .hasSize(8)
          .containsOnly(body.length());
      assertThat(server.getAllServeEvents())
          .allMatch(event -> event.getRequest().getProtocol().equals("HTTP/2.0"));
    } finally {
      server.stop();
    }
  }
}
