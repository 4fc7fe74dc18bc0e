package dev.outlink.url;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A case of domain to ASCII, as the host of a URL. */
final class DomainCases {

  private static final String PLAIN_PUNCTUATION = ".-_";

  private DomainCases() {}

  static String name(JsonNode test) {
    return test.get("input").asText();
  }

  /** What differs, or null; percent-encoded, and as it stands where that is a host. */
  static @Nullable String difference(JsonNode test) {
    String input = test.get("input").asText();
    String expected = test.get("output").isNull() ? null : test.get("output").asText();
    String difference = difference("user@" + encode(input), expected);
    if (difference == null && !input.isEmpty() && isPlain(input)) {
      difference = difference(input, expected);
    }
    return difference;
  }

  private static @Nullable String difference(String host, @Nullable String expected) {
    UrlResult result = CrawlUrl.parse("https://" + host + "/x");
    String is = result instanceof CrawlUrl url ? url.hostname() : null;
    if (expected == null || expected.isEmpty()) {
      return is == null ? null : "should be invalid, is " + is;
    }
    return expected.equals(is) ? null : "should be " + expected + ", is " + result;
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0 && isPlain((char) octet)) {
        encoded.append((char) octet);
      } else {
        PercentEncoding.appendByte(encoded, octet & 0xFF);
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 128 || isPlain((char) c));
  }

  private static boolean isPlain(char c) {
    return Character.isLetterOrDigit(c) || PLAIN_PUNCTUATION.indexOf(c) >= 0;
  }
}
