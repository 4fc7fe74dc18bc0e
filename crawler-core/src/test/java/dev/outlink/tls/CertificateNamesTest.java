package dev.outlink.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.TestAuthority;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts a certificate is for. */
class CertificateNamesTest {

  private static final TestAuthority CA = new TestAuthority("names");

  @ParameterizedTest
  @CsvSource({
    "*.a_b.example, x.www.a_b.example",
    "w*.a_b.example, www.a_b.example",
    "*w.a_b.example, www.a_b.example",
    "www.*.example, www.a_b.example",
    "*.*.example, www.a_b.example",
    "*.a_b.example, a_b.example",
    "*.example, a_b.example",
    "*, intranet",
    "a_b.example, www.a_b.example",
    "www.a_b.example, a_b.example",
    "www.a_b.example., www.a_b.example",
    "127.0.0.1, 127.0.0.2",
    "::1, 127.0.0.1",
    "localhost, 127.0.0.1"
  })
  void names_ofAnotherHost_doNotCover(String certified, String host) {
    X509Certificate certificate =
        (X509Certificate) CA.identityOf(host, certified).certificate(); // no common name counts
    assertThat(CertificateNames.of(certificate).cover(host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*.EXAMPLE.com, www.example.com",
    "127.0.0.1, 127.0.0.1",
    "::1, ::1",
    "2001:DB8::1, 2001:db8::1"
  })
  void names_ofTheHost_cover(String certified, String host) {
    X509Certificate certificate =
        (X509Certificate) CA.identity("x.example", certified).certificate();
    assertThat(CertificateNames.of(certificate).cover(host)).isTrue();
  }

  @Test
  void names_manyAndLong_toldInShort() {
    String name = "long-" + "x".repeat(70) + ".example";
    X509Certificate many =
        (X509Certificate) CA.identity(name, "b\u0001c", "d", "e", "127.0.0.1").certificate();
    assertThat(CertificateNames.of(many).words())
        .isEqualTo(name.substring(0, 60) + "..., b?c, d and 2 more");
    X509Certificate none = (X509Certificate) CA.identity().certificate();
    assertThat(CertificateNames.of(none).words()).isEqualTo("it has no name");
  }
}
