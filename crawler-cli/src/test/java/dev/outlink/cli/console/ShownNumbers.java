package dev.outlink.cli.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of URLs that a progress line shows, as a reader would take them. */
record ShownNumbers(long known, long sum) {

  private static final Pattern KNOWN = Pattern.compile("([\\d,]+)(?: of |/)([\\d,]+)");
  private static final List<String> PLACES =
      List.of(
          "([\\d,]+) in flight|flight (\\d+)",
          "([\\d,]+) to extract|extract (\\d+)",
          "([\\d,]+) to write|write (\\d+)",
          "([\\d,]+) waiting|wait (\\d+)",
          "(busy) never|busy (\\d+)");

  static ShownNumbers of(String line) {
    Matcher known = KNOWN.matcher(line);
    if (!known.find()) {
      throw new AssertionError("no number of known URLs in: " + line);
    }
    long sum = number(known.group(1));
    for (String place : PLACES) {
      Matcher shown = Pattern.compile(place).matcher(line);
      if (shown.find()) {
        sum += number(shown.group(1) == null ? shown.group(2) : shown.group(1));
      }
    }
    return new ShownNumbers(number(known.group(2)), sum);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
