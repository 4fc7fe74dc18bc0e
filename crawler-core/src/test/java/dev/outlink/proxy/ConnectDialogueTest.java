package dev.outlink.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.network.ProxyAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT, and whatever a proxy may answer to it. */
class ConnectDialogueTest {

  private static final String OK = "HTTP/1.1 200 Connection established\r\n\r\n";
  private static final int[] PIECES = {1, 2, 3, 7, 100_000};

  private static Talk talk() {
    return talk("http://proxy:3128");
  }

  private static Talk talk(String proxy) {
    return new Talk(
        answered ->
            new ConnectDialogue(
                ProxyAddress.parse(proxy), "a.example:443", "TestBot/1.0", answered));
  }

  @Test
  void begin_request_namesTheHostTwice() {
    try (Talk talk = talk()) {
      assertThat(talk.said().lines())
          .containsExactly(
              "CONNECT a.example:443 HTTP/1.1",
              "Host: a.example:443",
              "User-Agent: TestBot/1.0",
              "");
      assertThat(talk.isWaiting()).isTrue();
    }
    try (Talk talk = talk("http://Aladdin:open%20sesame@proxy:3128")) {
      assertThat(talk.said())
          .endsWith("\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK~~",
    "HTTP/1.0 200~~",
    "HTTP/1.9 299 x~~",
    "HTTP/1.1\t200\tOK~~",
    "~~HTTP/1.1 200 OK~~",
    "HTTP/1.1 200 OK~Content-Length: 5~Transfer-Encoding: chunked~~",
    "HTTP/1.1 100 Continue~~HTTP/1.1 103 Early~Link: x~~HTTP/1.1 200 OK~~",
  })
  void read_success_leadsToTheHostAndHandsOverTheRest(String answer) {
    for (String lineEnd : new String[] {"\r\n", "\n"}) {
      for (int piece : PIECES) {
        try (Talk talk = talk()) {
          talk.hear(answer.replace("~", lineEnd) + "\0host's", piece);
          assertThat(talk.isOpenToTheHost()).isTrue();
          assertThat(talk.hasLeftThePipeline()).isTrue();
          assertThat(talk.rest()).isEqualTo("\0host's");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 403 Forbidden, 403 Forbidden",
    "HTTP/1.1 407 Proxy Authentication Required, 407 Proxy Authentication Required",
    "HTTP/1.1 502, 502",
    "HTTP/1.1 503  Busy \u00ff\u0007x , 503 Busy \u00ff?x",
    "HTTP/1.1 204 No Content, 204 No Content",
    "HTTP/1.1 301 Moved, 301 Moved",
    "HTTP/1.1 101 Switching, 101 Switching",
    "HTTP/1.1 599 x, 599 x",
  })
  void read_anotherStatus_isARefusal(String line, String reason) {
    for (int piece : PIECES) {
      try (Talk talk = talk("http://user:secret@proxy:3128")) {
        talk.hear(line + "\r\nRetry-After: 7\r\n\r\n<html>", piece);
        assertThat(talk.failure())
            .isEqualTo("the proxy proxy:3128 refused to connect to a.example:443: " + reason);
        assertThat(talk.rest()).as("not the host's").isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 600 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 200OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.10 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\rY: b\r\n\r\n",
        "HTTP/2 200",
        "http/1.1 200 OK\r\n\r\n",
        " HTTP/1.1 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH",
        "\u0005\u0000",
        "\u0015\u0003\u0001"
      })
  void read_whatIsNoHttp_failsAsSoonAsThatIsSeen(String bytes) {
    for (int piece : PIECES) {
      try (Talk talk = talk()) {
        assertThat(talk.hear(bytes, piece).failure())
            .isEqualTo("the proxy proxy:3128 does not speak HTTP");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H", "HTTP/1.", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nA: b\r\n"})
  void read_whatIsNotWhole_waitsAndFailsWithTheConnection(String bytes) {
    try (Talk talk = talk()) {
      assertThat(talk.hear(bytes).isWaiting()).isTrue();
      assertThat(talk.end().failure())
          .isEqualTo("the proxy proxy:3128 closed the connection before it answered");
    }
  }

  @Test
  void read_headUpTo64KiB_isTakenAndALongerOneIsNot() {
    String start = "HTTP/1.1 200 OK\r\nX: ";
    String end = "\r\n\r\n";
    try (Talk talk = talk()) {
      int room = 64 * 1024 - start.length() - end.length();
      assertThat(talk.hear(start + "x".repeat(room) + end, 5_000).isOpenToTheHost()).isTrue();
    }
    try (Talk talk = talk()) {
      talk.hear(start + "x".repeat(64 * 1024 - start.length()), 5_000);
      assertThat(talk.isWaiting()).isTrue();
      assertThat(talk.hear("x").failure())
          .isEqualTo("the proxy proxy:3128 answered with more than 64 KiB of headers");
    }
  }

  /** However many come at once: the stack does not grow with them. */
  @Test
  void read_manyInterimResponses_arePassedOver() {
    try (Talk talk = talk()) {
      talk.hear("HTTP/1.1 100 x\r\n\r\n".repeat(20_000) + OK);
      assertThat(talk.isOpenToTheHost()).isTrue();
    }
  }

  @Test
  void end_afterTheAnswer_changesNothing() {
    try (Talk talk = talk()) {
      assertThat(talk.hear(OK).end().isOpenToTheHost()).isTrue();
    }
    try (Talk talk = talk()) {
      String refusal = talk.hear("HTTP/1.1 403 No\r\n\r\n").failure();
      assertThat(talk.hear(OK).end().failure()).isEqualTo(refusal);
    }
  }
}
