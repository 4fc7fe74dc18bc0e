package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextUrlsTest {

  private static final String URL = "https://a.example/x";

  private static List<String> find(String text) {
    return PlainTextUrls.find(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "see %s.",
        "see %s, and",
        "(%s)",
        "(see %s).",
        "[%s]",
        "{%s}",
        "'%s'",
        "\"%s\"",
        "<%s>",
        "`%s`y",
        "%s<br>",
        "%s...!?;:",
        "%s)]}.'",
        "%s\ty",
        "%s\ny",
        "%s\u00a0y",
        "%s\u0085y",
        "%s\u2028y",
        "%s\u3000y",
        "%s\u0000y",
        "%s\u007fy",
        "%s\ufffey",
        "%s\ufdd0y",
        "%s\ud83f\udfffy",
        "%s\ud83d y",
        "_%s",
        "=%s",
        "://%s",
        "http:%s",
        "ftp://y.example %s",
        "http:// %s",
        "https://. %s",
        "http://) %s",
        "xhttp://y %s",
        "9http://y %s",
        "\u00e9http://y %s",
        "\ud835\udc00http://y %s",
        "http\u017f://y %s",
        "http:/y %s",
      })
  void find_urlInText_isFoundWithoutWhatIsAround(String text) {
    assertThat(find(text.replace("%s", URL))).containsExactly(URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP://A.EXAMPLE/X",
        "hTtPs://a",
        "http://a/b_(c)",
        "http://a/b_(c)_[d]{e}",
        "http://a/((b))",
        "http://a/(b",
        "http://a/b)c",
        "http://[::1]/",
        "http://[::1]",
        "http://a/?b=c'd.e,f;g:h!i?j",
        "http://a/?b=http://c",
        "http://a/\u00e9\ud83d\ude00\u3042",
        "http://a/b*_~",
        "http:///",
        "http://a/b.#",
      })
  void find_wholeText_isOneUrl(String text) {
    assertThat(find(text)).containsExactly(text);
  }

  @Test
  void find_bracketsOfOtherKinds_openNothing() {
    assertThat(find("http://a/(b] http://a/b)(c)) http://a/(b.)."))
        .containsExactly("http://a/(b", "http://a/b)(c)", "http://a/(b.)");
  }

  @Test
  void find_several_areInOrderWithDuplicates() {
    assertThat(find("http://b\nhttp://a http://b"))
        .containsExactly("http://b", "http://a", "http://b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "http", "http:", "https:/", "http://", "s://", "mailto:a@b"})
  void find_noUrl_isEmpty(String text) {
    assertThat(find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        "http",
        "http://",
        "http:// ",
        "http://a",
        "http://a ",
        "http://a) ",
        "(",
        ")",
        "()",
        ".",
        "http://(",
        "http://.",
        "\ud800",
        "ahttp://",
        "://"
      })
  void forEach_longInput_isLinear(String piece) {
    String text = piece.repeat(4_000_000 / piece.length());
    AtomicInteger found = new AtomicInteger();
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          PlainTextUrls.forEach(text, url -> found.incrementAndGet());
          PlainTextUrls.forEach("http://a/" + text, url -> found.incrementAndGet());
        });
    assertThat(found.get()).isLessThan(text.length());
  }
}
