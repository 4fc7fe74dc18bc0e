package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries in the encoding of their document. */
class QueryEncodingTest {

  private static final Map<String, String> PLATFORM_NAMES =
      Map.of("shift_jis", "windows-31j", "euc-kr", "x-windows-949", "big5", "Big5-HKSCS");

  private static final QueryEncoding LATIN = new CharsetQuery(StandardCharsets.ISO_8859_1);

  @ParameterizedTest
  @ValueSource(strings = {"url/percent-encoding.json", "vectors/query-percent-encoding.json"})
  void resolve_webPlatformQueries_areInTheirEncoding(String file) {
    Suite.read(file).check(7, test -> test.get("input").asText(), QueryEncodingTest::difference);
  }

  private static @Nullable String difference(JsonNode test) {
    Map<String, String> wrong = new TreeMap<>();
    CrawlUrl base = (CrawlUrl) CrawlUrl.parse("http://h/");
    test.get("output")
        .properties()
        .forEach(
            expected -> {
              String name = expected.getKey();
              String charset = PLATFORM_NAMES.getOrDefault(name, name);
              QueryEncoding encoding =
                  name.equals("utf-8") ? null : new CharsetQuery(Charset.forName(charset));
              String text = test.get("input").asText();
              CrawlUrl url = (CrawlUrl) base.resolve("?" + text + "#" + text, encoding);
              if (!expected.getValue().asText().equals(url.query())) {
                wrong.put(name, String.valueOf(url.query()));
              }
              assertThat(url.fragment())
                  .isEqualTo(((CrawlUrl) base.resolve("#" + text)).fragment());
            });
    return wrong.isEmpty() ? null : wrong.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "/\u00e9?\u00e9#\u00e9!http://h/%C3%A9?%E9#%C3%A9",
        "?a=\u20ac&b!http://h/p?a=%26%238364%3B&b",
        "?\ud83d\ude00!http://h/p?%26%23128512%3B",
        "?\u00e9'\"<!http://h/p?%E9%27%22%3C",
        "//other/?\u00e9!http://other/?%E9",
        "HTTPS://other?\u00e9!https://other/?%E9",
        "ftp://other/?\u00e9!ftp://other/?%E9",
        "file:///x?\u00e9!file:///x?%E9",
        "ws://other/?\u00e9!ws://other/?%C3%A9",
        "wss://other/?\u00e9!wss://other/?%C3%A9",
        "foo://other/?\u00e9!foo://other/?%C3%A9",
        "mailto:a?\u00e9!mailto:a?%C3%A9",
        "?plain!http://h/p?plain",
      })
  void resolve_withEncoding_encodesOnlyQueriesOfSpecialUrls(String reference, String expected) {
    CrawlUrl base = (CrawlUrl) CrawlUrl.parse("http://h/p?\u00e9");
    assertThat(base.resolve(reference, LATIN)).hasToString(expected);
    assertThat(base.resolve("#f", LATIN)).hasToString("http://h/p?%C3%A9#f");
    assertThat(base.resolve("", LATIN)).hasToString("http://h/p?%C3%A9");
  }

  @Test
  void resolve_loneSurrogate_isUnmappableReplacementCharacter() {
    CrawlUrl base = (CrawlUrl) CrawlUrl.parse("http://h/p");
    assertThat(base.resolve("?\ud83dx", LATIN)).hasToString("http://h/p?%26%2365533%3Bx");
  }

  @Test
  void resolve_longerThanTheBoundWhenEncoded_isInvalid() {
    CrawlUrl base = (CrawlUrl) CrawlUrl.parse("http://h/p");
    assertThat(base.resolve("?" + "\u20ac".repeat(60_000), LATIN)).isInstanceOf(InvalidUrl.class);
  }
}
