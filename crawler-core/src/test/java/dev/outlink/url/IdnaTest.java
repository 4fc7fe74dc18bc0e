package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the conformance data leaves out: the bidi rule, limits, and what hosts do with the result.
 */
class IdnaTest {

  private static final String NOT_VALID = "the host is not a valid internationalised domain name";

  @ParameterizedTest
  @CsvSource({
    "fa\u00df.de,xn--fa-hia.de",
    "\u1e9e,xn--zca",
    "\u05d0.a1,xn--4db.a1",
    "-\u00e9-,xn-----bja",
    "\u00ad.\u00ad,.",
    "a\u3002,a.",
    "\uff11\uff12\uff17.1,127.0.0.1",
    "%EF%BC%91,0.0.0.1",
    "XN--ZCA.\u00df,xn--zca.xn--zca",
    "xn--8i7caa,xn--8i7caa",
    "xn--,xn--",
  })
  void parse_domain_isInAscii(String domain, String expected) {
    assertThat(CrawlUrl.parse("http://" + domain + "/")).hasToString("http://" + expected + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u05d0.com",
        "\u05d0.1com",
        "\u05d0-.com",
        "\u200da.com",
        "\ud800.com",
        "a\udc00\u00e9",
        "x\ufffd",
        "\u00e9.xn--xn---epa",
        "\u00e9.xn--abc-",
        "\u00e9.xn--8i7caa",
        "\u00e9.xn--",
      })
  void parse_domainThatUts46Refuses_saysSo(String domain) {
    String input = "http://" + domain + "/";
    assertThat(CrawlUrl.parse(input)).isEqualTo(new InvalidUrl(input, NOT_VALID));
  }

  @ParameterizedTest
  @CsvSource({
    "\u00ad,empty host",
    "\u00e9\uff05,the host has the forbidden character '%'",
    "\u00e9\uff0f,the host has the forbidden character '/'",
    "\u00e9%00,the host has the forbidden character U+0000",
    "\u00e9.1,the host ends in a number but is not an IPv4 address",
  })
  void parse_domainThatIsNoHostOnceMapped_saysWhy(String domain, String reason) {
    String input = "http://" + domain + "/";
    assertThat(CrawlUrl.parse(input)).isEqualTo(new InvalidUrl(input, reason));
  }

  @Test
  void parse_domainBeyondTheLimits_isInvalid() {
    StringBuilder ideographs = new StringBuilder();
    for (int i = 0; i < Idna.MAX_LENGTH; i++) {
      ideographs.append((char) (0x4e00 + i));
    }
    String expanding = "\ufdfa".repeat(Idna.MAX_LENGTH);
    String ignored = "\u00ad".repeat(Idna.MAX_LENGTH - 1) + "a";
    assertThat(CrawlUrl.parse("http://" + ideographs)).isInstanceOf(InvalidUrl.class);
    assertThat(CrawlUrl.parse("http://" + expanding)).isInstanceOf(InvalidUrl.class);
    assertThat(CrawlUrl.parse("http://\u00e9.xn--" + "a".repeat(1_000)))
        .isInstanceOf(InvalidUrl.class);
    assertThat(CrawlUrl.parse("http://" + ignored)).hasToString("http://a/");
    assertThat(CrawlUrl.parse("http://" + ignored + "a")).isInstanceOf(InvalidUrl.class);
  }
}
