package dev.outlink.fetch;

import dev.outlink.microsyntax.HttpDate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to be left alone (RFC 9110, section 10.2.3).
 *
 * @param value the Retry-After header as sent
 * @param date the Date header of the same answer as sent, or null
 */
public record RetryAfter(String value, @Nullable String date) {

  /** Nobody means more; and longer numbers overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * The time to wait, 0 to 365 days; null where the header says nothing that can be read. A date is
   * taken relative to the server's own clock where the answer tells it.
   *
   * @param now when the answer came, for servers that do not
   */
  public @Nullable Duration from(Instant now) {
    String text = value.strip();
    if (isNumber(text)) {
      boolean longest = text.length() > 9;
      return bounded(longest ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant until = HttpDate.parse(text, now);
    if (until == null) {
      return null;
    }
    Instant sent = date == null ? null : HttpDate.parse(date, now);
    return bounded(Duration.between(sent == null ? now : sent, until));
  }

  private static Duration bounded(Duration time) {
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
