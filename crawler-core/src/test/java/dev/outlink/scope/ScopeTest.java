package dev.outlink.scope;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

  private static final ScopeConfig DEEP = ScopeConfig.DEFAULT.withDepth(3);

  @ParameterizedTest
  @CsvSource({
    // kind, seed, link, whether it is crawled
    "page, http://a.example/x, http://a.example/x#y, true",
    "page, http://a.example/x, http://a.example/x?y, false",
    "page, http://a.example/x, https://a.example/x, false",
    "prefix, http://a.example/docs/one, http://a.example/docs/two?q=1, true",
    "prefix, http://a.example/docs/one, http://a.example/docs/, true",
    "prefix, http://a.example/docs/one, https://a.example/docs/x/y, true",
    "prefix, http://a.example/docs/one, http://a.example/docs, false",
    "prefix, http://a.example/docs/, http://a.example/docsier/, false",
    "prefix, http://a.example/docs/, http://b.example/docs/, false",
    "prefix, http://a.example/docs, http://a.example/anything, true",
    "prefix, http://a.example/caf%C3%A9/x, http://a.example/caf%C3%A9/y, true",
    "prefix, http://a.example/caf%C3%A9/x, http://a.example/caf%c3%a9/y, false",
    "prefix, http://a.example/docs/?in=/x/, http://a.example/docs/y, true",
    "host, http://a.example/docs/one, http://a.example/, true",
    "host, http://a.example/, https://a.example/x, true",
    "host, http://a.example/, https://a.example:443/x, true",
    "host, https://a.example/, http://a.example/x, true",
    "host, http://a.example/, http://a.example:8080/, false",
    "host, http://a.example:8080/, http://a.example:8080/x, true",
    "host, http://a.example:8080/, https://a.example:8080/x, true",
    "host, http://a.example:8080/, http://a.example/, false",
    "host, http://a.example/, http://a.example:443/, false",
    "host, https://a.example/, http://a.example:443/, true",
    "host, http://a.example/, http://a.example./x, true",
    "host, http://a.example./, http://a.example/x, true",
    "host, http://a.example/, http://A.EXAMPLE/x, true",
    "host, http://a.example/, http://www.a.example/, false",
    "host, http://127.0.0.1/, http://127.0.0.2/, false",
    "host, http://[::1]/, http://[::1]/x, true",
    "domain, http://www.example.co.uk/, https://shop.example.co.uk/, true",
    "domain, http://www.example.co.uk/, http://example.co.uk:8080/, true",
    "domain, http://www.example.co.uk/, http://www.example.co.uk.:81/, true",
    "domain, http://www.example.co.uk/, http://other.co.uk/, false",
    "domain, http://example.co.uk/, http://notexample.co.uk/, false",
    "domain, http://one.github.io/, http://two.github.io/, false",
    "domain, http://one.github.io/, http://a.one.github.io/, true",
    "domain, http://github.io/, http://one.github.io/, false",
    "domain, http://github.io/, https://github.io/x, true",
    "domain, http://github.io/, http://github.io:81/x, false",
    "domain, http://amazonaws.com/, http://bucket.s3.amazonaws.com/, false",
    "domain, http://食狮.公司.cn/, http://www.xn--85x722f.xn--55qx5d.cn/, true",
    "domain, http://食狮.公司.cn/, http://百度.公司.cn/, false",
    "domain, http://кто.рф/, http://что.кто.рф/, true",
    "domain, http://кто.рф/, http://что.рф/, false",
    "domain, http://127.0.0.1/, http://127.0.0.1/x, true",
    "domain, http://127.0.0.1/, http://127.0.0.1:81/x, false",
    "domain, http://1.2.3.4/, http://9.9.3.4/, false",
    "domain, http://[2001:db8::1]/, http://[2001:db8::2]/, false",
    "domain, http://localhost/, https://localhost/x, true",
    "domain, http://localhost/, http://localhost:81/, false",
    "domain, http://a.localhost/, http://b.localhost/, false",
    "domain, http://a.localhost/, http://x.a.localhost/, true",
    "domain, http://wiki.corp.internal/, http://docs.corp.internal/, true",
    "domain, http://wiki.corp.internal/, http://wiki.other.internal/, false",
    "any, http://a.example/, https://b.test:81/, true",
  })
  void judge_linkOfEachKindOfScope_isAdmittedIfNear(
      String kind, String seed, String link, boolean near) {
    ScopeKind scope = ScopeKind.of(kind);
    Assertions.assertNotNull(scope);
    Admission answer = new Scope(DEEP.withScope(scope)).judge(seed(seed), url(link));
    assertThat(answer).isEqualTo(near ? Admission.ADMITTED : Admission.OUT_OF_SCOPE);
  }

  @Test
  void judge_seedThatWasRedirected_hasTheScopeOfBoth() {
    Scope scope = new Scope(DEEP);
    CrawlTask parent =
        new CrawlTask(
            url("http://www.b.example/"),
            1,
            0,
            1,
            List.of(url("http://a.example/"), url("http://www.b.example/")));
    assertThat(scope.judge(parent, url("http://a.example/x"))).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judge(parent, url("http://www.b.example/x"))).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judge(parent, url("http://b.example/"))).isEqualTo(Admission.OUT_OF_SCOPE);
    assertThat(scope.why(Admission.OUT_OF_SCOPE, parent, url("http://b.example/")))
        .isEqualTo("host b.example is not a.example, host b.example is not www.b.example");
  }

  @Test
  void judge_linkAtTheDepthAndBelow_isAdmittedAndTooDeep() {
    Scope scope = new Scope(ScopeConfig.DEFAULT.withDepth(2));
    CrawlUrl link = url("http://a.example/x");
    assertThat(scope.judge(at(1), link)).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judge(at(2), link)).isEqualTo(Admission.TOO_DEEP);
    assertThat(scope.why(Admission.TOO_DEEP, at(2), link)).isEqualTo("depth 3 is over --depth 2");
    assertThat(new Scope(ScopeConfig.DEFAULT).judge(at(0), link)).isEqualTo(Admission.TOO_DEEP);
  }

  @Test
  void judge_otherScheme_isNotCrawlable() {
    Scope scope = new Scope(DEEP.withScope(ScopeKind.ANY));
    assertThat(scope.judge(at(0), url("mailto:x@a.example"))).isEqualTo(Admission.NOT_CRAWLABLE);
    assertThat(scope.judgeRedirect(at(0), url("ftp://a.example/")))
        .isEqualTo(Admission.NOT_CRAWLABLE);
    assertThat(scope.why(Admission.NOT_CRAWLABLE, at(0), url("mailto:x@a.example")))
        .isEqualTo("scheme mailto is not http or https");
  }

  @Test
  void judgeRedirect_ofSeed_isAdmittedWhereverItLeads() {
    Scope scope = new Scope(ScopeConfig.DEFAULT.withExclude(List.of("b")).withMaxUrlLength(5));
    assertThat(scope.judgeRedirect(at(0), url("http://b.example/1/1/1/1/1/1")))
        .isEqualTo(Admission.ADMITTED);
  }

  @Test
  void judgeRedirect_ofLink_obeysAllRulesButTheDepth() {
    Scope scope = new Scope(DEEP.withExclude(List.of("no")));
    assertThat(scope.judgeRedirect(at(3), url("http://a.example/x"))).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judgeRedirect(at(3), url("http://b.example/x")))
        .isEqualTo(Admission.OUT_OF_SCOPE);
    assertThat(scope.judgeRedirect(at(3), url("http://a.example/no")))
        .isEqualTo(Admission.EXCLUDED);
  }

  @Test
  void judge_patterns_areFoundAnywhereInTheCanonicalUrl() {
    ScopeConfig config =
        DEEP.withInclude(List.of("/docs/", "\\?page=")).withExclude(List.of("\\.pdf$", "draft"));
    Scope scope = new Scope(config);
    assertThat(scope.judge(at(0), url("http://a.example/docs/x"))).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judge(at(0), url("http://a.example/?page=2"))).isEqualTo(Admission.ADMITTED);
    assertThat(scope.judge(at(0), url("http://a.example/docs/#draft")))
        .isEqualTo(Admission.ADMITTED);

    CrawlUrl neither = url("http://a.example/blog#/docs/");
    assertThat(scope.judge(at(0), neither)).isEqualTo(Admission.EXCLUDED);
    assertThat(scope.why(Admission.EXCLUDED, at(0), neither))
        .isEqualTo("matches no --include '/docs/', '\\?page='");

    CrawlUrl both = url("http://a.example/docs/x.pdf#page=3");
    assertThat(scope.judge(at(0), both)).isEqualTo(Admission.EXCLUDED);
    assertThat(scope.why(Admission.EXCLUDED, at(0), both)).isEqualTo("matches --exclude '\\.pdf$'");
  }

  @Test
  void judge_catastrophicPattern_takesLinearTime() {
    Scope scope = new Scope(DEEP.withExclude(List.of("(a+)+$", "(a|aa)*b", "(.*a){20}$")));
    CrawlUrl link = url("http://a.example/" + "a".repeat(1_980) + "!");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(scope.judge(at(0), link)).isEqualTo(Admission.ADMITTED));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b/c/d, ADMITTED",
    "/a/b/c/d/, ADMITTED",
    "/a/b/c/d/e, TOO_MANY_SEGMENTS",
    "/a//b//c, TOO_MANY_SEGMENTS",
    "/?/a/b/c/d/e/f, ADMITTED",
    "/a/a/b, ADMITTED",
    "/a/a/a, REPEATED_SEGMENTS",
    "/a/b/a/a, REPEATED_SEGMENTS",
    "/1/1/1, REPEATED_SEGMENTS",
    "/a/aa/aaa/a, ADMITTED",
    "/a/A/%61, ADMITTED",
  })
  void judge_pathsOfTraps_areRefused(String path, Admission answer) {
    Scope scope = new Scope(DEEP.withMaxSegments(4).withMaxRepeats(2));
    assertThat(scope.judge(at(0), url("http://a.example" + path))).isEqualTo(answer);
  }

  @Test
  void judge_repeatedRun_isRefusedByDefault() {
    Scope scope = new Scope(DEEP);
    assertThat(scope.judge(at(0), url("http://a.example" + "/a/b".repeat(4))))
        .isEqualTo(Admission.ADMITTED);
    CrawlUrl trap = url("http://a.example" + "/a/b".repeat(5));
    assertThat(scope.judge(at(0), trap)).isEqualTo(Admission.REPEATED_SEGMENTS);
    assertThat(scope.why(Admission.REPEATED_SEGMENTS, at(0), trap))
        .isEqualTo("segment 'a' more than --max-repeats 4 times");
  }

  @Test
  void judge_length_isThatOfTheUrlWithoutFragment() {
    Scope scope = new Scope(DEEP.withMaxUrlLength(20));
    assertThat(scope.judge(at(0), url("http://a.example/123#fragment")))
        .isEqualTo(Admission.ADMITTED);
    CrawlUrl longer = url("http://a.example/1234");
    assertThat(scope.judge(at(0), longer)).isEqualTo(Admission.URL_TOO_LONG);
    assertThat(scope.why(Admission.URL_TOO_LONG, at(0), longer))
        .isEqualTo("21 characters, over --max-url-length 20");
  }

  @Test
  void judge_noLimits_admitsAnyPathSoon() {
    Scope scope = new Scope(DEEP.withMaxUrlLength(0).withMaxSegments(0).withMaxRepeats(0));
    CrawlUrl link = url("http://a.example" + "/a".repeat(30_000));
    assertThat(scope.judge(at(0), link)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void judge_trapOutOfScope_isOutOfScopeAndNoBudget() {
    CrawlUrl trap = url("http://b.example" + "/a".repeat(2_000));
    assertThat(new Scope(DEEP).judge(at(0), trap)).isEqualTo(Admission.OUT_OF_SCOPE);
  }

  @ParameterizedTest
  @CsvSource({
    "page, http://a.example/x, it is not the seed http://a.example/docs/",
    "prefix, http://a.example/x, path /x does not begin with /docs/",
    "prefix, http://b.example/docs/, host b.example is not a.example",
    "host, http://a.example:81/, port 81 is not 80",
    "domain, http://www.b.test/, domain b.test is not a.example",
    "domain, http://[::1]/, domain [::1] is not a.example",
  })
  void why_outOfScope_saysWhatDiffers(String kind, String link, String reason) {
    ScopeKind scope = ScopeKind.of(kind);
    Assertions.assertNotNull(scope);
    assertThat(
            new Scope(DEEP.withScope(scope))
                .why(Admission.OUT_OF_SCOPE, seed("http://a.example/docs/"), url(link)))
        .isEqualTo(reason);
  }

  @Test
  void why_anyAnswer_saysSomething() {
    for (Admission answer : Admission.values()) {
      assertThat(new Scope(DEEP).why(answer, at(0), url("http://b.example/1/2"))).isNotEmpty();
    }
    assertThat(
            new Scope(DEEP)
                .why(Admission.TOO_MANY_VARIANTS, at(0), url("http://b.example/cal/2026/11?x")))
        .isEqualTo("--max-variants 10000 URLs like http://b.example/cal/#/#");
  }

  @Test
  void scope_ofInvalidConfiguration_isRefused() {
    assertThatThrownBy(() -> new Scope(DEEP.withDepth(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth: -1");
  }

  private static CrawlTask seed(String url) {
    return CrawlTask.seed(url(url));
  }

  private static CrawlTask at(int depth) {
    return new CrawlTask(url("http://a.example/p"), depth, 0, 1, List.of(url("http://a.example/")));
  }
}
