package dev.outlink.microsyntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date of HTTP in its three forms: {@code Sun, 06 Nov 1994 08:49:37 GMT}, {@code Sunday,
 * 06-Nov-94 08:49:37 GMT}, {@code Sun Nov 6 08:49:37 1994} (RFC 9110, section 5.6.7). The day of
 * the week and the time zone are not looked at, as all dates are in UTC.
 */
public final class HttpDate {

  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[a-z]+,\\s*)?(\\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\\d{4}|\\d{2})\\s+"
              + "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\s.*)?");

  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:[a-z]+,?\\s+)?([a-z]{3})[a-z]*\\s+(\\d{1,2})\\s+"
              + "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})\\s+(\\d{4})(?:\\s.*)?");

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private HttpDate() {}

  /**
   * The moment that a text names, or null where it is no date.
   *
   * @param now tells the century of a year of two digits: it is never more than 50 years ahead
   */
  public static @Nullable Instant parse(String text, Instant now) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.length() > 64) {
      return null;
    }
    try {
      Matcher date = DAY_FIRST.matcher(lower);
      if (date.matches()) {
        int year = year(date.group(3), now);
        return at(year, date.group(2), date.group(1), date, 4);
      }
      date = MONTH_FIRST.matcher(lower);
      return date.matches()
          ? at(number(date.group(6)), date.group(1), date.group(2), date, 3)
          : null;
    } catch (DateTimeException impossible) {
      return null; // such as the 31st of November
    }
  }

  private static @Nullable Instant at(int year, String month, String day, Matcher time, int hour) {
    int index = MONTHS.indexOf(month);
    if (index < 0 || index % 3 != 0) {
      return null;
    }
    // A leap second is the last second of its minute.
    int second = Math.min(59, number(time.group(hour + 2)));
    return LocalDateTime.of(
            year,
            index / 3 + 1,
            number(day),
            number(time.group(hour)),
            number(time.group(hour + 1)),
            second)
        .toInstant(ZoneOffset.UTC);
  }

  private static int year(String digits, Instant now) {
    int year = number(digits);
    if (digits.length() == 4) {
      return year;
    }
    int present = now.atOffset(ZoneOffset.UTC).getYear();
    int inCentury = present - present % 100 + year;
    return inCentury > present + 50 ? inCentury - 100 : inCentury;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
