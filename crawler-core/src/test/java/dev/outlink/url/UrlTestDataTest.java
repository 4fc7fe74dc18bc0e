package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The URL cases of the web-platform tests, all schemes. Where the data is: system property {@code
 * outlink.suites}, else {@code shared/suites} beside the repository.
 */
class UrlTestDataTest {

  /** What is known to differ: each fails the test when it heals. */
  private static final Set<String> DEVIATIONS =
      Set.of(
          // IDNA 2003 (java.net.IDN) maps the sharp s to ss; UTS #46 keeps it.
          "https://fa{df}.ExAmPlE/ | null");

  @Test
  void parse_webPlatformTests_passButForKnownDeviations() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(testData().toFile());
    Set<String> failed = new TreeSet<>();
    List<String> details = new ArrayList<>();
    int all = 0;
    int http = 0;
    int httpPassed = 0;
    for (JsonNode test : cases) {
      if (!test.isObject()) {
        continue;
      }
      all++;
      String difference = difference(test);
      boolean isHttp = isHttp(test.path("base").asText()) || isHttp(test.path("href").asText());
      isHttp |= isHttp(test.path("input").asText());
      http += isHttp ? 1 : 0;
      httpPassed += isHttp && difference == null ? 1 : 0;
      if (difference != null) {
        failed.add(name(test));
        details.add(name(test) + ": " + difference);
      }
    }
    System.out.printf(
        "URL test data: %d of %d cases pass; with http(s): %d of %d%n",
        all - failed.size(), all, httpPassed, http);
    assertThat(all).isGreaterThan(800);
    assertThat(failed).as(() -> String.join("\n", details)).isEqualTo(DEVIATIONS);
  }

  private static boolean isHttp(String text) {
    return text.startsWith("http:") || text.startsWith("https:");
  }

  private static String name(JsonNode test) {
    return escape(test.get("input").asText()) + " | " + test.get("base").asText();
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7F) {
        escaped.append(c);
      } else {
        escaped.append('{').append(Integer.toHexString(c)).append('}');
      }
    }
    return escaped.toString();
  }

  private static @Nullable String difference(JsonNode test) {
    UrlResult result = parse(test);
    boolean valid = result instanceof CrawlUrl;
    if (test.path("failure").asBoolean()) {
      return valid ? "should be invalid, is " + result : null;
    }
    if (!valid) {
      return "should be " + test.get("href") + ", is " + result;
    }
    String is = components((CrawlUrl) result);
    String expected =
        String.join(
            " ",
            test.get("href").asText(),
            test.get("protocol").asText(),
            test.get("username").asText(),
            test.get("password").asText(),
            test.get("hostname").asText(),
            test.get("port").asText(),
            test.get("pathname").asText(),
            test.get("search").asText(),
            test.get("hash").asText());
    return is.equals(expected) ? null : "should be " + expected + "\n is " + is;
  }

  private static UrlResult parse(JsonNode test) {
    String input = test.get("input").asText();
    if (test.get("base").isNull()) {
      return CrawlUrl.parse(input);
    }
    UrlResult base = CrawlUrl.parse(test.get("base").asText());
    return base instanceof CrawlUrl url ? url.resolve(input) : base;
  }

  /** As the API of the web has them: with the marks, and the port only where it is not standard. */
  private static String components(CrawlUrl url) {
    String userInfo = Objects.requireNonNullElse(url.userInfo(), "");
    int colon = userInfo.indexOf(':');
    boolean ownPort = url.port() >= 0 && url.port() != Scheme.defaultPort(url.scheme());
    return String.join(
        " ",
        url.href(),
        url.scheme() + ":",
        colon < 0 ? userInfo : userInfo.substring(0, colon),
        colon < 0 ? "" : userInfo.substring(colon + 1),
        url.hostname(),
        ownPort ? String.valueOf(url.port()) : "",
        url.path(),
        marked('?', url.query()),
        marked('#', url.fragment()));
  }

  private static String marked(char mark, @Nullable String text) {
    return text == null || text.isEmpty() ? "" : mark + text;
  }

  private static Path testData() {
    Path file = suites().resolve("url/urltestdata.json");
    if (!Files.exists(file)) {
      if ("true".equals(System.getenv("CI"))) {
        fail("the URL test data is not at " + file + "; set -Doutlink.suites=FOLDER");
      }
      Assumptions.abort("the URL test data is not at " + file + "; set -Doutlink.suites=FOLDER");
    }
    return file;
  }

  private static Path suites() {
    String given = System.getProperty("outlink.suites");
    if (given != null) {
      return Path.of(given);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("shared/suites"))) {
        return folder.resolve("shared/suites");
      }
    }
    return here.resolve("../../shared/suites").normalize();
  }
}
