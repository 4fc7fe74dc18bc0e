package dev.outlink.cli.console;

import dev.outlink.cli.text.Numbers;
import dev.outlink.record.CrawlProgress;
import java.time.Duration;

/**
 * The state of a crawl as one line. Its numbers add up: every known URL is done, in flight, to be
 * extracted, to be written, or waiting. Numbers that are missing are 0.
 */
final class ProgressLine {

  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 10;

  /** Brackets, the percentage, and blanks. */
  private static final int BESIDE_BAR = 8;

  private final ProgressEstimate pace;
  private final CrawlProgress now;

  private ProgressLine(ProgressEstimate pace) {
    this.pace = pace;
    this.now = pace.now();
  }

  /** The whole line, of any length. */
  static String full(ProgressEstimate pace) {
    return new ProgressLine(pace).words(true);
  }

  /**
   * A line that fits. From the longest to the shortest form: with a bar; in words; in short words;
   * without errors, without rate, without commas, without time; with one number for all URLs that
   * are neither done nor waiting.
   *
   * @param columns the maximum number of characters
   */
  static String fitting(ProgressEstimate pace, int columns) {
    ProgressLine line = new ProgressLine(pace);
    String text = line.words(true);
    for (int form = 0; text.length() > columns && form <= 6; form++) {
      text = form == 0 ? line.words(false) : line.shortWords(form);
    }
    return text.length() > columns
        ? text.substring(0, Math.max(0, columns))
        : line.bar(columns - text.length()) + text;
  }

  /**
   * Such as {@code 100 of 1,307 done, 7 in flight, 1,200 waiting, 8.0 requests/s, 3 errors, about 4
   * min 11 s left}.
   *
   * @param zeros whether to show numbers that are 0
   */
  private String words(boolean zeros) {
    StringBuilder line = new StringBuilder(160);
    line.append(Numbers.grouped(now.settled())).append(" of ");
    line.append(Numbers.grouped(now.known())).append(" done");
    part(line, now.inFlight(), " in flight", true);
    part(line, now.toExtract(), " to extract", zeros);
    part(line, now.toWrite(), " to write", zeros);
    part(line, now.waiting(), " waiting", zeros);
    line.append(", ").append(Numbers.tenths(pace.requestsPerSecond())).append(" requests/s");
    part(line, now.failed(), now.failed() == 1 ? " error" : " errors", zeros);
    long seconds = pace.secondsLeft();
    if (seconds != ProgressEstimate.UNKNOWN) {
      String left = Numbers.duration(Duration.ofSeconds(seconds));
      line.append(", about ").append(seconds == 0 ? "0 s" : left).append(" left");
    }
    return line.toString();
  }

  private static void part(StringBuilder line, long number, String words, boolean evenZero) {
    if (number > 0 || evenZero) {
      line.append(", ").append(Numbers.grouped(number)).append(words);
    }
  }

  /**
   * Such as {@code done 100/1307, flight 7, wait 1200, 8.0/s, err 3, 4m left}.
   *
   * @param form 1 for all numbers that are not 0, 2 without errors, 3 without the rate too, 4
   *     without commas too, 5 without time too, 6 with one number for all URLs in progress
   */
  private String shortWords(int form) {
    StringBuilder line = new StringBuilder(80);
    line.append("done ").append(now.settled()).append('/').append(now.known());
    if (form < 6) {
      shortPart(line, "flight", now.inFlight());
      shortPart(line, "extract", now.toExtract());
      shortPart(line, "write", now.toWrite());
    } else {
      shortPart(line, "busy", now.inFlight() + now.toExtract() + now.toWrite());
    }
    shortPart(line, "wait", now.waiting());
    if (form < 3) {
      line.append(", ").append(Numbers.tenths(pace.requestsPerSecond())).append("/s");
    }
    if (form < 2) {
      shortPart(line, "err", now.failed());
    }
    long seconds = pace.secondsLeft();
    if (form < 5 && seconds != ProgressEstimate.UNKNOWN) {
      line.append(", ").append(shortTime(seconds)).append(" left");
    }
    return form < 4 ? line.toString() : line.toString().replace(", ", " ");
  }

  private static void shortPart(StringBuilder line, String word, long number) {
    if (number > 0) {
      line.append(", ").append(word).append(' ').append(number);
    }
  }

  private static String shortTime(long seconds) {
    if (seconds < 100) {
      return seconds + "s";
    }
    return seconds < 6_000 ? (seconds + 30) / 60 + "m" : (seconds + 1_800) / 3_600 + "h";
  }

  /** A bar for the part that is done; empty if the total is not known or there is no room. */
  private String bar(int room) {
    long expected = pace.expected();
    int width = Math.min(LONGEST_BAR, room - BESIDE_BAR);
    if (expected <= 0 || width < SHORTEST_BAR) {
      return "";
    }
    double part = Math.min(1, (double) now.settled() / expected);
    int full = (int) (part * width);
    String percent = Long.toString((long) (part * 100));
    return "["
        + "=".repeat(full)
        + " ".repeat(width - full)
        + "] "
        + " ".repeat(3 - percent.length())
        + percent
        + "% ";
  }
}
