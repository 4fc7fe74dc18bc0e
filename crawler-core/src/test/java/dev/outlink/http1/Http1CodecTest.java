package dev.outlink.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a server's bytes, all at once and one by one. docs/http.md has the reasons. */
class Http1CodecTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String GOOD = OK + "Content-Length: 2\r\n\r\nok";

  private static void heard(String bytes, boolean closes, Consumer<Conversation.Answer> check) {
    for (int piece : new int[] {1, 2, 3, 7, 1 << 20}) {
      try (Conversation server = new Conversation()) {
        server.ask().hear(bytes, piece);
        if (closes) {
          server.end();
        }
        check.accept(server.answer());
      }
    }
  }

  private static String heard(String bytes, boolean closes) {
    String[] first = {null};
    heard(
        bytes,
        closes,
        answer -> {
          first[0] = first[0] == null ? answer.toString() : first[0];
          assertThat(answer).hasToString(first[0]);
        });
    return first[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Content-Length: 2                                       | ok          | 200 ok",
        "Content-Length:2                                        | ok          | 200 ok",
        "Content-Length : 2                                      | ok          | 200 ok",
        "Content-Length: 2, 2                                    | ok          | 200 ok",
        "Content-Length: 002                                     | ok          | 200 ok",
        "Content-Length: 2~Content-Length: 2                     | ok          | 200 ok",
        "X:~ Content-Length: 7~Content-Length: 2                 | ok          | 200 ok",
        "No colon~Content-Length: 2                              | ok          | 200 ok",
        ": nameless~Content-Length: 2                            | ok          | 200 ok",
        "Two words: 7~Content-Length: 2                          | ok          | 200 ok",
        "Transfer-Encoding: chunked                              | 2~ok~0~~    | 200 ok",
        "Transfer-Encoding: chunked~Content-Length: 99           | 2~ok~0~~    | 200 ok",
        "Transfer-Encoding: chunked, chunked                     | 2~ok~0~~    | 200 ok",
        "Transfer-Encoding: chunked~Transfer-Encoding: chunked   | 2~ok~0~~    | 200 ok",
        "Transfer-Encoding: CHUNKED                              | 2~ok~0~~    | 200 ok",
        "Transfer-Encoding: identity~Content-Length: 2           | ok          | 200 ok",
        "Transfer-Encoding:~Content-Length: 2                    | ok          | 200 ok",
        "Transfer-Encoding: chunked                              | 1~o~1;x=`y`~k~000~A: b~~ | 200 ok",
        "Transfer-Encoding: chunked                              | 002  ~ok~0~~ | 200 ok",
        "Content-Length: 0                                       |             | 200 ",
      })
  void response_thatEnds_isWhole(String fields, String body, String expected) {
    String bytes =
        OK
            + fields.replace("~", "\r\n")
            + "\r\n\r\n"
            + (body == null ? "" : body.replace("~", "\r\n"));
    assertThat(heard(bytes, false)).isEqualTo(expected == null ? "200 " : pad(expected));
    String lines = bytes.replace("\r\n", "\n");
    assertThat(heard(lines, false)).as("LF alone").isEqualTo(pad(expected));
  }

  private static String pad(String expected) {
    return expected.equals("200") ? "200 " : expected;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Length:\r\n",
        "Content-Length: -2\r\n",
        "Content-Length: 2 bytes\r\n",
        "Content-Length: 0x2\r\n",
        "Content-Length: \"2\"\r\n",
        "Content-Length: two\r\nContent-Length: two\r\n",
        "Connection: keep-alive\r\n"
      })
  void body_withoutUsableLength_endsWithItsConnection(String fields) {
    assertThat(heard(OK + fields + "\r\nok", false)).isEqualTo("200 unfinished ok");
    assertThat(heard(OK + fields + "\r\nok", true)).isEqualTo("200 ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 2~Content-Length: 3          | different Content-Lengths: 2 and 3",
        "Content-Length: 2, 3                         | different Content-Lengths: 2 and 3",
        "Content-Length: 2,                           | different Content-Lengths: 2 and ",
        "Content-Length: 2~Content-Length: 02         | different Content-Lengths: 2 and 02",
        "Transfer-Encoding: rot13                     | the Transfer-Encoding rot13",
        "Transfer-Encoding: rot13, chunked            | the Transfer-Encoding rot13",
        "Transfer-Encoding: chunkedchunked            | the Transfer-Encoding chunkedchunked",
        "Transfer-Encoding: chunked;q=1               | the Transfer-Encoding chunked;q=1",
        "Transfer-Encoding: chunked, gzip             | a Transfer-Encoding behind chunked",
        "Transfer-Encoding: chunked, chunked, x       | a Transfer-Encoding behind chunked",
        "X: a\u0000b                                  | a NUL in its head",
        "X\u0000: ab                                  | a NUL in its head",
        "X: a\rY: b                                   | a CR without LF in its head",
        "X: a\r~Y: b                                  | a CR without LF in its head",
      })
  void head_thatCanBeReadInTwoWays_isRefused(String fields, String problem) {
    heard(
        OK + fields.replace("~", "\r\n") + "\r\n\r\nok",
        true,
        answer ->
            assertThat(answer.failure())
                .isInstanceOf(MalformedResponse.class)
                .hasMessageStartingWith(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200~~              | 200",
        "HTTP/1.0 200 OK~~           | 200",
        "HTTP/1.7 200 OK~~           | 200",
        "HTTP/1.1   404   Not Found~~| 404",
        "HTTP/1.1\t404\tNot Found~~  | 404",
        "~~HTTP/1.1 500 Empty lines before~~ | 500",
        "HTTP/1.1 999 x~~            | 999",
      })
  void statusLine_thatCanBeRead_isRead(String head, int status) {
    heard(
        head.replace("~", "\r\n"),
        true,
        answer -> {
          assertThat(answer.failure()).isNull();
          assertThat(answer.status()).isEqualTo(status);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 20 OK",
        "HTTP/1.1 2000 OK",
        "HTTP/1.1 200OK",
        "HTTP/1.1",
        "HTTP/2 200 OK",
        "HTTP/0.9 200 OK",
        "HTTP/11.1 200 OK",
        "HTTP/1.11 200 OK",
        "HTTPS/1.1 200 OK",
        "http/1.1 200 OK",
        "ICY 200 OK",
        "  HTTP/1.1 200 OK",
        "<html><a href=/x>x</a>",
        "\u0015\u0003\u0001 alert"
      })
  void statusLine_thatIsNone_isRefused(String line) {
    heard(
        line + "\r\n\r\nok",
        true,
        answer -> assertThat(answer.failure()).isInstanceOf(MalformedResponse.class));
  }

  /** A server of HTTP/0.9 that does not close is not waited for. */
  @Test
  void bytes_thatBeginNoResponse_areRefusedAtOnce() {
    heard("<htm", false, answer -> assertThat(answer.failure()).hasMessageContaining("HTTP/0.9?"));
    heard("HTT", false, answer -> assertThat(answer).hasToString("0 unfinished "));
  }

  @Test
  void foldedLines_areOneValue() {
    heard(
        OK
            + "Content-Type:\r\n text/html;\r\n\tcharset=utf-8\r\nX: a\t \r\n  b\r\n"
            + "Content-Length: 2\r\nLast: c\r\n d\r\n\r\nok",
        false,
        answer -> {
          assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
          assertThat(answer.header("X")).isEqualTo("a b");
          assertThat(answer.header("Last")).isEqualTo("c d");
          assertThat(answer.body()).isEqualTo("ok");
        });
  }

  @Test
  void valueWithControlCharacters_isKept() {
    heard(
        OK + "X: a\u0001\u000bb\u007f\r\nContent-Length: 0\r\n\r\n",
        false,
        answer -> assertThat(answer.header("X")).isEqualTo("a\u0001\u000bb\u007f"));
  }

  @ParameterizedTest
  @CsvSource({"'gzip, chunked',gzip", "'x-gzip,deflate, chunked','x-gzip,deflate'"})
  void transferCodings_areUndoneLikeContentCodings(String value, String encodings) {
    heard(
        OK + "Content-Encoding: br\r\nTransfer-Encoding: " + value + "\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        false,
        answer -> {
          assertThat(answer).hasToString("200 ok");
          assertThat(String.join(",", answer.headers("Content-Encoding")))
              .isEqualTo("br," + encodings);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nok\r\n0\r\n\r\n",
        "\r\nok\r\n0\r\n\r\n",
        "-2\r\nok\r\n0\r\n\r\n",
        "2 3\r\nok\r\n0\r\n\r\n",
        "1\r\nok\r\n0\r\n\r\n",
        "2\r\nokay\r\n0\r\n\r\n",
        "2;a\r2\r\nok\r\n0\r\n\r\n",
        "2;a\u00002\r\nok\r\n0\r\n\r\n",
        "1000000000000002\r\nok\r\n0\r\n\r\n"
      })
  void chunk_thatIsNone_fails(String body) {
    heard(
        OK + "Transfer-Encoding: chunked\r\n\r\n" + body,
        true,
        answer -> assertThat(answer.failure()).isInstanceOf(MalformedResponse.class));
  }

  @ParameterizedTest
  @CsvSource({
    "2,false",
    "2~o,false",
    "2~ok,false",
    "2~ok~,false",
    "2~ok~0~,true",
    "2~ok~0~A: b,true"
  })
  void chunks_thatAreCut_areWholeBehindTheLastOne(String body, boolean whole) {
    heard(
        OK + "Transfer-Encoding: chunked\r\n\r\n" + body.replace("~", "\r\n"),
        true,
        answer -> {
          assertThat(answer.failure()).isNull();
          assertThat(answer.ended()).isEqualTo(whole);
        });
  }

  @Test
  void interimResponses_areReadOver() {
    assertThat(
            heard(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"
                    + "Content-Length: 7\r\n\r\n\r\n"
                    + GOOD,
                false))
        .isEqualTo("200 ok");
  }

  @Test
  void head_thatIsTooLong_isToldSo() {
    String field = "X: " + "x".repeat(1_000) + "\r\n";
    heard(
        OK + field.repeat(5),
        false,
        answer -> assertThat(answer.failure()).isInstanceOf(TooLongHttpHeaderException.class));
    heard(
        "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(500),
        false,
        answer -> assertThat(answer.failure()).isInstanceOf(TooLongHttpHeaderException.class));
    heard(
        OK + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(5_000),
        false,
        answer -> assertThat(answer.failure()).isInstanceOf(TooLongHttpHeaderException.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        GOOD,
        OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void bytes_behindTheEnd_endTheConnectionAndAreNoAnswer(String response) {
    for (String excess : new String[] {"\n", "\r\n", "x", "0\r\n\r\n", GOOD}) {
      try (Conversation server = new Conversation()) {
        server.ask().hear(response + excess);
        assertThat(server.answer().ended()).isTrue();
        assertThat(server.canBeUsedAgain()).as(response + excess).isFalse();
      }
      try (Conversation server = new Conversation()) {
        server.ask().hear(response);
        assertThat(server.answer().ended()).isTrue();
        assertThat(server.canBeUsedAgain()).isTrue();
        server.hear(excess);
        assertThat(server.isOpen()).as("late " + excess).isFalse();
        assertThat(server.answer().head()).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        OK + "not a field\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
      })
  void connection_ofServerThatContradictsItself_isNotUsedAgain(String response) {
    try (Conversation server = new Conversation()) {
      assertThat(server.ask().hear(response).answer()).hasToString("200 ok");
      assertThat(server.canBeUsedAgain()).isFalse();
    }
  }

  @Test
  void secondResponse_overOneConnection_isRead() {
    try (Conversation server = new Conversation()) {
      assertThat(server.ask().hear(GOOD).answer()).hasToString("200 ok");
      assertThat(server.ask().hear(GOOD, 1).answer()).hasToString("200 ok");
      assertThat(server.canBeUsedAgain()).isTrue();
    }
  }

  /** Then the request was not answered: it can be sent again. */
  @Test
  void secondRequest_answeredByWhatIsNoResponse_meetsStrayBytes() {
    try (Conversation server = new Conversation()) {
      assertThat(server.ask().hear(GOOD).answer()).hasToString("200 ok");
      assertThat(server.ask().hear("<!-- cached -->").answer().failure())
          .isInstanceOf(StrayBytes.class);
    }
  }
}
