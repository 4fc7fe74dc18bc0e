package dev.outlink.cli.text;

import java.time.Duration;

/** Numbers as people read them. The same in every locale, and without its classes. */
public final class Numbers {

  private Numbers() {}

  /** With a comma between thousands. */
  public static String grouped(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
  }

  /** With one decimal, rounded half up. Not negative. */
  public static String tenths(double number) {
    long tenths = Math.round(number * 10);
    return grouped(tenths / 10) + "." + tenths % 10;
  }

  /** In megabytes of a million bytes; little in bytes. */
  public static String bytes(long bytes) {
    return bytes < 100_000 ? grouped(bytes) + " bytes" : tenths(bytes / 1e6) + " MB";
  }

  /** In milliseconds, seconds, minutes or hours, whichever suits. Not negative. */
  public static String duration(Duration time) {
    long millis = time.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 100_000) {
      return tenths(millis / 1e3) + " s";
    }
    long minutes = time.toMinutes();
    return minutes < 60
        ? minutes + " min " + time.toSecondsPart() + " s"
        : grouped(minutes / 60) + " h " + minutes % 60 + " min";
  }
}
