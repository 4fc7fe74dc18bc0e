package dev.outlink.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.FakeTimer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DnsAnswersTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTimer time = new FakeTimer();

  private static List<InetAddress> address(int number) throws UnknownHostException {
    return List.of(
        InetAddress.getByAddress(
            new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number}));
  }

  /** One gives way for each new one; those that are looked at stay. */
  @Test
  void found_manyMoreThanFit_theOldestGoOneByOne() throws Exception {
    int limit = 20_000;
    DnsAnswers answers = new DnsAnswers(limit, time);
    answers.found("kept.example", address(0), MINUTE);
    for (int i = 1; i <= 100_000; i++) {
      answers.found("host" + i + ".example", address(i), MINUTE);
      assertThat(answers.get("kept.example")).isCompletedWithValue(address(0));
      assertThat(answers.size()).isEqualTo(Math.min(i + 1, limit));
    }
    for (int i = 1; i <= 100_000; i++) {
      CompletableFuture<List<InetAddress>> answer = answers.get("host" + i + ".example");
      if (i > 100_000 - limit + 1) {
        assertThat(answer).isCompletedWithValue(address(i));
      } else {
        assertThat(answer).isNull();
      }
    }
  }

  @Test
  void get_afterItsTime_nothing() throws Exception {
    DnsAnswers answers = new DnsAnswers(10, time);
    answers.found("short.example", address(1), Duration.ofSeconds(5));
    answers.found("long.example", address(2), MINUTE);
    answers.failed("none.example", new UnknownHostException("x"), Duration.ofSeconds(10));
    time.pass(Duration.ofMillis(4_999));
    assertThat(answers.get("short.example")).isCompletedWithValue(address(1));
    time.pass(Duration.ofMillis(1));
    assertThat(answers.get("short.example")).isNull();
    assertThat(answers.get("none.example")).isCompletedExceptionally();
    assertThat(answers.get("long.example")).isCompletedWithValue(address(2));
    time.pass(Duration.ofSeconds(5));
    assertThat(answers.get("none.example")).isNull();
    assertThat(answers.size()).isEqualTo(1);
  }
}
