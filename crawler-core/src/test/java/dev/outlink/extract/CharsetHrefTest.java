package dev.outlink.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.testing.Suites;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A page for each encoding and way to declare it: our links are those that Chromium resolves. */
class CharsetHrefTest {

  @Test
  void extract_everyEncoding_linksOfChromium() throws IOException {
    Path folder = Suites.find("charset-href");
    ObjectMapper json = new ObjectMapper();
    Map<String, String> types = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("index.jsonl"))) {
      JsonNode page = json.readTree(line);
      types.put(page.get("file").asText(), page.path("http_content_type").asText("text/html"));
    }
    LinkExtractor extractor =
        new LinkExtractor(
            new LinkSelection(Set.of(LinkKind.A), Set.of("http", "https"), true, false, false));
    int pages = 0;
    int links = 0;
    for (String line : Files.readAllLines(folder.resolve("links-chromium.jsonl"))) {
      JsonNode page = json.readTree(line);
      String file = page.get("file").asText();
      List<String> expected = new ArrayList<>();
      for (JsonNode link : page.get("links")) {
        if (link.get(0).asText().equals("a") && link.get(3).asText("").startsWith("http")) {
          expected.add(link.get(3).asText());
        }
      }
      CrawlUrl url = (CrawlUrl) CrawlUrl.parse(page.get("url").asText());
      byte[] body = Files.readAllBytes(folder.resolve(file));
      String type = Objects.requireNonNull(types.get(file));
      assertThat(extractor.extract(Page.of(url, type, body)).links())
          .as(file)
          .extracting(link -> link.url().href())
          .containsExactlyElementsOf(expected);
      pages++;
      links += expected.size();
    }
    assertThat(pages).isGreaterThanOrEqualTo(49);
    assertThat(links).isGreaterThan(5_000);
  }
}
