package dev.outlink.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.network.ProxyAddress.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a proxy is, and what it is told of who asks. */
class ProxyAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, HTTP, proxy, 3128, , ''",
    "http://proxy:80/, HTTP, proxy, 80, , ''",
    "https://Proxy.Example:443, HTTPS, proxy.example, 443, , ''",
    "socks5://127.0.0.1:1080, SOCKS5, 127.0.0.1, 1080, , ''",
    "socks5h://[::1]:1080, SOCKS5H, [::1], 1080, , ''",
    "socks5h://0x7f.1:65535, SOCKS5H, 127.0.0.1, 65535, , ''",
    "http://u@proxy:1, HTTP, proxy, 1, u, ''",
    "http://u:@proxy:1, HTTP, proxy, 1, u, ''",
    "http://:p@proxy:1, HTTP, proxy, 1, '', p",
    "http://u:p:q@proxy:1, HTTP, proxy, 1, u, p:q",
    "http://u%3Av:p%40%2f@proxy:1, HTTP, proxy, 1, u:v, p@/",
    "http://u@v:p@proxy:1, HTTP, proxy, 1, u@v, p",
    "http://caf\u00e9:\u20ac@proxy:1, HTTP, proxy, 1, caf\u00e9, \u20ac",
    "http://u:100%25%zz@proxy:1, HTTP, proxy, 1, u, 100%%zz",
  })
  void parse_address_isTakenApart(
      String text, Kind kind, String host, int port, @Nullable String user, String password) {
    assertThat(ProxyAddress.problem(text)).isNull();
    assertThat(ProxyAddress.parse(text))
        .isEqualTo(new ProxyAddress(kind, host, port, user, password))
        .hasToString(host + ":" + port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy:3128",
        "HTTP://proxy:3128",
        "socks4://proxy:1",
        "http:/proxy:3128",
        "http:///proxy:3128",
        "http://:3128",
        "http://secret@:3128",
        "http://proxy:3128/secret",
        "http://proxy:3128?secret",
        "http://proxy:3128#secret",
        "http://proxy:65536",
        "http://pro xy:1",
        "socks5://[::1"
      })
  void problem_otherForm_isSaidWithoutTheText(String text) {
    String problem = Objects.requireNonNull(ProxyAddress.problem(text));
    assertThat(problem).startsWith("this is not of the form").doesNotContain("secret");
    assertThatThrownBy(() -> ProxyAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("proxy: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy, http",
    "https://proxy/, https",
    "socks5://u:80@proxy, socks5",
    "socks5h://[::1], socks5h",
    "http://proxy:, http",
    "http://proxy:/, http",
  })
  void problem_portThatIsMissing_isSaid(String text, String scheme) {
    assertThat(ProxyAddress.problem(text))
        .isEqualTo("the port is missing: " + scheme + "://HOST:PORT");
  }

  /** RFC 1929: one length octet each, so what counts are bytes. */
  @ParameterizedTest
  @CsvSource({"x,255,true", "x,256,false", "%C3%A9,127,true", "%C3%A9,128,false"})
  void problem_credentialsForSocks_haveABound(String character, int times, boolean fits) {
    String text = character.repeat(times);
    for (String credentials : new String[] {text, "u:" + text, text + ":" + text}) {
      for (String scheme : new String[] {"socks5", "socks5h"}) {
        String problem = ProxyAddress.problem(scheme + "://" + credentials + "@proxy:1");
        assertThat(problem)
            .isEqualTo(fits ? null : "user and password of a SOCKS proxy have 255 bytes at most");
      }
      assertThat(ProxyAddress.problem("http://" + credentials + "@proxy:1")).isNull();
    }
  }

  /** RFC 7617, with its example. */
  @Test
  void authorization_isBasicInUtf8() {
    assertThat(ProxyAddress.parse("http://Aladdin:open%20sesame@p:1").authorization())
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    String value = Objects.requireNonNull(ProxyAddress.parse("http://\u00e9@p:1").authorization());
    byte[] pair = Base64.getDecoder().decode(value.substring("Basic ".length()));
    assertThat(new String(pair, StandardCharsets.UTF_8)).isEqualTo("\u00e9:");
    assertThat(ProxyAddress.parse("http://p:1").authorization()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"u:p, u:p", "u, u:", "u:, u:", "%3A, :", "a%3Ab, a:b", "%e4%bd%a0:%, \u4f60:%"})
  void basic_userInfo_isDecoded(String userInfo, String pair) {
    byte[] utf8 = pair.getBytes(StandardCharsets.UTF_8);
    assertThat(Credentials.basic(userInfo))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString(utf8));
  }

  @ParameterizedTest
  @CsvSource({"%, %", "%4, %4", "%41, A", "%4g, %4g", "%%41, %A", "%2541, %41", "%C3, \ufffd"})
  void decoded_whatIsNoEscape_stays(String text, String decoded) {
    assertThat(Credentials.decoded(text)).isEqualTo(decoded);
  }
}
