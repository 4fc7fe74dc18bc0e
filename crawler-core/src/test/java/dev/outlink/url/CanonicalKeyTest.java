package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalKeyTest {

  private static CrawlUrl url(String text) {
    return (CrawlUrl) CrawlUrl.parse(text);
  }

  @Test
  void of_standard_dropsTheFragmentOnly() {
    assertThat(CanonicalKey.STANDARD.of(url("http://H/p/?b=2&a=1&utm_x#f")))
        .isEqualTo("http://h/p/?b=2&a=1&utm_x");
    assertThat(CanonicalKey.STANDARD.of(url("http://h/?"))).isEqualTo("http://h/?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "http://h/?b=2&a=1&b=1#f => http://h/?a=1&b=1&b=2",
        "http://h/?x&utm_source=1&a=utm_x => http://h/?a=utm_x&x",
        "http://h/?utm_source=1&sid=%41 => http://h/",
        "http://h/?side=1 => http://h/?side=1",
        "http://h/? => http://h/?",
        "http://h/?& => http://h/?&",
        "http://h/p => http://h/p",
      })
  void of_orderAndParametersIgnored_keyOfTheRest(String url, String key) {
    assertThat(new CanonicalKey(true, Set.of("utm_*", "sid")).of(url(url))).isEqualTo(key);
  }

  @Test
  void of_parametersIgnored_orderKept() {
    assertThat(new CanonicalKey(false, Set.of("s")).of(url("http://h/?b&s=1&a")))
        .isEqualTo("http://h/?b&a");
  }
}
