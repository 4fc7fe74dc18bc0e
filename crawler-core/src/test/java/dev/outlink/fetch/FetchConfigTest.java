package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.detail.DetailText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchConfigTest {

  private static List<String> problems(
      String userAgent, HeaderList headers, @Nullable String proxy) {
    Duration second = Duration.ofSeconds(1);
    return new FetchConfig(
            second,
            second,
            second,
            1,
            userAgent,
            headers,
            FetchConfig.HTML_ONLY,
            false,
            false,
            NetworkConfig.DIRECT.withProxy(proxy))
        .problems();
  }

  private static List<String> header(String name, String value) {
    return problems("a", HeaderList.of(name, value), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "X Key", "X:", "X\r\nY", "\u00e4", "X(", "X-Key "})
  void problems_headerName_named(String name) {
    assertThat(header(name, "v"))
        .containsExactly(
            "header: '" + DetailText.sanitised(name) + "' is not the name of a header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\r\nX: 1", "secret\n", "\0secret", "secret\u007f"})
  void problems_controlCharacterInValue_namedAndNotShown(String value) {
    assertThat(header("X-Key", value))
        .containsExactly("header: the value of 'X-Key' has a control character");
  }

  @Test
  void problems_valueThatHeadersCannotHave_named() {
    assertThat(header("X-Key", "\u20ac")).singleElement().asString().contains("ISO 8859-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b\tc", "\u00e4", "\"!~"})
  void problems_goodValue_none(String value) {
    assertThat(header("!#$%&'*+-.^_`|~09azAZ", value)).isEmpty();
  }

  @Test
  void problems_userAgent_named() {
    HeaderList none = HeaderList.EMPTY;
    assertThat(problems("a\nb", none, null))
        .containsExactly("user-agent: it has a control character");
    assertThat(problems("", none, null)).containsExactly("user-agent: it is empty");
  }

  @Test
  void problems_several_allSaid() {
    HeaderList two = HeaderList.of("a b", "", "c", "\n");
    assertThat(problems("\n", two, "x")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy:3128",
        "socks://proxy:3128",
        "socks4://proxy:3128",
        "ftp://proxy:3128",
        "HTTP://proxy:3128",
        "https://proxy",
        "socks5://u:p@proxy",
        "socks5:///proxy:1080",
        "http://proxy",
        "http://proxy:",
        "http://proxy:0x1",
        "http://proxy:99999",
        "http://proxy:3128/path",
        "http://proxy:3128/?q",
        "http://proxy:3128#f",
        "http://proxy:3128\\path",
        "http://u:p@proxy",
        "http://u:p@[::1]",
        "http://u:p@"
      })
  void problems_proxy_namedAndNotShown(String proxy) {
    assertThat(problems("a", HeaderList.EMPTY, proxy))
        .singleElement()
        .asString()
        .startsWith("proxy: ")
        .doesNotContain("u:p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy:3128",
        "http://proxy:80/",
        "https://proxy:3128",
        "socks5://u:p@proxy:1080",
        "socks5h://[::1]:1080",
        "http://u:p@127.0.0.1:3128",
        "http://u:p%40q@[::1]:3128/"
      })
  void problems_goodProxy_none(String proxy) {
    assertThat(problems("a", HeaderList.EMPTY, proxy)).isEmpty();
  }
}
