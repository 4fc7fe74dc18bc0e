package dev.outlink.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose failure it is that no connection was made, and what is said of it. */
class ConnectFailureTest {

  private static FetchOutcome.Other of(Throwable cause) {
    return ConnectFailure.of("a.example:80", cause, Duration.ofMillis(1_500));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new ConnectTimeoutException("connection timed out after 1500 ms: a.example/10.0.0.1"),
            FetchEnd.CONNECT_TIMEOUT,
            "no connection to a.example:80 within 1500 ms"),
        Arguments.of(
            new ConnectException("Connection Timed Out"),
            FetchEnd.CONNECT_TIMEOUT,
            "no connection to a.example:80 within 1500 ms"),
        Arguments.of(
            new ConnectException("Connection refused: a.example/10.0.0.1:80"),
            FetchEnd.CONNECT_REFUSED,
            "a.example:80 refused the connection"),
        Arguments.of(
            new NoRouteToHostException(),
            FetchEnd.CONNECT_FAILED,
            "no connection to a.example:80: no route to this address"),
        Arguments.of(
            new IOException("connect(..) failed: No route to host"),
            FetchEnd.CONNECT_FAILED,
            "no connection to a.example:80: no route to this address"),
        Arguments.of(new IOException(), FetchEnd.CONNECT_FAILED, "no connection to a.example:80"),
        Arguments.of(
            new SocketException("Too many open files"),
            FetchEnd.NETWORK_ERROR,
            "cannot connect to a.example:80 from here: too many open files"),
        Arguments.of(
            new ConnectException("Network is unreachable: refused"),
            FetchEnd.NETWORK_ERROR,
            "cannot connect to a.example:80 from here: network unreachable"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void of_causes_areToldApart(Throwable cause, FetchEnd end, String detail) {
    assertThat(of(cause)).isEqualTo(new FetchOutcome.Other(end, 0, null, detail));
  }

  @ParameterizedTest
  @CsvSource({
    "12, no buffers left",
    "23, too many open files",
    "24, too many open files",
    "98, no local port or address left",
    "99, no local port or address left",
    "100, the network is down",
    "101, network unreachable",
    "105, no buffers left",
  })
  @EnabledOnOs(OS.LINUX)
  void problem_numberOfTheSystem_isKnownInAnyLanguage(int number, String words) {
    IOException failure = new IOException("connect(..) failed with error(-" + number + "): Zut!");
    assertThat(OwnNetwork.problem(failure)).isEqualTo(words);
  }

  /** The number counts, whatever the text beside it says. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 97, 102, 104, 110, 111, 113, 1_000, 9_999})
  @EnabledOnOs(OS.LINUX)
  void problem_numberOfServers_isNotOurs(int number) {
    IOException failure =
        new IOException("connect(..) failed with error(-" + number + "): network is unreachable");
    assertThat(OwnNetwork.problem(failure)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Network is unreachable, network unreachable",
    "NETWORK UNREACHABLE: connect, network unreachable",
    "Network is down, the network is down",
    "socket: Too many open files, too many open files",
    "Cannot assign requested address: no further information, no local port or address left",
    "bind: Address already in use, no local port or address left",
    "No buffer space available (maximum connections reached?), no buffers left",
  })
  void problem_textOfTheJdk_isKnown(String text, String words) {
    assertThat(OwnNetwork.problem(new SocketException(text))).isEqualTo(words);
    assertThat(OwnNetwork.problem(new IOException("outer", new SocketException(text))))
        .isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Connection reset by peer", "Connection refused", "unreachable", "error(-x)"})
  void problem_ofServers_isNull(String text) {
    assertThat(OwnNetwork.problem(new IOException(text))).isNull();
  }

  @Test
  void problem_memory_isOursWhereItIsThatOfBuffers() {
    assertThat(
            OwnNetwork.problem(new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer")))
        .isEqualTo("no buffers left");
    assertThat(OwnNetwork.problem(new OutOfMemoryError("Java heap space"))).isNull();
    assertThat(OwnNetwork.problem(new OutOfMemoryError())).isNull();
  }

  @Test
  void problem_severalInAChain_isTheOutermost() {
    @Nullable Throwable inner = new SocketException("Network is down");
    assertThat(OwnNetwork.problem(new SocketException("Too many open files"))).isNotNull();
    assertThat(OwnNetwork.problem(outer("Too many open files", inner)))
        .isEqualTo("too many open files");
    assertThat(OwnNetwork.problem(outer("Connection refused", inner)))
        .isEqualTo("the network is down");
  }

  private static IOException outer(String text, @Nullable Throwable cause) {
    return new IOException(text, cause);
  }
}
