package dev.outlink.robots;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code Crawl-delay} line, which no standard defines: seconds, or a part of one.
 */
final class CrawlDelay {

  private static final int DIGITS = 20;
  private static final long LONGEST_MILLIS = RobotsPolicy.MAX_CRAWL_DELAY.toMillis();

  private CrawlDelay() {}

  /**
   * The pause, at most {@link RobotsPolicy#MAX_CRAWL_DELAY}; null if it is not a decimal number.
   */
  static @Nullable Duration parse(String value) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      points += c == '.' ? 1 : 0;
    }
    if (digits == 0 || points > 1 || digits + points < value.length()) {
      return null;
    }
    double seconds = Double.parseDouble("0" + value.substring(0, Math.min(value.length(), DIGITS)));
    return Duration.ofMillis(Math.min(Math.round(seconds * 1000), LONGEST_MILLIS));
  }
}
