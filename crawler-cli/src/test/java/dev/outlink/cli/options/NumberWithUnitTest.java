package dev.outlink.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.cli.text.Numbers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWithUnitTest {

  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "20s,PT20S",
    "2m,PT2M",
    "1h,PT1H",
    "0,PT0S",
    "1.5s,PT1.5S",
    "3 s,PT3S",
    "0s,PT0S",
    "24H,PT24H"
  })
  void duration_withUnit_isRead(String text, Duration expected) throws InvalidValueException {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @Test
  void duration_withoutUnit_isRefusedWithHint() {
    assertThatThrownBy(() -> Durations.parse("20"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("20 has no unit; did you mean 20s or 20ms?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1s", "1.s", ".5s", "1..2s", "5d", "1e3s", "99999999999999999999h", "x"})
  void duration_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "8MB,8000000",
    "512KiB,524288",
    "65536,65536",
    "1.5kB,1500",
    "1GiB,1073741824",
    "7B,7",
    "2gb,2000000000",
    "1 mib,1048576"
  })
  void size_isRead(String text, long expected) throws InvalidValueException {
    assertThat(Sizes.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-8MB", "8M", "8 bytes", "99999999999999999999GB"})
  void size_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void numbers_areGroupedAndShort() {
    assertThat(Numbers.grouped(0)).isEqualTo("0");
    assertThat(Numbers.grouped(-1_234)).isEqualTo("-1,234");
    assertThat(Numbers.grouped(-123)).isEqualTo("-123");
    assertThat(Numbers.grouped(1_234_567)).isEqualTo("1,234,567");
    assertThat(Numbers.tenths(0.96)).isEqualTo("1.0");
    assertThat(Numbers.bytes(2_500_000)).isEqualTo("2.5 MB");
    assertThat(Numbers.duration(Duration.ofMillis(999))).isEqualTo("999 ms");
    assertThat(Numbers.duration(Duration.ofSeconds(61))).isEqualTo("61.0 s");
    assertThat(Numbers.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
  }
}
