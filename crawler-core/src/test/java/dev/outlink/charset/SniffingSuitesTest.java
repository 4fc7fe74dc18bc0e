package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlink.microsyntax.MimeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which encoding a document is in: the test data of html5lib, W3C and the web-platform tests. */
class SniffingSuitesTest {

  /** By file of W3C's tests: the header's charset, and the encoding that counts. */
  private static final Map<String, List<String>> PRECEDENCE =
      Map.ofEntries(
          Map.entry("HTTP-charset", List.of("iso-8859-15", "ISO-8859-15")),
          Map.entry("HTTP-vs-UTF-8-BOM", List.of("iso-8859-15", "UTF-8")),
          Map.entry("HTTP-vs-meta-charset", List.of("iso-8859-15", "ISO-8859-15")),
          Map.entry("HTTP-vs-meta-content", List.of("iso-8859-15", "ISO-8859-15")),
          Map.entry("No-encoding-declaration", List.of("", "UTF-8")),
          Map.entry("UTF-16BE-BOM", List.of("", "UTF-16BE")),
          Map.entry("UTF-16LE-BOM", List.of("", "UTF-16LE")),
          Map.entry("UTF-8-BOM-vs-meta-charset", List.of("", "UTF-8")),
          Map.entry("UTF-8-BOM-vs-meta-content", List.of("", "UTF-8")),
          Map.entry("meta-charset-attribute", List.of("", "ISO-8859-15")),
          Map.entry("meta-content-attribute", List.of("", "ISO-8859-15")));

  @Test
  void sniff_html5lib_givesItsEncodings() throws IOException {
    List<String> failed = new ArrayList<>();
    int all = 0;
    for (String file : List.of("tests1.dat", "tests2.dat", "test-yahoo-jp.dat")) {
      byte[] bytes = Files.readAllBytes(SuiteFiles.file("html5lib/encoding/" + file));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      for (String test : text.split("(?m)^#data\n", -1)) {
        int encoding = test.indexOf("\n#encoding\n");
        if (encoding < 0) {
          continue;
        }
        all++;
        byte[] body = test.substring(0, encoding).getBytes(StandardCharsets.ISO_8859_1);
        String expected = test.substring(encoding + "\n#encoding\n".length()).strip();
        WebEncoding is = EncodingSniffer.sniff(body, body.length, null).encoding();
        if (is != WebEncoding.forLabel(expected)) {
          failed.add(file + ": " + expected + " is " + is + "\n" + test);
        }
      }
    }
    assertThat(failed).isEmpty();
    assertThat(all).isEqualTo(82);
  }

  @Test
  void sniff_w3cPrecedence_givesItsEncodings() throws IOException {
    List<String> is = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (var test : PRECEDENCE.entrySet()) {
      String file = "charset-precedence/html/charset/testdata/" + test.getKey() + ".html";
      byte[] body = Files.readAllBytes(SuiteFiles.file(file));
      String charset = test.getValue().get(0);
      String header = charset.isEmpty() ? null : "text/html; charset=" + charset;
      is.add(test.getKey() + " " + EncodingSniffer.sniff(body, body.length, header).encoding());
      expected.add(test.getKey() + " " + test.getValue().get(1));
    }
    assertThat(is).isEqualTo(expected);
  }

  @Test
  void contentType_webPlatformTests_givesTheirEncodings() throws IOException {
    int checked = 0;
    for (JsonNode test : SuiteFiles.cases("vectors/content-types.json")) {
      List<String> values = new ArrayList<>();
      test.get("contentType").forEach(value -> values.add(value.asText()));
      String header = String.join(", ", values);
      assertEncoding(header, test);
      assertThat(Objects.requireNonNull(MimeType.of(header)).essence())
          .as(header)
          .isEqualTo(test.get("documentContentType").asText());
      checked++;
    }
    for (JsonNode test : SuiteFiles.cases("vectors/mime-types.json")) {
      if (test.has("encoding")) {
        assertEncoding(test.get("input").asText(), test);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(60);
  }

  private static void assertEncoding(String header, JsonNode test) {
    String label = charset(header);
    WebEncoding encoding = label == null ? null : WebEncoding.forLabel(label);
    assertThat(encoding).as(header).isEqualTo(named(test.get("encoding")));
  }

  private static @Nullable String charset(String header) {
    MimeType type = MimeType.of(header);
    return type == null ? null : type.charset();
  }

  private static @Nullable WebEncoding named(JsonNode name) {
    return name.isNull() ? null : Objects.requireNonNull(WebEncoding.forLabel(name.asText()));
  }

  /** Of a MIME type that is none, nothing counts; of any other, its first parameter does. */
  @Test
  void contentType_generatedMimeTypes_validOnesKeepACharset() throws IOException {
    List<JsonNode> cases = SuiteFiles.cases("vectors/generated-mime-types.json");
    for (JsonNode test : cases) {
      String input = test.get("input").asText();
      String expected = test.get("output").isNull() ? null : "gbk";
      int semicolon = input.indexOf(';') < 0 ? input.length() : input.indexOf(';');
      String header = input.substring(0, semicolon) + ";charset=gbk" + input.substring(semicolon);
      assertThat(charset(header)).as(header).isEqualTo(expected);
    }
    assertThat(cases).hasSize(881);
  }
}
