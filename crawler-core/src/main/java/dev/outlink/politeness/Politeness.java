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

  /** Refuses what {@link #problems} complains of, with an {@link IllegalArgumentException}. */
  public Politeness {
    List<String> problems = problems(concurrency, hostConcurrency, hostDelay);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /**
   * What is out of range, a sentence each that begins with the option's name; empty where all is
   * well.
   */
  public static List<String> problems(int concurrency, int hostConcurrency, Duration hostDelay) {
    List<String> problems = new ArrayList<>();
    checkConcurrency(problems, "concurrency", concurrency);
    checkConcurrency(problems, "host-concurrency", hostConcurrency);
    if (hostDelay.isNegative() || hostDelay.compareTo(MAX_DELAY) > 0) {
      problems.add("host-delay: " + hostDelay + " is not between 0 and one day");
    }
    return problems;
  }

  private static void checkConcurrency(List<String> problems, String name, int value) {
    if (value < 1 || value > MAX_CONCURRENCY) {
      problems.add(name + ": " + value + " is not between 1 and " + MAX_CONCURRENCY);
    }
  }
}
