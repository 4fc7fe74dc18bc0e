package dev.outlink.cli.options;

import dev.outlink.cli.text.SafeText;
import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write them: {@code 500ms}, {@code 20s}, {@code 2m}, {@code 1h}. */
final class Durations {

  private static final long LONGEST_MILLIS = Duration.ofDays(36_500).toMillis();

  private Durations() {}

  /** Reads a number with a unit; zero needs none. */
  static Duration parse(String text) throws InvalidValueException {
    NumberWithUnit quantity = NumberWithUnit.parse(text);
    if (quantity == null) {
      throw new InvalidValueException(
          "'" + SafeText.of(text) + "' is not a duration; write 500ms, 20s, 2m or 1h");
    }
    long unit =
        switch (quantity.unit()) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 0;
        };
    if (unit == 0 && quantity.unit().isEmpty() && quantity.number().signum() == 0) {
      return Duration.ZERO;
    }
    if (unit == 0) {
      String number = quantity.number().toPlainString();
      throw new InvalidValueException(
          quantity.unit().isEmpty()
              ? number + " has no unit; did you mean " + number + "s or " + number + "ms?"
              : "'" + SafeText.of(quantity.unit()) + "' is not a unit of time; use ms, s, m or h");
    }
    if (quantity.times(unit).compareTo(BigDecimal.valueOf(LONGEST_MILLIS)) > 0) {
      throw new InvalidValueException("'" + SafeText.of(text) + "' is too long");
    }
    return Duration.ofNanos(quantity.times(unit * 1_000_000).longValue());
  }
}
