package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"0,0", "' 120 ',120", "999999999999999999999,31536000", "1000000000,31536000"})
  void from_seconds_isThatLong(String value, long seconds) {
    assertThat(new RetryAfter(value, null).from(NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sat, 21 Nov 2026 12:01:30 GMT",
        "Saturday, 21-Nov-26 12:01:30 GMT",
        "Sat Nov 21 12:01:30 2026"
      })
  void from_aDateInAnyOfItsForms_isUntilThen(String date) {
    assertThat(new RetryAfter(date, null).from(NOW)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void from_aDateAndTheServersClock_doesNotTrustOurs() {
    RetryAfter skewed =
        new RetryAfter("Sat, 21 Nov 2026 15:00:10 GMT", "Sat, 21 Nov 2026 15:00:00 GMT");
    assertThat(skewed.from(NOW)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void from_aDateThatIsOver_isNoTime() {
    assertThat(new RetryAfter("Sat, 21 Nov 2020 12:00:00 GMT", null).from(NOW))
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-5", "soon", "1.5", "12 s", "\u0661"})
  void from_whatCannotBeRead_isNull(String value) {
    assertThat(new RetryAfter(value, null).from(NOW)).isNull();
  }
}
