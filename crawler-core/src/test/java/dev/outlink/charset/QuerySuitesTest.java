package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries in the document's encoding: the web-platform tests, and pages as Chromium reads them. */
class QuerySuitesTest {

  private static final Pattern HREF = Pattern.compile("<a href=\"([^\"]*)\">");

  private static final Pattern REFERENCE = Pattern.compile("&#(x?)([0-9a-f]+);");

  @ParameterizedTest
  @ValueSource(strings = {"vectors/query-percent-encoding.json", "url/percent-encoding.json"})
  void percentEncode_webPlatformTests_asTheySay(String file) throws IOException {
    int checked = 0;
    for (JsonNode test : SuiteFiles.cases(file)) {
      String input = test.get("input").asText();
      for (var output : test.get("output").properties()) {
        WebEncoding encoding = Objects.requireNonNull(WebEncoding.forLabel(output.getKey()));
        assertThat(QueryText.percentEncoded(input, encoding))
            .as("%s in %s", input, encoding)
            .isEqualTo(output.getValue().asText());
        checked++;
      }
    }
    assertThat(checked).isEqualTo(16);
  }

  @Test
  void queries_ofPagesInEveryEncoding_asChromium() throws IOException {
    Map<Integer, JsonNode> expected = new HashMap<>();
    for (JsonNode page : SuiteFiles.lines("charset-href/links-chromium.jsonl")) {
      expected.put(page.get("id").asInt(), page);
    }
    int pages = 0;
    int queries = 0;
    for (JsonNode page : SuiteFiles.lines("charset-href/index.jsonl")) {
      JsonNode oracle = Objects.requireNonNull(expected.get(page.get("id").asInt()));
      byte[] body =
          Files.readAllBytes(SuiteFiles.file("charset-href/" + page.get("file").asText()));
      EncodingSniffer.Sniffed sniffed =
          EncodingSniffer.sniff(body, body.length, page.get("http_content_type").asText());
      assertThat(sniffed.encoding().name()).isEqualTo(oracle.get("charset").asText());
      queries += queries(sniffed.decode(body, body.length), sniffed.encoding(), oracle);
      pages++;
    }
    assertThat(pages).isEqualTo(49);
    assertThat(queries).isGreaterThan(3000);
  }

  private static int queries(String text, WebEncoding encoding, JsonNode oracle) {
    int queries = 0;
    Matcher matcher = HREF.matcher(text);
    Iterator<JsonNode> links = oracle.get("links").elements();
    while (links.hasNext()) {
      JsonNode link = links.next();
      assertThat(matcher.find()).as("%s: %s", encoding, link).isTrue();
      String raw = REFERENCE.matcher(matcher.group(1)).replaceAll(QuerySuitesTest::character);
      assertThat(raw).as("%s", encoding).isEqualTo(link.get(2).asText());
      List<String> parts = query(raw);
      if (!parts.isEmpty() && !link.get(3).isNull()) {
        assertThat(QueryText.percentEncoded(parts.get(0), encoding))
            .as("%s: %s", encoding, raw)
            .isEqualTo(query(link.get(3).asText()).get(0));
        queries++;
      }
    }
    return queries;
  }

  private static String character(MatchResult reference) {
    int radix = reference.group(1).isEmpty() ? 10 : 16;
    return Character.toString(Integer.parseInt(reference.group(2), radix));
  }

  /** The query of a reference, if it has one. */
  private static List<String> query(String reference) {
    int hash = reference.indexOf('#');
    String resource = hash < 0 ? reference : reference.substring(0, hash);
    int mark = resource.indexOf('?');
    return mark < 0 ? List.of() : List.of(resource.substring(mark + 1));
  }
}
