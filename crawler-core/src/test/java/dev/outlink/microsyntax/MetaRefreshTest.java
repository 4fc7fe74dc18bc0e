package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaRefreshTest {

  @Test
  void parse_webPlatformTests_allPass() throws IOException {
    JsonNode cases = Vectors.read("meta-refresh.json");
    List<String> failed = new ArrayList<>();
    for (JsonNode test : cases) {
      MetaRefresh is = MetaRefresh.parse(test.get("content").asText());
      if (!asInVectors(is).equals(test.get("seconds") + " " + test.get("url").asText())) {
        failed.add(test + ": is " + is);
      }
    }
    System.out.printf(
        "meta refresh vectors: %d of %d%n", cases.size() - failed.size(), cases.size());
    assertThat(cases.size()).isEqualTo(73);
    assertThat(failed).isEmpty();
  }

  /** The vectors have URLs without what a URL parser leaves out: tabs, newlines, spaces around. */
  private static String asInVectors(@Nullable MetaRefresh refresh) {
    if (refresh == null) {
      return "null null";
    }
    String url = refresh.url() == null ? "__SELF__" : refresh.url();
    return refresh.seconds() + " " + url.replace("\t", "").replace("\n", "").strip();
  }

  @Test
  void parse_emptyUrl_isNotThePageItself() {
    assertThat(MetaRefresh.parse("0; url=")).isEqualTo(new MetaRefresh(0, ""));
    assertThat(MetaRefresh.parse("0; ")).isEqualTo(new MetaRefresh(0, null));
    assertThat(MetaRefresh.parse("0; url=''")).isEqualTo(new MetaRefresh(0, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5; URL = /x | 5 | /x",
        "5; uRl=\"/x | 5 | /x",
        "5; url | 5 | url",
        "5; url x | 5 | url x",
        "5; u | 5 | u",
        "5,'/x'y | 5 | /x",
        "5 url=/x;y | 5 | /x;y",
        ". /x | 0 | /x",
        "99999999999999999999;/x | 9223372036854775807 | /x"
      })
  void parse_formsInTheWild_areAsInTheStandard(String content, long seconds, String url) {
    assertThat(MetaRefresh.parse(content)).isEqualTo(new MetaRefresh(seconds, url));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "1", "1.", "1; ", "1;url=' ", "url="})
  void parse_longInput_isLinear(String piece) {
    String content = piece.repeat(10_000_000 / piece.length());
    assertTimeout(Duration.ofSeconds(10), () -> MetaRefresh.parse(content));
    assertTimeout(Duration.ofSeconds(10), () -> MetaRefresh.parse("1;" + content));
  }
}
