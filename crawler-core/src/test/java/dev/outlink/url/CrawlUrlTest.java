package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '"',
      value = {
        "/x!http://h/x",
        "x!http://h/a/b/x",
        "x/y.html?q=1#f!http://h/a/b/x/y.html?q=1#f",
        "./x!http://h/a/b/x",
        "../x!http://h/a/x",
        "../../x!http://h/x",
        "../../../../x!http://h/x",
        "../.././x!http://h/x",
        "../!http://h/a/",
        "..!http://h/a/",
        ".!http://h/a/b/",
        ".x!http://h/a/b/.x",
        "..x/y!http://h/a/b/..x/y",
        "x/../y!http://h/a/b/y",
        "x/%2e%2E/y!http://h/a/b/y",
        "x/.%2e!http://h/a/b/",
        "?z!http://h/a/b/c?z",
        "?!http://h/a/b/c?",
        "#z!http://h/a/b/c?q#z",
        "?a?b#c#d!http://h/a/b/c?a?b#c#d",
        "\"\"!http://h/a/b/c?q",
        "//other.org!http://other.org/",
        "//other.org/p?q#f!http://other.org/p?q#f",
        "///other.org/p!http://other.org/p",
        "\\\\other.org\\p!http://other.org/p",
        "/a\\b!http://h/a/b",
        "https://other.org!https://other.org/",
        "https://other.org?q!https://other.org/?q",
        "https://other.org#f!https://other.org/#f",
        "https://Other.ORG:443/x!https://other.org/x",
        "https://other.org:8080/x!https://other.org:8080/x",
        "https:other.org!https://other.org/",
        "http:x!http://h/a/b/x",
        "http://1.2.3!http://1.2.0.3/",
        "http://0x7f.1!http://127.0.0.1/",
        "http://a.1x/!http://a.1x/",
        "http://[1:0:0:2::]/!http://[1:0:0:2::]/",
        "http://%65x/!http://ex/",
        "/a b!http://h/a%20b",
        "/%zz!http://h/%zz",
        "/\u00e9?\u00e9#\u00e9!http://h/%C3%A9?%C3%A9#%C3%A9",
        "?it's!http://h/a/b/c?it%27s",
        "/x:y!http://h/x:y",
        "x:y!x:y",
        "mailto:a@b!mailto:a@b",
        "javascript:void(0)!javascript:void(0)",
        "data:text/plain,a b!data:text/plain,a b",
      })
  void resolve_reference_isAsBrowsersDo(String reference, String expected) {
    assertThat(url("http://h/a/b/c?q#f").resolve(reference)).hasToString(expected);
  }

  @Test
  void resolve_whiteSpace_doesNotCount() {
    CrawlUrl base = url("http://h/a/b");
    assertThat(base.resolve("\n\0 /x ")).hasToString("http://h/x");
    assertThat(base.resolve("/x\r\n\ty")).hasToString("http://h/xy");
    assertThat(base.resolve("ht\ntp://o\tther/ ")).hasToString("http://other/");
    assertThat(base.resolve(" \n")).hasToString("http://h/a/b");
  }

  @Test
  void parse_loneSurrogate_becomesReplacementCharacter() {
    assertThat(CrawlUrl.parse("http://h/\ud83d\ude00?\ud83d#\ude00"))
        .hasToString("http://h/%F0%9F%98%80?%EF%BF%BD#%EF%BF%BD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "x!no scheme",
        "http://!empty host",
        "http://:80/!empty host",
        "http://u@/!empty host",
        "http://a<b/!the host has the forbidden character '<'",
        "http://a b/!the host has the forbidden character U+0020",
        "http://a:99999/!port 99999 is above 65535",
        "http://a:99999999999999999999/!port 999999999999... is above 65535",
        "http://a:8x/!the port is not a number",
        "http://[::1/!not an IPv6 address",
        "http://1.2.3.4.5/!the host ends in a number but is not an IPv4 address",
        "http://256.256.256.256/!the host ends in a number but is not an IPv4 address",
      })
  void parse_invalid_saysWhy(String input, String reason) {
    assertThat(CrawlUrl.parse(input)).isEqualTo(new InvalidUrl(input, reason));
  }

  @Test
  void parse_longerThanTheBound_isInvalid() {
    String atBound = "http://h/" + "a".repeat(CrawlUrl.MAX_LENGTH - 9);
    assertThat(CrawlUrl.parse(atBound)).hasToString(atBound);
    assertThat(CrawlUrl.parse(atBound + "a")).isInstanceOf(InvalidUrl.class);
    assertThat(url(atBound).resolve("#f")).isInstanceOf(InvalidUrl.class);
    assertThat(CrawlUrl.parse("http://h/" + "\u00e9".repeat(30_000)))
        .isInstanceOf(InvalidUrl.class);
    assertThat(CrawlUrl.parse("http://" + "\u00e9".repeat(60_000))).isInstanceOf(InvalidUrl.class);
  }

  @Test
  void components_fullUrl_areItsParts() {
    CrawlUrl url = url("https://user:pw@Example.org:8443/p/a?q=1#top");
    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.isHttp()).isTrue();
    assertThat(url.userInfo()).isEqualTo("user:pw");
    assertThat(url.hostname()).isEqualTo("example.org");
    assertThat(url.port()).isEqualTo(8443);
    assertThat(url.path()).isEqualTo("/p/a");
    assertThat(url.query()).isEqualTo("q=1");
    assertThat(url.fragment()).isEqualTo("top");
    assertThat(url.host()).isEqualTo(new Host("https", "example.org", 8443));
  }

  @Test
  void components_bareUrl_areAbsentOrDefault() {
    CrawlUrl url = url("http://[::1]");
    assertThat(url.href()).isEqualTo("http://[::1]/");
    assertThat(url.userInfo()).isNull();
    assertThat(url.query()).isNull();
    assertThat(url.fragment()).isNull();
    assertThat(url.host()).isEqualTo(new Host("http", "[::1]", 80));
    assertThat(url.host()).hasToString("http://[::1]");
  }

  @Test
  void host_ofOtherScheme_isABug() {
    assertThatThrownBy(() -> url("ftp://h/").host()).isInstanceOf(IllegalStateException.class);
    assertThat(url("ftp://h/").isHttp()).isFalse();
    assertThat(url("httpx://h/").isHttp()).isFalse();
    assertThat(url("mailto:a@b").port()).isEqualTo(-1);
    assertThat(url("mailto:a@b").hostname()).isEmpty();
  }

  @Test
  void canonical_withFragment_dropsIt() {
    CrawlUrl url = url("http://h/p?q#f");
    assertThat(url.canonical()).isEqualTo(url("http://h/p?q")).hasToString("http://h/p?q");
    CrawlUrl canonical = url.canonical();
    assertThat(canonical.canonical()).isSameAs(canonical);
    assertThat(url("http://h/p?q#").canonical()).hasToString("http://h/p?q");
    assertThat(url).isNotEqualTo(url.canonical()).hasSameHashCodeAs(url("http://h/p?q#f"));
  }

  private static CrawlUrl url(String text) {
    return (CrawlUrl) CrawlUrl.parse(text);
  }
}
