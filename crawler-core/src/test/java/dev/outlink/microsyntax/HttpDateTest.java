package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates of HTTP in their three forms (RFC 9110, section 5.6.7). */
class HttpDateTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sunday, 06-Nov-94 08:49:37 GMT|1994-11-06T08:49:37Z",
        "Sun Nov  6 08:49:37 1994|1994-11-06T08:49:37Z",
        "sun, 6 nov 1994 8:49:37 gmt|1994-11-06T08:49:37Z",
        "06 Nov 1994 08:49:37|1994-11-06T08:49:37Z",
        "Thu, 31 Dec 1998 23:59:60 GMT|1998-12-31T23:59:59Z",
        "Tue, 29 Feb 2028 00:00:00 GMT|2028-02-29T00:00:00Z"
      })
  void parse_anyForm_isTheMoment(String text, Instant moment) {
    assertThat(HttpDate.parse(text, NOW)).isEqualTo(moment);
  }

  @Test
  void parse_yearOfTwoDigits_isNeverMoreThan50YearsAhead() {
    assertThat(HttpDate.parse("Sunday, 06-Nov-76 08:49:37 GMT", NOW))
        .isEqualTo(Instant.parse("2076-11-06T08:49:37Z"));
    assertThat(HttpDate.parse("Sunday, 06-Nov-77 08:49:37 GMT", NOW))
        .isEqualTo(Instant.parse("1977-11-06T08:49:37Z"));
    assertThat(HttpDate.parse("Sunday, 06-Nov-26 08:49:37 GMT", NOW))
        .isEqualTo(Instant.parse("2026-11-06T08:49:37Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "120",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nof 1994 08:49:37 GMT",
        "Sun, 06 ovj 1994 08:49:37 GMT",
        "Sun, 06 Nov 94",
        "Sun, 06 Nov \u0661994 08:49:37 GMT"
      })
  void parse_whatIsNoDate_isNull(String text) {
    assertThat(HttpDate.parse(text, NOW)).isNull();
  }

  @Test
  void parse_longText_isNotLookedThrough() {
    assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 " + "x".repeat(1_000_000), NOW)).isNull();
  }
}
