package dev.outlink.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsDirectivesTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "nofollow => nofollow",
        "noindex => noindex",
        "none => nofollow noindex",
        "NoIndex,NOFOLLOW => nofollow noindex",
        "noindex; nofollow => nofollow noindex",
        "noindex nofollow => nofollow noindex",
        ",, noindex ,, => noindex",
        "index, follow, all => ~~",
        "noarchive, nosnippet, notranslate, noimageindex => ~~",
        "nofollowing, xnoindex, no-index => ~~",
        "follow, nofollow => nofollow",
        "max-image-preview: none => ~~",
        "max-image-preview:none, noindex => noindex",
        "unavailable_after: 25 Jun 2010 15:00:00 PST, nofollow => nofollow",
        "~~ => ~~",
      })
  void of_directivesForAll_sameInMetaAndHeader(String content, String said) {
    assertThat(told(RobotsDirectives.ofMeta(content))).isEqualTo(said);
    assertThat(told(RobotsDirectives.ofHeaders(List.of(content), "outlink"))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "outlink: noindex => noindex",
        "OutLink : nofollow => nofollow",
        "*: nofollow => nofollow",
        "otherbot: noindex => ~~",
        "otherbot: noindex, nofollow => ~~",
        "otherbot: noindex | nofollow => nofollow",
        "otherbot: noindex, outlink: nofollow => nofollow",
        "outlink: nofollow, otherbot: noindex => nofollow",
        "noindex, otherbot: nofollow => noindex",
        "outlinks: noindex => ~~",
        "outlink: max-image-preview: none => ~~",
        "max-snippet: 5, noindex => noindex",
        "unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, noindex => noindex",
        "unavailable_after: 2025-12-03, 15:00, noindex => noindex",
        "otherbot: unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT, noindex => ~~",
        ": noindex => ~~",
        "outlink => ~~",
      })
  void ofHeaders_robotsName_isForThatRobot(String headers, String said) {
    List<String> all = Arrays.asList(headers.split(" \\| "));
    assertThat(told(RobotsDirectives.ofHeaders(all, "outlink"))).isEqualTo(said);
  }

  @Test
  void isName_robotsOrProduct_inAnyCase() {
    assertThat(RobotsDirectives.isName("ROBOTS", "")).isTrue();
    assertThat(RobotsDirectives.isName("OutLink", "outlink")).isTrue();
    assertThat(RobotsDirectives.isName("googlebot", "outlink")).isFalse();
    assertThat(RobotsDirectives.isName("", "")).isFalse();
  }

  private static String told(RobotsDirectives directives) {
    return ((directives.nofollow() ? "nofollow " : "") + (directives.noindex() ? "noindex" : ""))
        .strip();
  }
}
