package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.testing.DnsServer;
import dev.outlink.testing.Http2Server;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.SocksServer;
import dev.outlink.testing.TestAuthority;
import dev.outlink.testing.TestKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By way of proxies of every kind, and what they do in place of a connection. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class ProxyTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CONNECTED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private static final TestAuthority CA = new TestAuthority("CA of the proxies");

  @RegisterExtension final Fetching fetching = new Fetching();

  @BeforeAll
  static void trustTheCa(@TempDir Path folder) throws Exception {
    CA.trust(folder);
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  private static ServerSocketFactory tls(String name) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(CA.identity(name).managers().getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static ScriptedServer secureSite(String name) throws Exception {
    return ScriptedServer.start(
        tls(name),
        peer -> {
          while (peer.request() != null) {
            peer.send(HELLO);
          }
        });
  }

  /** Answers a request for a connection, and then leads to a port. */
  private static ScriptedServer.Script tunnel(String answer, int port) {
    return peer -> {
      if (peer.request() != null) {
        peer.send(answer);
        peer.tunnelTo(port);
      }
    };
  }

  private FetchOutcome.Other failure(String proxy, String url) {
    fetching.with(Fetching.proxied(proxy));
    FetchOutcome.Other other = fetching.other(url);
    assertThat(other.status()).isZero();
    assertThat(other.retryAfter()).isNull();
    assertThat(other.detail()).doesNotContain("secret");
    return other;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "302 Found",
        "403 Forbidden",
        "404 Not Found",
        "407 Proxy Authentication Required",
        "204 No Content",
        "429 Too Many Requests",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "101 Switching Protocols"
      })
  void connect_refused_failureThatNamesTheProxy(String status) {
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nLocation: https://login.example/\r\nRetry-After: 120\r\n"
            + "Proxy-Authenticate: Basic realm=x\r\nContent-Length: 5\r\n\r\nlogin";
    try (ScriptedServer proxy = ScriptedServer.answering(answer)) {
      String at = "127.0.0.1:" + proxy.port();
      FetchOutcome.Other other = failure("http://u:secret@" + at, "https://site.invalid/a");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_FAILED);
      assertThat(other.detail())
          .isEqualTo("the proxy " + at + " refused to connect to site.invalid:443: " + status);
      assertThat(proxy.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200\r\n\r\n",
        "HTTP/1.1 201 Created\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 299 OK\nX: y\n\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
      })
  void connect_anySuccess_tunnel(String answer) throws Exception {
    try (ScriptedServer site = secureSite("127.0.0.1");
        ScriptedServer proxy =
            ScriptedServer.start(
                peer -> {
                  if (peer.request() != null) {
                    peer.sendInPieces(answer);
                    peer.tunnelTo(site.port());
                  }
                })) {
      fetching.with(Fetching.proxied("http://127.0.0.1:" + proxy.port()));
      String url = "https://127.0.0.1:" + site.port() + "/";
      assertThat(fetching.text(url + "a")).isEqualTo("hello");
      assertThat(fetching.text(url + "b")).isEqualTo("hello");
      assertThat(site.connections()).isEqualTo(1);
    }
  }

  @Test
  void connect_closed_failureThatNamesTheProxy() {
    try (ScriptedServer proxy = ScriptedServer.start(peer -> peer.request())) {
      FetchOutcome.Other other =
          failure("http://u:secret@127.0.0.1:" + proxy.port(), "https://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_FAILED);
      assertThat(other.detail())
          .isEqualTo(
              "the proxy 127.0.0.1:" + proxy.port() + " closed the connection before it answered");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n",
        "\u0015\u0003\u0001",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/2 200\r\n\r\n"
      })
  void connect_garbage_failureThatNamesTheProxy(String answer) {
    try (ScriptedServer proxy =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(answer);
              peer.stall();
            })) {
      FetchOutcome.Other other =
          failure("http://127.0.0.1:" + proxy.port(), "https://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_FAILED);
      assertThat(other.detail())
          .isEqualTo("the proxy 127.0.0.1:" + proxy.port() + " does not speak HTTP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "socks5h"})
  void proxy_silent_timeoutThatNamesTheProxy(String scheme) {
    try (ScriptedServer proxy = ScriptedServer.start(ScriptedServer.Peer::stall)) {
      String address = scheme + "://127.0.0.1:" + proxy.port();
      fetching.with(
          Fetching.connectWithin(Duration.ofMillis(300), NetworkConfig.DIRECT.withProxy(address)));
      FetchOutcome.Other other = fetching.other("https://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_TIMEOUT);
      assertThat(other.detail())
          .isEqualTo(
              "no connection through the proxy 127.0.0.1:" + proxy.port() + " within 300 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"http, http", "http, https", "socks5, http", "https, https"})
  void proxy_notThere_refusedByTheProxy(String scheme, String site) {
    int port;
    try (ScriptedServer gone = ScriptedServer.answering("")) {
      port = gone.port();
    }
    FetchOutcome.Other other = failure(scheme + "://127.0.0.1:" + port, site + "://site.invalid/");
    assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_REFUSED);
    assertThat(other.detail()).isEqualTo("the proxy 127.0.0.1:" + port + " refused the connection");
  }

  /** As of localhost, whose proxy often listens at one of its addresses only. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.9,127.0.0.1", "127.0.0.1,127.0.0.9", "127.0.0.1,127.0.0.1"})
  void proxy_ofSeveralAddresses_askedOnceAtTheOneThatIsThere(String addresses) {
    try (ScriptedServer proxy =
        ScriptedServer.start(
            peer -> {
              String request = peer.request();
              if (request != null) {
                peer.send(request.startsWith("CONNECT") ? "HTTP/1.1 403 Forbidden\r\n\r\n" : HELLO);
              }
            })) {
      String at = "proxy.example:" + proxy.port();
      fetching.with(
          Fetching.by(
              NetworkConfig.DIRECT
                  .withProxy("http://" + at)
                  .withResolve(List.of(at + ":" + addresses))));
      for (String site : List.of("one.invalid", "two.invalid")) {
        assertThat(fetching.other("https://" + site + "/").detail())
            .isEqualTo(
                "the proxy " + at + " refused to connect to " + site + ":443: 403 Forbidden");
      }
      assertThat(fetching.text("http://site.invalid/")).isEqualTo("hello");
      assertThat(proxy.requests()).hasSize(3);
    }
    assertThat(fetching.other("https://three.invalid/").end()).isEqualTo(FetchEnd.CONNECT_REFUSED);
  }

  @Test
  void proxy_withoutAddress_named() {
    try (DnsServer dns =
        DnsServer.start(
            question -> question.say(io.netty.handler.codec.dns.DnsResponseCode.NXDOMAIN))) {
      fetching.with(Fetching.proxied("http://proxy.example:3128"), dns.provider());
      FetchOutcome.Other other = fetching.other("http://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.DNS_ERROR);
      assertThat(other.detail()).isEqualTo("no address for the proxy proxy.example");
      assertThat(dns.asked("site.invalid")).isZero();
    }
  }

  @Test
  void forward_asksForUser_failureThatNamesTheProxy() {
    String answer =
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n"
            + "Retry-After: 9\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nlogin";
    try (ScriptedServer proxy = ScriptedServer.answering(answer)) {
      String at = "127.0.0.1:" + proxy.port();
      FetchOutcome.Other other = failure("http://u:secret@" + at, "http://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_FAILED);
      assertThat(other.detail())
          .isEqualTo(
              "the proxy "
                  + at
                  + " refused to connect to site.invalid:80: 407 Proxy Authentication Required");
    }
  }

  @Test
  void forward_closed_namesTheProxy() {
    try (ScriptedServer proxy = ScriptedServer.start(peer -> peer.request())) {
      String at = "127.0.0.1:" + proxy.port();
      FetchOutcome.Other other = failure("http://" + at, "http://site.invalid/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECTION_CLOSED);
      assertThat(other.detail())
          .isEqualTo(
              "the server closed the connection before it answered (through the proxy " + at + ")");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://site.invalid/a?b#c, GET http://site.invalid/a?b HTTP/1.1, site.invalid",
    "http://site.invalid:80/, GET http://site.invalid/ HTTP/1.1, site.invalid",
    "http://site.invalid:8080/, GET http://site.invalid:8080/ HTTP/1.1, site.invalid:8080",
    "http://[2001:db8::1]/x, GET http://[2001:db8::1]/x HTTP/1.1, [2001:db8::1]",
    "http://user_name.invalid/, GET http://user_name.invalid/ HTTP/1.1, user_name.invalid"
  })
  void forward_anyUrl_absoluteAndTwiceOnOneConnection(String url, String line, String host) {
    try (ScriptedServer proxy = ScriptedServer.answering(HELLO)) {
      fetching.with(Fetching.proxied("http://127.0.0.1:" + proxy.port()));
      assertThat(fetching.text(url)).isEqualTo("hello");
      assertThat(fetching.text(url)).isEqualTo("hello");
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.requests()).hasSize(2);
      assertThat(proxy.requests())
          .allSatisfy(
              request ->
                  assertThat(request)
                      .startsWith(line + "\r\n")
                      .containsIgnoringCase("\r\nhost: " + host + "\r\n")
                      .doesNotContainIgnoringCase("proxy-authorization"));
    }
  }

  @Test
  void connect_usualPort_isThere() {
    try (ScriptedServer proxy = ScriptedServer.answering("HTTP/1.1 403 No\r\n\r\n")) {
      failure("http://127.0.0.1:" + proxy.port(), "https://[2001:db8::1]/");
      assertThat(proxy.requests().get(0))
          .startsWith("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n")
          .contains("\r\nUser-Agent: TestAgent/1\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "socks5h"})
  void http2_throughProxies_oneConnection(String scheme) throws Exception {
    try (Http2Server site =
        Http2Server.start(
            CA.identity("site.example").managers(), stream -> stream.page(stream.path()))) {
      int port = URI.create(site.url("/")).getPort();
      try (ScriptedServer plain = ScriptedServer.start(tunnel(CONNECTED, port));
          ScriptedServer secure = ScriptedServer.start(tls("127.0.0.1"), tunnel(CONNECTED, port));
          SocksServer socks = new SocksServer(port, null, 0)) {
        int at =
            switch (scheme) {
              case "http" -> plain.port();
              case "https" -> secure.port();
              default -> socks.port();
            };
        fetching.with(Fetching.proxied(scheme + "://127.0.0.1:" + at));
        assertThat(fetching.text("https://site.example/one")).isEqualTo("/one");
        assertThat(fetching.text("https://site.example/two")).isEqualTo("/two");
        assertThat(site.connections()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "socks5h, , site.example",
    "socks5h, u:secret, site.example",
    "socks5, u:secret, 127.0.0.1",
    "socks5, , 127.0.0.1"
  })
  void socks_nameOrAddress_asItsKindSays(String scheme, String login, String target)
      throws Exception {
    try (ScriptedServer site = ScriptedServer.answering(HELLO);
        ScriptedServer secure = secureSite("site.example");
        SocksServer socks = new SocksServer(site.port(), login, 0);
        SocksServer toSecure = new SocksServer(secure.port(), login, 0);
        DnsServer dns = DnsServer.start(question -> question.loopback(60))) {
      String start = scheme + "://" + (login == null ? "" : login + "@") + "127.0.0.1:";
      NetworkConfig both =
          NetworkConfig.DIRECT.withProxies(start + socks.port(), start + toSecure.port());
      fetching.with(Fetching.by(both), dns.provider());
      assertThat(fetching.text("http://site.example/")).isEqualTo("hello");
      assertThat(fetching.text("https://site.example/")).isEqualTo("hello");
      assertThat(socks.targets()).containsExactly(target + ":80");
      assertThat(toSecure.targets()).containsExactly(target + ":443");
      assertThat(site.requests().get(0)).startsWith("GET / HTTP/1.1\r\n");
      assertThat(dns.asked("site.example") > 0).isEqualTo(scheme.equals("socks5"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, , , not allowed by its rules",
    "5, , , connection refused",
    "99, , , failure 99",
    "0, , u:right, it asks for a user and a password",
    "0, u:secret, u:right, it does not take user and password"
  })
  void socks_refused_failureThatNamesTheProxy(
      int status, String given, String wanted, String reason) {
    try (SocksServer socks = new SocksServer(1, wanted, status)) {
      String at = "127.0.0.1:" + socks.port();
      String proxy = "socks5h://" + (given == null ? "" : given + "@") + at;
      FetchOutcome.Other other = failure(proxy, "http://site.example/");
      assertThat(other.end()).isEqualTo(FetchEnd.CONNECT_FAILED);
      assertThat(other.detail())
          .isEqualTo("the proxy " + at + " refused to connect to site.example:80: " + reason);
    }
  }

  @Test
  void socks_garbage_failureThatNamesTheProxy() {
    try (ScriptedServer proxy =
        ScriptedServer.start(
            peer -> {
              peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
              peer.stall();
            })) {
      String at = "127.0.0.1:" + proxy.port();
      FetchOutcome.Other other = failure("socks5h://" + at, "http://site.example/");
      assertThat(other.detail()).isEqualTo("the proxy " + at + " does not speak SOCKS 5");
    }
  }

  @Test
  void secureProxy_bothKindsOfUrls_pages() throws Exception {
    try (ScriptedServer site = secureSite("site.example");
        ScriptedServer proxy =
            ScriptedServer.start(
                tls("127.0.0.1"),
                peer -> {
                  String request = peer.request();
                  while (request != null && request.startsWith("GET http://site.example/ HTTP/1")) {
                    peer.send(HELLO);
                    request = peer.request();
                  }
                  if (request != null) {
                    peer.send(CONNECTED);
                    peer.tunnelTo(site.port());
                  }
                })) {
      fetching.with(Fetching.proxied("https://u:p@127.0.0.1:" + proxy.port()));
      assertThat(fetching.text("http://site.example/")).isEqualTo("hello");
      assertThat(fetching.text("https://site.example/a")).isEqualTo("hello");
      assertThat(fetching.text("https://site.example/b")).isEqualTo("hello");
      assertThat(site.connections()).isEqualTo(1);
      assertThat(proxy.requests())
          .hasSize(2)
          .allSatisfy(
              request -> assertThat(request).containsIgnoringCase("Proxy-Authorization: Basic "));
      assertThat(site.requests())
          .allSatisfy(
              request -> assertThat(request).doesNotContainIgnoringCase("proxy-authorization"));
    }
  }

  @Test
  void secureProxy_ofAnotherName_failureThatNamesTheProxy() throws Exception {
    try (ScriptedServer proxy = ScriptedServer.start(tls("other.example"), tunnel(CONNECTED, 1))) {
      String at = "127.0.0.1:" + proxy.port();
      FetchOutcome.Other other = failure("https://" + at, "https://site.example/");
      assertThat(other.end()).isEqualTo(FetchEnd.TLS_ERROR);
      assertThat(other.detail())
          .isEqualTo(
              "no TLS with the proxy "
                  + at
                  + ": the certificate is for another host name: other.example");
    }
  }

  @Test
  void noProxy_straightToTheHost() {
    try (ScriptedServer site = ScriptedServer.answering(HELLO)) {
      NetworkConfig network =
          NetworkConfig.DIRECT
              .withProxy("http://127.0.0.1:1")
              .withNoProxy(List.of("example.com", "127.0.0.0/8"));
      fetching.with(Fetching.by(network));
      assertThat(fetching.text(site.url("/"))).isEqualTo("hello");
      assertThat(site.requests().get(0)).startsWith("GET / HTTP/1.1\r\n");
      assertThat(fetching.fetcher().reaches(Fetching.url(site.url("/")).host()))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(true);
      assertThat(fetching.fetcher().address(Fetching.url(site.url("/")).host()))
          .isCompletedWithValue("127.0.0.1");
    }
  }
}
