package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases of Google's two suites for robots.txt. */
class RobotsCasesTest {

  private static final int COUNT = 545;

  /**
   * Cases of crawlers whose names are no product tokens, so that by Google's parser no line can
   * name them. With digits in it (345, 346, 488) a name is compared as a whole here; with a space
   * (40, 278), it ends there.
   */
  private static final Set<Integer> NO_TOKENS = Set.of(40, 278, 345, 346, 488);

  @TestFactory
  List<DynamicTest> verdict_ofEachCase_isGoogles() throws IOException {
    ObjectMapper json = new JsonMapper();
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(Suites.find("robots/cases.jsonl"))) {
      JsonNode test = json.readTree(line);
      tests.add(dynamicTest(test.get("id") + " " + test.get("suite").asText(), () -> check(test)));
    }
    assertThat(tests).hasSize(COUNT);
    return tests;
  }

  @Test
  void verdict_forAWholeUserAgent_differsWhereThatIsNoToken() throws IOException {
    ObjectMapper json = new JsonMapper();
    Set<Integer> others = new TreeSet<>();
    for (String line : Files.readAllLines(Suites.find("robots/cases.jsonl"))) {
      JsonNode test = json.readTree(line);
      byte[] text = text(test);
      RobotsAgent agent = RobotsAgent.of(test.get("user_agent").asText());
      RobotsVerdict verdict =
          RobotsParser.parse(text, text.length, agent).verdict(path(test.get("url").asText()));
      if (verdict.allowed() != test.get("allowed").asBoolean()) {
        others.add(test.get("id").asInt());
      }
    }

    assertThat(others).isEqualTo(NO_TOKENS);
  }

  private static byte[] text(JsonNode test) {
    return test.has("robots_b64")
        ? Base64.getDecoder().decode(test.get("robots_b64").asText())
        : test.get("robots").asText().getBytes(UTF_8);
  }

  private static void check(JsonNode test) {
    byte[] text = text(test);
    // The cases name the product token, not a whole user agent.
    RobotsRules rules = RobotsParser.parse(text, text.length, test.get("user_agent").asText());
    RobotsVerdict verdict = rules.verdict(path(test.get("url").asText()));
    assertThat(verdict.allowed())
        .as("%s%n%s", test, verdict)
        .isEqualTo(test.get("allowed").asBoolean());
  }

  /** Path and query, also of texts that are no URLs, and with octets that no URL has raw. */
  private static String path(String url) {
    String octets = new String(url.getBytes(UTF_8), ISO_8859_1);
    int scheme = octets.indexOf("://");
    int path = octets.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    return path < 0 ? "/" : octets.substring(path);
  }
}
