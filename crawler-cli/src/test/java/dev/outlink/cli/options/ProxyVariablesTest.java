package dev.outlink.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What curl's documentation says of the environment. */
class ProxyVariablesTest {

  private static @Nullable String proxy(String scheme, String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    ProxyVariables.Variable variable = new ProxyVariables(environment).of(scheme);
    return variable == null ? null : variable.name() + " " + variable.proxy();
  }

  @Test
  void names_inTheirOrder() {
    assertThat(proxy("http", "HTTP_PROXY=h:1")).isNull();
    assertThat(proxy("http", "http_proxy=h:1", "all_proxy=a:1")).isEqualTo("http_proxy http://h:1");
    assertThat(proxy("http", "HTTP_PROXY=h:1", "ALL_PROXY=a:1")).isEqualTo("ALL_PROXY http://a:1");
    assertThat(proxy("https", "http_proxy=h:1")).isNull();
    assertThat(proxy("https", "HTTPS_PROXY=h:1")).isEqualTo("HTTPS_PROXY http://h:1");
    assertThat(proxy("https", "https_proxy=l:1", "HTTPS_PROXY=h:1"))
        .isEqualTo("https_proxy http://l:1");
    assertThat(proxy("https", "https_proxy=", "HTTPS_PROXY= h:1 "))
        .isEqualTo("HTTPS_PROXY http://h:1");
    assertThat(proxy("https", "ALL_PROXY=u:1", "all_proxy=l:1")).isEqualTo("all_proxy http://l:1");
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, http://proxy:1080",
    "proxy:3128, http://proxy:3128",
    "HTTP://proxy:3128/, http://proxy:3128",
    "https://proxy, https://proxy:443",
    "socks5h://u:p@proxy, socks5h://u:p@proxy:1080",
    "u:p@[::1], http://u:p@[::1]:1080",
    "http://[::1]:8080, http://[::1]:8080"
  })
  void values_areMadeWhole(String value, String whole) {
    assertThat(proxy("http", "http_proxy=" + value)).isEqualTo("http_proxy " + whole);
  }

  @Test
  void exceptions_ofEitherCase() {
    assertThat(new ProxyVariables(Map.of("no_proxy", "a, b c,,d ", "NO_PROXY", "x")).except())
        .containsExactly("a", "b", "c", "d");
    assertThat(new ProxyVariables(Map.of("no_proxy", "", "NO_PROXY", "x")).except())
        .containsExactly("x");
    assertThat(new ProxyVariables(Map.of()).except()).isEmpty();
  }
}
