package dev.outlink.politeness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How hard servers may be asked.
 *
 * @param concurrency requests in flight at one time, over all hosts
 * @param hostConcurrency requests in flight to one host
 * @param hostDelay pause between the starts of two requests to one host
 */
public record Politeness(int concurrency, int hostConcurrency, Duration hostDelay) {

  private static final int MAX_CONCURRENCY = 100_000;
  private static final Duration MAX_DELAY = Duration.ofDays(1);

  /**
   * What is out of range, a sentence each that begins with the option's name; empty where all is
   * well.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      problems.add("concurrency: " + concurrency + " is not between 1 and " + MAX_CONCURRENCY);
    }
    if (hostConcurrency < 1 || hostConcurrency > MAX_CONCURRENCY) {
      problems.add(
          "host-concurrency: " + hostConcurrency + " is not between 1 and " + MAX_CONCURRENCY);
    }
    if (hostDelay.isNegative() || hostDelay.compareTo(MAX_DELAY) > 0) {
      problems.add("host-delay: " + hostDelay.toMillis() + " ms is not between 0 and one day");
    }
    return problems;
  }
}
