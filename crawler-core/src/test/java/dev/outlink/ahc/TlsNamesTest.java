package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.DnsServer;
import dev.outlink.testing.Http2Server;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.TestAuthority;
import dev.outlink.testing.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
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

/** What a server is told of the name in the URL, and which certificates are for that name. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class TlsNamesTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  private static final String OTHER = "the certificate is for another host name: ";

  private static final TestAuthority CA = new TestAuthority("CA of the names");

  @RegisterExtension final Fetching fetching = new Fetching();

  @BeforeAll
  static void trustTheCa(@TempDir Path folder) throws Exception {
    CA.trust(folder);
  }

  @AfterAll
  static void trustTheUsualOnes() {
    TestKeys.trustTheUsualOnes();
  }

  private FetchOutcome fetch(FetchConfig config, String host, int port) {
    try (DnsServer dns = DnsServer.start(question -> question.loopback(60))) {
      fetching.with(config, dns.provider());
      return fetching.fetch("https://" + host + ":" + port + "/");
    }
  }

  private static void isPage(FetchOutcome outcome) {
    assertThat(outcome).isInstanceOf(Page.class);
    ((Page) outcome).close();
  }

  private static String detail(FetchOutcome outcome) {
    assertThat(outcome).isInstanceOf(FetchOutcome.Other.class);
    assertThat(((FetchOutcome.Other) outcome).end()).isEqualTo(FetchEnd.TLS_ERROR);
    return ((FetchOutcome.Other) outcome).detail();
  }

  @ParameterizedTest
  @CsvSource({
    "user_name.example, user_name.example, TLSv1.2",
    "user_name.example, user_name.example, TLSv1.3",
    "_x.hosting.example, *.hosting.example, TLSv1.3",
    "-begins.hosting.example, -begins.hosting.example, TLSv1.2",
    "ends-.hosting.example, *.hosting.example, TLSv1.3",
    "a.-b-.example, a.-b-.example, TLSv1.3",
    "xn--bcher-kva.example, XN--BCHER-KVA.Example, TLSv1.2",
    "intranet, intranet, TLSv1.2",
    "intranet, intranet, TLSv1.3"
  })
  void fetch_anyName_inHelloAndCertificate(String host, String certified, String version)
      throws Exception {
    try (Site site = new Site(CA.identity("first.example", certified), version)) {
      isPage(fetch(Fetching.CONFIG, host, site.port()));
      assertThat(site.heard(host)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void fetch_anotherName_toldAndRefused(String version) throws Exception {
    try (Site site = new Site(CA.identity("a.example", "*.b_.example"), version)) {
      String host = "user_name.example";
      assertThat(detail(fetch(Fetching.CONFIG, host, site.port())))
          .isEqualTo(OTHER + "a.example, *.b_.example");
      assertThat(site.heard(host)).isTrue();
    }
  }

  @Test
  void fetch_dotAtTheEnd_nameWithoutIt() throws Exception {
    try (Site site = new Site(CA.identity("a_b.example"), null)) {
      isPage(fetch(Fetching.CONFIG, "a_b.example.", site.port()));
      assertThat(site.heard("a_b.example")).isTrue();
      assertThat(site.heard("a_b.example.")).isFalse();
    }
  }

  @Test
  void fetch_address_noNameInHello() throws Exception {
    try (Site site = new Site(CA.identity("127.0.0.1"), null)) {
      isPage(fetching.fetch("https://127.0.0.1:" + site.port() + "/"));
      assertThat(site.heard.size()).isPositive();
      assertThat(site.heard("127.0.0.1")).isFalse();
    }
  }

  @Test
  void fetch_insecure_anyCertificateAndTheNameInHello() throws Exception {
    TestAuthority unknown = new TestAuthority("nobody's");
    try (Site site = new Site(unknown.identity("other.example"), null)) {
      isPage(fetch(Fetching.insecure(), "user_name.example", site.port()));
      assertThat(site.heard("user_name.example")).isTrue();
    }
  }

  @Test
  void fetch_unknownIssuer_toldBeforeTheName() throws Exception {
    TestAuthority unknown = new TestAuthority("nobody's");
    try (Site site = new Site(unknown.identity("other.example"), null)) {
      assertThat(detail(fetch(Fetching.CONFIG, "user_name.example", site.port())))
          .isEqualTo("the certificate is self-signed or from an unknown issuer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_name.example", "-a-.hosting.example", "intranet"})
  void fetch_http2_anyName(String host) throws Exception {
    try (Http2Server server =
            Http2Server.start(
                CA.identity(host).managers(), stream -> stream.page(stream.path().substring(1)));
        DnsServer dns = DnsServer.start(question -> question.loopback(60))) {
      int port = URI.create(server.url("/")).getPort();
      fetching.with(Fetching.CONFIG, dns.provider());
      assertThat(fetching.text("https://" + host + ":" + port + "/one")).isEqualTo("one");
      assertThat(fetching.text("https://" + host + ":" + port + "/two")).isEqualTo("two");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(detail(fetching.fetch("https://x.other.example:" + port + "/")))
          .isEqualTo(OTHER + host);
    }
  }

  /** A warning comes, in any pieces, before the handshake goes on. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, false, 7", "TLSv1.2, true, 3", "TLSv1.3, false, 1", "TLSv1.3, true, 7"})
  void fetch_warningOfAnUnknownName_ignored(String version, boolean insecure, int piece)
      throws Exception {
    byte[] warning = {21, 3, 1, 0, 2, 1, 112};
    try (Site site = new Site(CA.identity("127.0.0.1"), version);
        ScriptedServer warner =
            ScriptedServer.start(
                peer -> {
                  for (int i = 0; i < warning.length; i += piece) {
                    peer.send(Arrays.copyOfRange(warning, i, Math.min(warning.length, i + piece)));
                  }
                  peer.tunnelTo(site.port());
                })) {
      fetching.with(insecure ? Fetching.insecure() : Fetching.CONFIG);
      assertThat(fetching.text("https://127.0.0.1:" + warner.port() + "/")).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 112, the server ended the TLS handshake: unrecognized name",
    "2, 40, the server ended the TLS handshake: handshake failure"
  })
  void fetch_otherAlerts_endTheHandshake(byte level, byte description, String expected) {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.send(new byte[] {21, 3, 3, 0, 2, level, description});
              peer.stall();
            })) {
      assertThat(detail(fetching.fetch("https://127.0.0.1:" + server.port() + "/")))
          .isEqualTo(expected);
    }
  }

  /**
   * A site of one certificate, and what clients say to it before they encrypt. The JDK's server
   * would refuse the names that this is about; the build tells it not to read them.
   */
  private static final class Site implements AutoCloseable {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ScriptedServer server;
    private final ScriptedServer relay;

    Site(TestAuthority.Identity identity, @Nullable String version) throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.managers().getKeyManagers(), null, null);
      server =
          ScriptedServer.start(
              new TlsSockets(context.getServerSocketFactory(), version),
              peer -> {
                while (peer.request() != null) {
                  peer.send(HELLO);
                }
              });
      relay = ScriptedServer.start(peer -> peer.tunnelTo(server.port(), heard));
    }

    int port() {
      return relay.port();
    }

    /** Whether a name was in the extension server_name, and how it is written there. */
    boolean heard(String name) {
      String entry = "\0" + (char) (name.length() >> 8) + (char) name.length() + name;
      return heard.toString(StandardCharsets.ISO_8859_1).contains(entry);
    }

    @Override
    public void close() {
      relay.close();
      server.close();
    }
  }

  private static final class TlsSockets extends ServerSocketFactory {
    private final ServerSocketFactory sockets;
    private final @Nullable String version;

    TlsSockets(ServerSocketFactory sockets, @Nullable String version) {
      this.sockets = sockets;
      this.version = version;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      SSLServerSocket socket = (SSLServerSocket) sockets.createServerSocket(port, backlog, address);
      if (version != null) {
        socket.setEnabledProtocols(new String[] {version});
      }
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }
  }
}
