package dev.outlink.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrableDomainsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "example.com, example.com",
        "a.b.example.com, example.com",
        "com, none",
        "example.co.uk, example.co.uk",
        "www.example.co.uk, example.co.uk",
        "co.uk, none",
        "github.io, none",
        "www.one.github.io, one.github.io",
        "x.www.ck, www.ck",
        "a.b.ck, a.b.ck",
        "x.city.kawasaki.jp, city.kawasaki.jp",
        "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "xn--55qx5d.cn, none",
        "_dmarc.example.com, example.com",
        "-a-.example.com, example.com",
        "a..example.com, example.com",
        "-x.github.io, none",
        "wiki.corp.internal, corp.internal",
        "corp.internal, corp.internal",
        "localhost, none",
        "127.0.0.1, none",
        "[::1], none",
      })
  void of_hostName_isTheNameBelowThePublicSuffix(String name, String domain) {
    RegistrableDomains domains = new RegistrableDomains();
    assertThat(domains.of(name)).isEqualTo(domain);
    assertThat(domains.of(name)).isEqualTo(domain);
  }

  @Test
  void of_hugeName_isQuickAndRight() {
    RegistrableDomains domains = new RegistrableDomains();
    assertThat(domains.of("-.".repeat(30_000) + "example.com")).isEqualTo("example.com");
    assertThat(domains.of("a".repeat(60_000) + ".example.com")).isEqualTo("example.com");
    assertThat(domains.of("a".repeat(60_000))).isNull();
  }

  @Test
  void of_moreNamesThanAreRemembered_staysRight() {
    RegistrableDomains domains = new RegistrableDomains();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5_000; i++) {
        assertThat(domains.of("www.site" + i + ".co.uk")).isEqualTo("site" + i + ".co.uk");
      }
    }
  }
}
