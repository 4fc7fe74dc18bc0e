package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsRulesTest {

  private static RobotsVerdict verdict(String robots, String path) {
    byte[] bytes = robots.getBytes(UTF_8);
    return RobotsParser.parse(bytes, bytes.length, "Outlink").verdict(path);
  }

  private static @Nullable Duration delay(String robots) {
    return verdict(robots, "/").crawlDelay();
  }

  @Test
  void groups_thatNameUs_areMergedAndOthersDoNotCount() {
    String robots =
        """
        User-agent: OUTLINK/2.0 some words
        Disallow: /a
        User-agent: *
        Disallow: /
        User-agent: other
        User-agent: outlink
        Disallow: /b
        """;
    assertThat(verdict(robots, "/a").line()).isEqualTo(2);
    assertThat(verdict(robots, "/b").line()).isEqualTo(7);
    assertThat(verdict(robots, "/c").allowed()).isTrue();
  }

  @Test
  void groups_thatNameNobodyOfUs_leaveThoseForAll() {
    String robots =
        """
        User-agent: *
        Disallow: /a
        User-agent: outlinker
        User-agent: out
        Disallow: /
        User-agent: *
        Disallow: /b
        """;
    assertThat(verdict(robots, "/a").line()).isEqualTo(2);
    assertThat(verdict(robots, "/b").line()).isEqualTo(7);
    assertThat(verdict(robots, "/c").allowed()).isTrue();
  }

  @Test
  void group_thatNamesUsWithoutRules_allowsAll() {
    assertThat(verdict("User-agent: *\nDisallow: /\nUser-agent: outlink\n", "/").allowed())
        .isTrue();
  }

  @Test
  void rules_beforeAnyGroup_doNotCount() {
    assertThat(verdict("Disallow: /\nCrawl-delay: 3\nUser-agent: *\n", "/").allowed()).isTrue();
  }

  @Test
  void emptyToken_isNamedByNoGroup() {
    byte[] robots = "User-agent: 42\nDisallow: /\n".getBytes(UTF_8);
    assertThat(RobotsParser.parse(robots, robots.length, "").verdict("/").allowed()).isTrue();
  }

  @Test
  void lineNumbers_withAnyLineEnds_countLines() {
    String robots = "# 1\r\n\r\nUser-agent: *\r# 4\n\nDisallow: /x\r\nDisallow: /y";
    assertThat(verdict(robots, "/x").line()).isEqualTo(6);
    assertThat(verdict(robots, "/y").line()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "/%7Ejoe/, /~joe/index.html",
    "/~joe/, /%7Ejoe/index.html",
    "/%7ejoe/, /%7Ejoe/",
    "/%62%61%7A, /baz",
    "/baz, /%62%61%7a",
    "/%e3%83%84, /%E3%83%84",
    "/%E3%83%84, /%e3%83%84",
    "/\u30c4, /%E3%83%84",
    "/my file, /my%20file",
    "/a|b, /a%7Cb",
    "/a%7Cb, /a|b",
    "/file-%2A.html, /file-*.html",
    "/a%24, /a$",
    "/a$b, /a$b/c",
    "/a$b, /a%24b",
    "/*%7Eb*/c$, /x/%7Eb/d/c",
  })
  void disallow_inAnyEncoding_forbids(String pattern, String path) {
    assertThat(verdict("User-agent: *\nDisallow: " + pattern, path).allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2Fb, /a/b",
    "/a/b, /a%2Fb",
    "/a%3Fb, /a?b",
    "/file-%2A.html, /file-x.html",
    "/a$, /a$",
    "/a$, /ab",
    "x/y, /x/y",
    "http://a.example/x, /x",
  })
  void disallow_ofAnotherPath_doesNot(String pattern, String path) {
    assertThat(verdict("User-agent: *\nDisallow: " + pattern, path).allowed()).isTrue();
  }

  @Test
  void rule_thatOnlyItsNormalFormFinds_isNamed() {
    RobotsVerdict verdict = verdict("User-agent: *\n\nDisallow: /%7Ejoe\n", "/~joe");
    assertThat(verdict.line()).isEqualTo(3);
    assertThat(verdict.rule()).isEqualTo("Disallow: /~joe");
  }

  @Test
  void allow_ofIndexPage_allowsItsFolderAndNamesTheLine() {
    RobotsVerdict verdict = verdict("User-agent: *\nDisallow: /\nAllow: /a/index.html\n", "/a/");
    assertThat(verdict.allowed()).isTrue();
    assertThat(verdict.rule()).isEqualTo("Allow: /a/index.html");
  }

  @Test
  void disallow_ofIndexPage_saysNothingAboutItsFolder() {
    String rules = "\nDisallow: /a/index.html\n";
    assertThat(verdict("User-agent: *\nAllow: /" + rules, "/a/").allowed()).isTrue();
    assertThat(verdict("User-agent: *\nDisallow: /a/" + rules, "/a/").allowed()).isFalse();
  }

  @Test
  void dollar_atTheEnd_countsAsLength() {
    assertThat(verdict("User-agent: *\nAllow: /a\nDisallow: /a$\n", "/a").allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "0, 0",
    "2.5, 2500",
    ".5, 500",
    "7., 7000",
    "0.0004, 0",
    "1000000000, 86400000",
    "99999999999999999999999999999999999999999, 86400000",
    "0.33333333333333333333333333333333, 333",
  })
  void crawlDelay_ofDecimalNumber_isSecondsUpToADay(String value, long millis) {
    assertThat(delay("User-agent: *\nCrawl-delay: " + value)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "abc", "1e9", "NaN", "Infinity", "1.2.3", ".", "", "10s", "1,5", "0x1"})
  void crawlDelay_ofAnythingElse_isNone(String value) {
    assertThat(delay("User-agent: *\nCrawl-delay: " + value)).isNull();
  }

  @Test
  void crawlDelay_isForTheAgentsBeforeItAndTheLongestCounts() {
    assertThat(delay("User-agent: outlink\nCrawl-delay: 9\nUser-agent: x\nCrawl-delay: 20\n"))
        .hasSeconds(9);
    assertThat(delay("User-agent: x\nCrawl-delay: 9\nUser-agent: *\nDisallow: /y\n")).isNull();
    assertThat(delay("User-agent: *\nCrawl-delay: 9\nUser-agent: outlink\nDisallow: /y\n"))
        .isNull();
    assertThat(delay("User-agent: *\nCrawl-delay: 9\nCrawl-delay: 3\nUser-agent: *\ncrawl-delay:4"))
        .hasSeconds(9);
  }

  @Test
  void crawlDelay_betweenAgents_doesNotDivideTheirRules() {
    String robots = "User-agent: outlink\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /x\n";
    assertThat(verdict(robots, "/x").allowed()).isFalse();
  }

  @Test
  void pattern_withStars_matchesAsWildcard() {
    String robots = "User-agent: *\nDisallow: /a*b**c*$\nDisallow: *z$\nDisallow: /*aab$\n";
    assertThat(verdict(robots, "/a/b/c/d").line()).isEqualTo(2);
    assertThat(verdict(robots, "/abc").line()).isEqualTo(2);
    assertThat(verdict(robots, "/acb").line()).isZero();
    assertThat(verdict(robots, "/zaz").line()).isEqualTo(3);
    assertThat(verdict(robots, "/zaza").line()).isZero();
    assertThat(verdict(robots, "/aabaab").line()).isEqualTo(4);
    assertThat(verdict(robots, "/aaaab").line()).isEqualTo(4);
    assertThat(verdict(robots, "/aabb").line()).isZero();
  }
}
