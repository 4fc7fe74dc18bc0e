package dev.outlink.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Heads of responses of web-platform-tests and llhttp. */
class HeadSuitesTest {

  /** A status has three digits (RFC 9112, section 4): we refuse what browsers show. */
  private static final Set<String> REFUSED_HERE = Set.of("0 OK", "1 OK", "99 NOT OK");

  /** CR and LF end a line (RFC 9112, section 2.2). */
  private static final String ENDS_A_LINE = "'HTTP/1.1 200 OK\\nHeader: Value\\r\\n\\nBody'";

  private static Conversation.Answer answer(JsonNode test, int piece) {
    String bytes =
        new String(
            Base64.getDecoder().decode(test.get("raw_b64").asText()), StandardCharsets.ISO_8859_1);
    try (Conversation server = new Conversation()) {
      return server.ask().hear(bytes, piece).end().answer();
    }
  }

  @Test
  void webPlatformTests_areReadAsBrowsersReadThem() throws IOException {
    int checked = 0;
    for (JsonNode test :
        new ObjectMapper().readTree(Suites.find("vectors/http1-wpt.json").toFile())) {
      String name = test.get("group").asText() + ": " + test.get("name").asText();
      JsonNode expected = test.get("wpt_expect");
      Conversation.Answer answer = answer(test, 1 << 20);
      assertThat(answer(test, 1)).as(name).hasToString(answer.toString());
      if (test.get("name").asText().equals(ENDS_A_LINE)) {
        assertThat(answer).hasToString("200 Body");
      } else if (expected.isTextual() || REFUSED_HERE.contains(test.get("name").asText())) {
        assertThat(answer.failure() != null || !answer.ended()).as(name).isTrue();
      } else if (expected.has("body_bytes")) {
        assertThat(answer.failure()).as(name).isNull();
        assertThat(answer.body()).as(name).hasSize(expected.get("body_bytes").asInt());
      } else {
        assertThat(answer.status()).as(name).isEqualTo(expected.get("status").asInt());
      }
      checked++;
    }
    assertThat(checked).isEqualTo(59);
  }

  /** However the bytes come, the same is made of them. */
  @Test
  void llhttp_inPieces_sameAsAtOnce() throws IOException {
    int read = 0;
    for (JsonNode test :
        new ObjectMapper().readTree(Suites.find("vectors/http1-llhttp.json").toFile())) {
      Conversation.Answer answer = answer(test, 1 << 20);
      assertThat(answer(test, 1)).as(test.get("name").asText()).hasToString(answer.toString());
      read += answer.ended() && answer.failure() == null ? 1 : 0;
    }
    assertThat(read).as("read to their end").isEqualTo(44);
  }
}
