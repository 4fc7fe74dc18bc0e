package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.TestAuthority;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys from files, and addresses of the user's own. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class NetworkFilesTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  private static final TestAuthority CA = new TestAuthority("CA in a file");

  @RegisterExtension final Fetching fetching = new Fetching();

  private final Path folder;

  NetworkFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** A site that wants to see a certificate, or not. */
  private static ScriptedServer site(boolean wants) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] anybody = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
    context.init(
        CA.identity("site.example", "127.0.0.1").managers().getKeyManagers(),
        new TrustManager[] {(X509TrustManager) anybody[0]},
        null);
    ServerSocketFactory sockets =
        new ServerSocketFactory() {
          @Override
          public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
              throws IOException {
            SSLServerSocket socket =
                (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(port, backlog, address);
            socket.setNeedClientAuth(wants);
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
        };
    return ScriptedServer.start(
        sockets,
        peer -> {
          while (peer.request() != null) {
            peer.send(HELLO);
          }
        });
  }

  private static String url(ScriptedServer site) {
    return "https://127.0.0.1:" + site.port() + "/";
  }

  @Test
  void cacert_itsCertificatesAndNoOthers() throws Exception {
    String several = "Some words\n" + new TestAuthority("x").pem() + "\r\n" + CA.pem();
    try (ScriptedServer site = site(false)) {
      NetworkConfig trusting = NetworkConfig.DIRECT.withCacert(file("ca.pem", several));
      trusting.checkFiles();
      fetching.with(Fetching.by(trusting));
      assertThat(fetching.text(url(site))).isEqualTo("hello");
    }
  }

  @Test
  void cacert_ofAnotherAuthority_refused() throws Exception {
    try (ScriptedServer site = site(false)) {
      Path other = file("ca.pem", new TestAuthority("x").pem());
      fetching.with(Fetching.by(NetworkConfig.DIRECT.withCacert(other)));
      assertThat(fetching.other(url(site)).detail())
          .isEqualTo("the certificate is self-signed or from an unknown issuer");
    }
  }

  @Test
  void cert_isShownToWhoAsks() throws Exception {
    TestAuthority.Identity me = CA.identity("me.example");
    Path ca = file("ca.pem", CA.pem());
    Path cert = file("cert.pem", me.certificatePem() + CA.pem());
    Path key = file("key.pem", me.keyPem());
    NetworkConfig network = NetworkConfig.DIRECT.withCacert(ca).withCert(cert, key);
    network.checkFiles();
    try (ScriptedServer site = site(true)) {
      fetching.with(Fetching.by(network));
      assertThat(fetching.text(url(site))).isEqualTo("hello");
    }
  }

  @Test
  void cert_none_refusedByWhoAsks() throws Exception {
    try (ScriptedServer site = site(true)) {
      fetching.with(Fetching.by(NetworkConfig.DIRECT.withCacert(file("ca.pem", CA.pem()))));
      assertThat(fetching.fetch(url(site))).isInstanceOf(FetchOutcome.Other.class);
    }
  }

  @Test
  void keys_ofEveryForm_areThoseOfTheirCertificates() throws Exception {
    TestAuthority.Identity me = CA.identity("me.example");
    byte[] pkcs8 = me.key().getEncoded();
    byte[] sec1 =
        withCurve(Arrays.copyOfRange(pkcs8, pkcs8.length - sec1Length(pkcs8), pkcs8.length));
    for (String key :
        List.of(
            me.keyPem(),
            TestAuthority.pem("EC PARAMETERS", new byte[] {6, 0})
                + TestAuthority.pem("EC PRIVATE KEY", sec1))) {
      Path both = file("both.pem", me.certificatePem() + key);
      NetworkConfig.DIRECT.withCert(both, null).checkFiles();
    }
  }

  /** The octet string at the end of PKCS#8: what comes after its tag and length. */
  private static int sec1Length(byte[] pkcs8) {
    for (int i = 0; i < pkcs8.length - 1; i++) {
      if (pkcs8[i] == 4 && (pkcs8[i + 1] & 0xff) == pkcs8.length - i - 2) {
        return pkcs8.length - i - 2;
      }
    }
    throw new AssertionError();
  }

  /** As OpenSSL writes it: SEQUENCE of 1, the key, [0] with the OBJECT IDENTIFIER of P-256. */
  private static byte[] withCurve(byte[] sec1) {
    byte[] curve = {(byte) 0xa0, 10, 6, 8, 42, -122, 72, -50, 61, 3, 1, 7};
    byte[] start = Arrays.copyOfRange(sec1, 2, 2 + 3 + 34); // version, and 32 octets
    byte[] all = new byte[2 + start.length + curve.length];
    all[0] = 0x30;
    all[1] = (byte) (start.length + curve.length);
    System.arraycopy(start, 0, all, 2, start.length);
    System.arraycopy(curve, 0, all, 2 + start.length, curve.length);
    return all;
  }

  @Test
  void files_thatCannotBeUsed_areNamed() throws Exception {
    TestAuthority.Identity me = CA.identity("me.example");
    Path none = folder.resolve("none.pem");
    Path empty = file("empty.pem", "nothing");
    Path cert = file("cert.pem", me.certificatePem());
    Path other = file("other.pem", CA.identity("x.example").keyPem());
    Path secret = file("secret.pem", TestAuthority.pem("ENCRYPTED PRIVATE KEY", new byte[9]));
    Path old = file("old.pem", TestAuthority.pem("DSA PRIVATE KEY", new byte[9]));
    Path broken = file("broken.pem", TestAuthority.pem("CERTIFICATE", new byte[9]));
    NetworkConfig direct = NetworkConfig.DIRECT;

    assertWrong(direct.withCacert(none), "cacert: " + none + ": no such file");
    assertWrong(direct.withCacert(folder), "cacert: " + folder + ": is a directory");
    assertWrong(
        direct.withCacert(empty), "cacert: " + empty + ": has no certificate in PEM format");
    assertWrong(direct.withCacert(broken), "cacert: " + broken + ": certificate 1 cannot be read");
    assertWrong(
        direct.withCert(cert, null), "cert: " + cert + ": has no private key in PEM format");
    assertWrong(
        direct.withCert(none, empty),
        "cert: " + none + ": no such file\nkey: " + empty + ": has no private key in PEM format");
    assertWrong(
        direct.withCert(cert, other),
        "key: " + other + ": is not the key of the first certificate");
    assertWrong(
        direct.withCert(cert, secret),
        "key: " + secret + ": the key is encrypted; openssl pkey -in FILE -out OTHER decrypts it");
    assertWrong(
        direct.withCert(cert, old),
        "key: "
            + old
            + ": a DSA PRIVATE KEY is not taken; openssl pkey -in FILE -out OTHER makes a PRIVATE"
            + " KEY");
    assertThat(direct.withCert(null, cert).problems())
        .containsExactly("key: there is no certificate that it belongs to: cert names none");
    assertThatCode(direct::checkFiles).doesNotThrowAnyException();
  }

  private static void assertWrong(NetworkConfig network, String message) {
    assertThatThrownBy(network::checkFiles).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void resolve_hostAndPort_toTheAddress() throws Exception {
    try (ScriptedServer site = ScriptedServer.answering(HELLO);
        ScriptedServer secure = site(false)) {
      NetworkConfig network =
          NetworkConfig.DIRECT
              .withCacert(file("ca.pem", CA.pem()))
              .withResolve(
                  List.of(
                      "Plain.invalid:" + site.port() + ":127.0.0.9",
                      "plain.invalid:" + site.port() + ":[::2],127.0.0.1",
                      "*:" + secure.port() + ":127.0.0.1"));
      fetching.with(Fetching.by(network));
      String plain = "http://plain.invalid:" + site.port() + "/";
      assertThat(fetching.text(plain)).isEqualTo("hello");
      assertThat(site.requests().get(0))
          .containsIgnoringCase("\r\nhost: plain.invalid:" + site.port() + "\r\n");
      assertThat(fetching.text("https://site.example:" + secure.port() + "/")).isEqualTo("hello");
      assertThat(fetching.other("https://other.example:" + secure.port() + "/").detail())
          .startsWith("the certificate is for another host name: site.example");
      assertThat(fetching.fetcher().address(Fetching.url(plain).host()))
          .isCompletedWithValue("0:0:0:0:0:0:0:2");
      assertThat(fetching.fetcher().reaches(Fetching.url(plain).host()))
          .succeedsWithin(java.time.Duration.ofSeconds(10))
          .isEqualTo(true);
    }
  }
}
