package dev.outlink.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tokeniser's cases of html5lib: tags with their attributes, text and comments are as expected.
 * Of a document type only the place is compared, as the scanner tells nothing else of it.
 */
class TokenizerSuiteTest {

  private static final Map<String, TextState> STATES =
      Map.of(
          "Data state", TextState.DATA,
          "RCDATA state", TextState.RCDATA,
          "RAWTEXT state", TextState.RAWTEXT,
          "Script data state", TextState.SCRIPT,
          "PLAINTEXT state", TextState.PLAINTEXT);

  @Test
  void scan_everyCaseInEveryState_givesTheExpectedTokens() throws IOException {
    int runs = 0;
    List<String> failed = new ArrayList<>();
    try (Stream<Path> files = Files.list(Suites.find("html5lib/tokenizer"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".test")).sorted().toList()) {
        JsonNode suite = new ObjectMapper().readTree(Files.readAllBytes(file));
        boolean coercesForXml = suite.has("xmlViolationTests");
        for (JsonNode each : suite.path(coercesForXml ? "xmlViolationTests" : "tests")) {
          for (String state : states(each)) {
            runs++;
            boolean escaped = each.path("doubleEscaped").asBoolean();
            String input = unescaped(each.path("input").asText(), escaped);
            String name = each.path("lastStartTag").asText("x");
            List<String> expected = expected(each.path("output"), escaped);
            List<String> found = found(input, state, name);
            if (coercesForXml) {
              found = found.stream().map(TokenizerSuiteTest::forXml).toList();
            }
            if (!found.equals(expected)) {
              failed.add(
                  String.format(
                      "%s, %s: %s%n  input    %s%n  expected %s%n  found    %s",
                      file.getFileName(),
                      each.path("description").asText(),
                      state,
                      input,
                      expected,
                      found));
            }
          }
        }
      }
    }
    assertThat(runs).isGreaterThan(7_000);
    assertThat(failed).as(() -> String.join("\n", failed)).isEmpty();
  }

  /** What a reader of XML makes of the tokens; not the tokeniser's work (suite's README). */
  private static String forXml(String token) {
    return token
        .replace('\f', ' ')
        .replace('\uFFFF', '\uFFFD')
        .replaceAll("^(COMMENT .*)--", "$1- -");
  }

  private static List<String> states(JsonNode each) {
    List<String> states = new ArrayList<>();
    each.path("initialStates").forEach(state -> states.add(state.asText()));
    return states.isEmpty() ? List.of("Data state") : states;
  }

  private static String unescaped(String text, boolean escaped) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (escaped && text.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static List<String> expected(JsonNode output, boolean escaped) {
    Recorder recorder = new Recorder("");
    for (JsonNode token : output) {
      String value = unescaped(token.path(1).asText(), escaped);
      switch (token.path(0).asText()) {
        case "StartTag" -> {
          StringBuilder tag = new StringBuilder("<" + value);
          token
              .path(2)
              .properties()
              .forEach(
                  attribute ->
                      tag.append(' ')
                          .append(unescaped(attribute.getKey(), escaped))
                          .append('=')
                          .append(unescaped(attribute.getValue().asText(), escaped)));
          recorder.add(tag + (token.path(3).asBoolean() ? "/>" : ">"));
        }
        case "EndTag" -> recorder.add("</" + value + ">");
        case "Comment" -> recorder.add("COMMENT " + value);
        case "DOCTYPE" -> recorder.add("DOCTYPE");
        case "Character" -> recorder.characters(value);
        default -> throw new IllegalArgumentException("a token of an unknown kind: " + token);
      }
    }
    return recorder.tokens;
  }

  private static List<String> found(String input, String state, String lastStartTag) {
    boolean isCdata = state.equals("CDATA section state");
    String before = isCdata ? "<![CDATA[" : lastStartTag;
    byte[] text = Recorder.encode(before + input);
    Recorder recorder = new Recorder(before + input);
    recorder.foreign = isCdata;
    if (isCdata) {
      HtmlScanner.scan(text, 0, text.length, recorder);
    } else {
      HtmlScanner.scan(
          text, before.length(), STATES.getOrDefault(state, TextState.DATA), 0, recorder);
    }
    return recorder.tokens;
  }
}
