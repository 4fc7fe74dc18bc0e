package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SrcsetTest {

  @Test
  void urls_webPlatformTests_areThoseOfTheStandard() throws IOException {
    JsonNode cases = Vectors.read("srcset.json");
    List<String> failed = new ArrayList<>();
    for (JsonNode test : cases) {
      List<String> expected = new ArrayList<>();
      test.get("candidates_by_html_spec").forEach(url -> expected.add(url.asText()));
      List<String> urls = Srcset.urls(test.get("srcset").asText());
      if (!urls.equals(expected)) {
        failed.add(test + ": is " + urls);
      }
      // Of several candidates of one density the first is selected.
      String selected = urls.isEmpty() ? "" : urls.get(0);
      if (test.get("consistent_with_wpt").asBoolean()
          && !test.get("resolve").asBoolean()
          && !selected.equals(test.get("wpt_selected_at_1x").asText())) {
        failed.add(test + ": selects " + selected);
      }
    }
    System.out.printf("srcset vectors: %d of %d%n", cases.size() - failed.size(), cases.size());
    assertThat(cases.size()).isEqualTo(236);
    assertThat(failed).isEmpty();
  }

  @Test
  void parse_descriptors_areKept() {
    assertThat(Srcset.parse("a 2x, b 100w, c 30h 40w, d, e -0x, f 1.5E-1x"))
        .containsExactly(
            new Srcset.Candidate("a", null, 2.0, null),
            new Srcset.Candidate("b", 100L, null, null),
            new Srcset.Candidate("c", 40L, null, 30L),
            new Srcset.Candidate("d", null, null, null),
            new Srcset.Candidate("e", null, 0.0, null),
            new Srcset.Candidate("f", null, 0.15, null));
  }

  @Test
  void parse_numbersBeyondTheTypes_areBoundedOrWrong() {
    assertThat(Srcset.parse("a 99999999999999999999999999w, b 1e999x, c 1e-999x"))
        .containsExactly(
            new Srcset.Candidate("a", Long.MAX_VALUE, null, null),
            new Srcset.Candidate("c", null, 0.0, null));
  }

  @Test
  void urls_commaWithoutSpace_isPartOfTheUrl() {
    assertThat(Srcset.urls("a.png,b.png 2x,c.png 3x,,,")).containsExactly("a.png,b.png", "c.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", " ", "a,", "a, ", "a (", "a 1x, ", "a 1", "((", "a\t", "a )("})
  void forEach_longInput_isLinear(String piece) {
    String srcset = piece.repeat(10_000_000 / piece.length());
    AtomicInteger found = new AtomicInteger();
    assertTimeout(
        Duration.ofSeconds(10), () -> Srcset.forEach(srcset, candidate -> found.incrementAndGet()));
    assertThat(found.get()).isLessThan(srcset.length());
  }

  @Test
  void parse_descriptorOfManyDigits_isLinear() {
    String digits = "9".repeat(5_000_000);
    assertThat(
            assertTimeout(
                Duration.ofSeconds(10),
                () -> Srcset.parse("a " + digits + "w, b 0." + digits + "x")))
        .hasSize(2);
  }
}
