package dev.outlink.cli.options;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number and the unit after it, such as {@code 20s} or {@code 1.5 MB}.
 *
 * @param number not negative
 * @param unit in lower case; empty if there is none
 */
record NumberWithUnit(BigDecimal number, String unit) {

  private static final int MOST_CHARACTERS = 40;

  /**
   * Parses a decimal number and the text after it; null if the text does not begin with a number.
   */
  static @Nullable NumberWithUnit parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > MOST_CHARACTERS) {
      return null;
    }
    int end = 0;
    int points = 0;
    while (end < trimmed.length() && isDigitOrPoint(trimmed.charAt(end))) {
      points += trimmed.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    boolean number =
        end > 0 && points <= 1 && trimmed.charAt(0) != '.' && trimmed.charAt(end - 1) != '.';
    return number
        ? new NumberWithUnit(
            new BigDecimal(trimmed.substring(0, end)),
            trimmed.substring(end).strip().toLowerCase(Locale.ROOT))
        : null;
  }

  /** The number in units of the given size, rounded down. */
  BigDecimal times(long size) {
    return number.multiply(BigDecimal.valueOf(size));
  }

  private static boolean isDigitOrPoint(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }
}
