package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What holds for every text and every base. */
class UrlPropertiesTest {

  private static final List<String> SAMPLES = Suite.inputs("url/urltestdata.json");

  private static final QueryEncoding LATIN = new CharsetQuery(StandardCharsets.ISO_8859_1);

  private static final List<String> BASES =
      List.of(
          "http://h.org/a/b/c?q#f",
          "https://h.org",
          "http://127.0.0.1:81/p/0/x.html",
          "http://u:p@h/?",
          "http://h/" + "a/".repeat(1020) + "x",
          "file:///C:/a/b",
          "file://h/",
          "ws://h/a",
          "foo://h/a",
          "foo:/a/b",
          "foo:/.//a",
          "mailto:a");

  @Provide
  Arbitrary<String> texts() {
    return UrlTexts.any(SAMPLES);
  }

  @Provide
  Arbitrary<CrawlUrl> bases() {
    Arbitrary<CrawlUrl> fixed = Arbitraries.of(BASES).map(UrlPropertiesTest::url);
    Arbitrary<CrawlUrl> any =
        texts().map(CrawlUrl::parse).filter(CrawlUrl.class::isInstance).map(CrawlUrl.class::cast);
    return Arbitraries.oneOf(fixed, fixed, any);
  }

  @Property(tries = 10_000)
  void parse_serialisedUrl_isTheSameUrl(
      @ForAll("texts") String text, @ForAll("bases") CrawlUrl base) {
    UrlResult result = base.resolve(text);
    Statistics.collect(result instanceof CrawlUrl);
    if (result instanceof CrawlUrl url) {
      assertSame(url, UrlParser.parse(url.href(), null, null));
      assertSame(url, CrawlUrl.parse(url.href()));
      assertSame(url, base.resolve(url.href()));
      assertThat(url.href().length()).isLessThanOrEqualTo(CrawlUrl.MAX_LENGTH);
      assertThat(url.href().chars()).allMatch(c -> c >= ' ' && c <= '~');
    }
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 20);
          coverage.check(false).percentage(share -> share > 1);
        });
  }

  @Property(tries = 10_000)
  void resolve_cleanReference_isAsTheParserHasIt(
      @ForAll("texts") String text, @ForAll("bases") CrawlUrl base) {
    CrawlUrl absolute = CleanUrl.parse(text);
    CrawlUrl relative = base.isHttp() ? CleanUrl.resolve(base, text) : null;
    CrawlUrl clean = absolute != null ? absolute : relative;
    Statistics.collect(clean != null);
    if (absolute != null) {
      assertSame(absolute, UrlParser.parse(text, null, null));
    }
    if (clean != null) {
      assertSame(clean, UrlParser.parse(text, base, null));
      assertSame(clean, UrlParser.parse(text, base, LATIN));
    }
    Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 8));
  }

  @Property(tries = 3_000)
  void resolve_withEncoding_differsOnlyInTheQuery(
      @ForAll("texts") String text, @ForAll("bases") CrawlUrl base) {
    UrlResult plain = base.resolve(text);
    UrlResult encoded = base.resolve(text, LATIN);
    if (plain instanceof CrawlUrl url && encoded instanceof CrawlUrl other) {
      assertThat(withoutQuery(other)).isEqualTo(withoutQuery(url));
      assertSame(other, CrawlUrl.parse(other.href()));
    } else {
      assertThat(encoded).isEqualTo(plain);
    }
  }

  @Property(tries = 3_000)
  void canonical_ofCanonical_isItself(@ForAll("bases") CrawlUrl url) {
    CrawlUrl canonical = url.canonical();
    assertThat(canonical.canonical()).isSameAs(canonical);
    assertSame(canonical, CrawlUrl.parse(canonical.href()));
    assertThat(canonical.fragment()).isNull();
    assertThat(url.href()).startsWith(canonical.href());
    if (!url.isOpaque()) {
      assertSame(canonical, url.resolve(""));
    }
  }

  private static void assertSame(CrawlUrl expected, UrlResult result) {
    assertThat(result).isEqualTo(expected);
    assertThat(components((CrawlUrl) result)).isEqualTo(components(expected));
  }

  private static List<@Nullable String> components(CrawlUrl url) {
    List<@Nullable String> components = withoutQuery(url);
    components.add(url.query());
    components.add(url.canonical().href());
    return components;
  }

  private static List<@Nullable String> withoutQuery(CrawlUrl url) {
    List<@Nullable String> components = new ArrayList<>();
    components.add(url.scheme());
    components.add(url.userInfo());
    components.add(url.hostname());
    components.add(String.valueOf(url.port()));
    components.add(url.path());
    components.add(url.fragment());
    return components;
  }

  private static CrawlUrl url(String text) {
    return (CrawlUrl) CrawlUrl.parse(text);
  }
}
