package dev.outlink.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.background.BackgroundExecutor;
import dev.outlink.dns.HostResolvers;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.network.ProxyAddress;
import dev.outlink.testing.FakeTimer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SOCKS 5 (RFC 1928, RFC 1929), and whatever a proxy may answer to it. */
class SocksDialogueTest {

  private static final String NO_PASSWORD = "\u0005\u0000";
  private static final String PASSWORD = "\u0005\u0002";
  private static final String NOT_SOCKS = "the proxy proxy:1080 does not speak SOCKS 5";
  private static final String OK = "\u0005\0\0\u0001\1\2\3\4\0P";
  private static final int[] PIECES = {1, 2, 3, 1_000};

  private static Talk talk(String proxy, String host) {
    FakeTimer timer = new FakeTimer();
    Duration patience = Duration.ofSeconds(5);
    Routes routes =
        new Routes(
            NetworkConfig.DIRECT.withResolve(
                List.of("fixed.example:80:10.1.2.3", "six.example:80:::1")),
            new HostResolvers(new BackgroundExecutor(Thread::new), timer, timer, patience),
            timer,
            patience);
    return new Talk(
        answered ->
            new SocksDialogue(
                ProxyAddress.parse(proxy),
                InetSocketAddress.createUnresolved(host, 80),
                host + ":80",
                routes,
                answered));
  }

  private static Talk named() {
    return talk("socks5h://proxy:1080", "a.example");
  }

  @Test
  void begin_offersWhatItHas() {
    try (Talk talk = named()) {
      assertThat(talk.said()).isEqualTo("\5\1\0");
    }
    try (Talk talk = talk("socks5h://u:p@proxy:1080", "a.example")) {
      assertThat(talk.said()).isEqualTo("\5\2\0\2");
    }
  }

  static Stream<Arguments> hosts() {
    String loopback = "\4" + "\0".repeat(15) + "\1";
    return Stream.of(
        Arguments.of("socks5h", "a.example", "\3\11a.example"),
        Arguments.of("socks5h", "fixed.example", "\3\15fixed.example"),
        Arguments.of("socks5h", "127.0.0.1", "\1\177\0\0\1"),
        Arguments.of("socks5", "127.0.0.1", "\1\177\0\0\1"),
        Arguments.of("socks5", "fixed.example", "\1\12\1\2\3"),
        Arguments.of("socks5h", "[::1]", loopback),
        Arguments.of("socks5", "six.example", loopback));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void connect_host_isTheNameOrItsAddress(String scheme, String host, String written) {
    for (int piece : PIECES) {
      try (Talk talk = talk(scheme + "://proxy:1080", host)) {
        talk.said();
        talk.hear(NO_PASSWORD, piece);
        assertThat(talk.said()).isEqualTo("\5\1\0" + written + "\0P");
        talk.hear(OK + "host's", piece);
        assertThat(talk.isOpenToTheHost()).isTrue();
        assertThat(talk.hasLeftThePipeline()).isTrue();
        assertThat(talk.rest()).isEqualTo("host's");
      }
    }
  }

  @Test
  void password_isSentWhereTheProxyWantsIt() {
    for (int piece : PIECES) {
      try (Talk talk = talk("socks5h://us%C3%A9r:p%3Aw@proxy:1080", "a.example")) {
        talk.said();
        assertThat(talk.hear(PASSWORD, piece).said()).isEqualTo("\1\5us\u00c3\u00a9r\3p:w");
        assertThat(talk.hear("\1\0", piece).said()).startsWith("\5\1\0\3\11a.example");
        assertThat(talk.hear(OK, piece).isOpenToTheHost()).isTrue();
      }
      try (Talk talk = talk("socks5h://u:p@proxy:1080", "a.example")) {
        talk.said();
        assertThat(talk.hear(NO_PASSWORD, piece).said()).as("not wanted").startsWith("\5\1\0\3");
      }
    }
  }

  /** One length octet each: 255 is the most. */
  @Test
  void password_ofAnyLength_isWhole() {
    String longest = "x".repeat(255);
    try (Talk talk = talk("socks5h://" + longest + ":" + longest + "@proxy:1080", "a.example")) {
      talk.said();
      assertThat(talk.hear(PASSWORD).said()).isEqualTo("\1\u00ff" + longest + "\u00ff" + longest);
    }
    try (Talk talk = talk("socks5h://u@proxy:1080", "a.example")) {
      talk.said();
      assertThat(talk.hear(PASSWORD).said()).isEqualTo("\1\1u\0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\1\1", "\1\u00ff", "\5\2"})
  void password_thatIsNotTaken_isARefusal(String answer) {
    for (int piece : PIECES) {
      try (Talk talk = talk("socks5h://u:secret@proxy:1080", "a.example")) {
        assertThat(talk.hear(PASSWORD + answer, piece).failure())
            .isEqualTo(
                "the proxy proxy:1080 refused to connect to a.example:80: "
                    + "it does not take user and password");
      }
    }
  }

  @Test
  void method_noneOfThese_isARefusal() {
    try (Talk talk = named()) {
      assertThat(talk.hear("\5\u00ff").failure()).endsWith("it asks for a user and a password");
    }
    try (Talk talk = talk("socks5h://u:p@proxy:1080", "a.example")) {
      assertThat(talk.hear("\5\u00ff").failure()).endsWith("it asks for another authentication");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\4", "\0", "HTTP/1.1 400 Bad\r\n\r\n", "\5\1", "\5\2", "\5\3"})
  void method_thatWasNotOffered_isNoSocks(String answer) {
    for (int piece : PIECES) {
      try (Talk talk = named()) {
        assertThat(talk.hear(answer, piece).failure()).isEqualTo(NOT_SOCKS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, general failure",
    "2, not allowed by its rules",
    "3, network unreachable",
    "4, host unreachable",
    "5, connection refused",
    "6, it took too long",
    "7, it takes no such command",
    "8, it takes no such address",
    "9, failure 9",
    "255, failure 255",
  })
  void reply_refusal_isInWords(int status, String words) {
    for (int piece : PIECES) {
      try (Talk talk = named()) {
        talk.hear(NO_PASSWORD, piece).hear("\5" + (char) status, piece);
        assertThat(talk.failure())
            .as("as soon as its number is here")
            .isEqualTo("the proxy proxy:1080 refused to connect to a.example:80: " + words);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\5\0\0\1\1\2\3\4\0\1",
        "\5\0\0\4xxxxxxxxxxxxxxxx\0\1",
        "\5\0\0\3\0\0\1",
        "\5\0\0\3\5proxy\0\1",
        "\5\0\u00ff\1\0\0\0\0\0\0"
      })
  void reply_success_isReadToItsEndAndNotOneByteFurther(String answer) {
    for (int piece : PIECES) {
      try (Talk talk = named()) {
        talk.hear(NO_PASSWORD).hear(answer.substring(0, answer.length() - 1), piece);
        assertThat(talk.isWaiting()).isTrue();
        talk.hear(answer.substring(answer.length() - 1) + "\5\0\0", piece);
        assertThat(talk.isOpenToTheHost()).isTrue();
        assertThat(talk.rest()).isEqualTo("\5\0\0");
      }
    }
  }

  @Test
  void reply_longestName_isReadToItsEnd() {
    try (Talk talk = named()) {
      talk.hear(NO_PASSWORD).hear("\5\0\0\3\u00ff" + "n".repeat(255) + "\0", 50);
      assertThat(talk.isWaiting()).isTrue();
      assertThat(talk.hear("\1rest").isOpenToTheHost()).isTrue();
      assertThat(talk.rest()).isEqualTo("rest");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\4", "HTTP", "\5\0\0\2\1\1\1\1\0\0", "\5\0\0\0\1\1\1\1\0\0"})
  void reply_thatIsNone_isNoSocks(String answer) {
    for (int piece : PIECES) {
      try (Talk talk = named()) {
        assertThat(talk.hear(NO_PASSWORD).hear(answer, piece).failure()).isEqualTo(NOT_SOCKS);
      }
    }
  }

  @Test
  void connect_nameThatIsTooLong_isNotSent() {
    String longest = "a.".repeat(127) + "b";
    try (Talk talk = talk("socks5h://proxy:1080", longest)) {
      talk.said();
      assertThat(talk.hear(NO_PASSWORD).said()).contains("\3\u00ff" + longest);
    }
    try (Talk talk = talk("socks5h://proxy:1080", longest + "b")) {
      talk.said();
      assertThat(talk.hear(NO_PASSWORD).failure()).endsWith("the name is too long for SOCKS");
      assertThat(talk.said()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\5", "\5\0", "\5\0\5", "\5\0\5\0\0\1\1\1\1\1\0"})
  void end_beforeTheAnswerIsWhole_isAFailure(String answer) {
    try (Talk talk = named()) {
      assertThat(talk.hear(answer).isWaiting()).isTrue();
      assertThat(talk.end().failure())
          .isEqualTo("the proxy proxy:1080 closed the connection before it answered");
    }
  }
}
