package dev.outlink.politeness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How hard servers may be asked.
 *
 * @param concurrency requests in flight at one time, over all hosts; 1 to 100,000
 * @param hostConcurrency requests in flight to one host; 1 to 100,000
 * @param hostDelay pause between the starts of two requests to one host; up to one day
 * @param ipConcurrency requests in flight to one IP address, all its hosts together; 1 to 100,000
 * @param ipDelay pause between the starts of two requests to one IP address; up to one day
 * @param adaptive whether a host's concurrency and delay follow its response time, within the
 *     limits above
 * @param maxHostFailures failures in a row after which a host is parked; 0 for never
 * @param retryAfterCap longest pause that a busy host is given; one second to one day
 */
public record Politeness(
    int concurrency,
    int hostConcurrency,
    Duration hostDelay,
    int ipConcurrency,
    Duration ipDelay,
    boolean adaptive,
    int maxHostFailures,
    Duration retryAfterCap) {

  /** Failures in a row after which a host is parked, by default. */
  public static final int DEFAULT_MAX_HOST_FAILURES = 10;

  /** Longest pause that a busy host is given, by default. */
  public static final Duration DEFAULT_RETRY_AFTER_CAP = Duration.ofMinutes(5);

  private static final int MAX_CONCURRENCY = 100_000;
  private static final int MAX_FAILURES = 1_000_000;
  private static final Duration MAX_DELAY = Duration.ofDays(1);
  private static final Duration LEAST_CAP = Duration.ofSeconds(1);

  /** Refuses what {@link #problems} complains of, with an {@link IllegalArgumentException}. */
  public Politeness {
    List<String> problems =
        problems(
            concurrency,
            hostConcurrency,
            hostDelay,
            ipConcurrency,
            ipDelay,
            adaptive,
            maxHostFailures,
            retryAfterCap);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** These limits, and the defaults of all others. Refuses what is out of range. */
  public static Politeness of(int concurrency, int hostConcurrency, Duration hostDelay) {
    return new Politeness(
        concurrency,
        hostConcurrency,
        hostDelay,
        defaultIpConcurrency(hostConcurrency),
        Duration.ZERO,
        false,
        DEFAULT_MAX_HOST_FAILURES,
        DEFAULT_RETRY_AFTER_CAP);
  }

  /** Eight hosts' worth of requests, 32 at least. In range whatever {@code hostConcurrency} is. */
  public static int defaultIpConcurrency(int hostConcurrency) {
    return (int) Math.min(MAX_CONCURRENCY, Math.max(32, 8L * hostConcurrency));
  }

  /**
   * What is out of range, a sentence each that begins with the option's name; empty where all is
   * well. May be added to.
   */
  public static List<String> problems(
      int concurrency,
      int hostConcurrency,
      Duration hostDelay,
      int ipConcurrency,
      Duration ipDelay,
      boolean adaptive,
      int maxHostFailures,
      Duration retryAfterCap) {
    List<String> problems = new ArrayList<>();
    checkNumber(problems, "concurrency", concurrency, 1, MAX_CONCURRENCY);
    checkNumber(problems, "host-concurrency", hostConcurrency, 1, MAX_CONCURRENCY);
    checkDelay(problems, "host-delay", hostDelay);
    checkNumber(problems, "ip-concurrency", ipConcurrency, 1, MAX_CONCURRENCY);
    checkDelay(problems, "ip-delay", ipDelay);
    checkNumber(problems, "max-host-failures", maxHostFailures, 0, MAX_FAILURES);
    if (retryAfterCap.compareTo(LEAST_CAP) < 0 || retryAfterCap.compareTo(MAX_DELAY) > 0) {
      problems.add("max-retry-after: " + retryAfterCap + " is not between 1 second and one day");
    }
    return problems;
  }

  private static void checkNumber(
      List<String> problems, String name, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(name + ": " + value + " is not between " + least + " and " + most);
    }
  }

  private static void checkDelay(List<String> problems, String name, Duration delay) {
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      problems.add(name + ": " + delay + " is not between 0 and one day");
    }
  }
}
