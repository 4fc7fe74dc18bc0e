package dev.outlink.url;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Cases of a strict reading of domain names (ada's). URLs are read with VerifyDnsLength off (URL
 * standard, section 3.3), so what is only too long or has empty labels is a known deviation here.
 */
class VerifyDnsLengthTest {

  @Test
  void parse_longDomains_areValidAsInTheStandard() {
    Suite.read("url/verifydnslength_tests.json")
        .check(17, test -> test.get("input").asText(), VerifyDnsLengthTest::difference);
  }

  private static @Nullable String difference(JsonNode test) {
    String input = test.get("input").asText();
    boolean valid = CrawlUrl.parse(input) instanceof CrawlUrl;
    return valid == test.get("failure").asBoolean() ? "valid: " + valid : null;
  }
}
