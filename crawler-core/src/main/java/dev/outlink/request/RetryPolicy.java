package dev.outlink.request;

import com.google.common.collect.Sets;
import dev.outlink.record.Outcome;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Which fetches are tried again, and when. What may pass is: no name server, no network, no
 * connection in time, a silent server, a connection that broke, 429, 502, 503, 504, and a
 * robots.txt that could not be read for one of these reasons or an error of its server. Safe for
 * any thread.
 */
public final class RetryPolicy {

  private static final Set<Outcome> MAY_PASS =
      Sets.immutableEnumSet(
          Outcome.DNS_TIMEOUT,
          Outcome.NETWORK_ERROR,
          Outcome.CONNECT_TIMEOUT,
          Outcome.TIMEOUT,
          Outcome.READ_TIMEOUT,
          Outcome.CONNECTION_CLOSED,
          Outcome.INCOMPLETE);

  private static final long FIRST = TimeUnit.SECONDS.toNanos(1);

  /** As long as {@code RobotsPolicy} remembers that a robots.txt could not be read, at first. */
  private static final long FIRST_OF_ROBOTS = TimeUnit.SECONDS.toNanos(10);

  /** That no name server answered is remembered for five seconds: sooner it would not be asked. */
  private static final long FIRST_OF_NAMES = TimeUnit.SECONDS.toNanos(6);

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private final int most;
  private final RandomGenerator random;

  /**
   * The policy of one crawl.
   *
   * @param most after the first attempt, at least 0
   * @param random spreads them
   */
  public RetryPolicy(int most, RandomGenerator random) {
    this.most = most;
    this.random = random;
  }

  /** Whether a URL whose attempt, from 1, ended so is tried again. */
  public boolean again(int attempt, Reply reply) {
    return attempt <= most && reply instanceof Ending end && mayPass(end);
  }

  /**
   * How long to wait after an attempt: twice as long each time, up to a minute, and up to twice
   * that by chance, so that what failed together does not come back together.
   */
  public long delayNanos(int attempt, Reply reply) {
    long first = reply instanceof Ending end ? first(end.outcome()) : FIRST;
    long delay = Math.min(LONGEST, first << Math.min(attempt - 1, 10));
    synchronized (random) {
      return delay + random.nextLong(delay);
    }
  }

  private static long first(Outcome outcome) {
    return switch (outcome) {
      case ROBOTS_DENIED -> FIRST_OF_ROBOTS;
      case DNS_TIMEOUT -> FIRST_OF_NAMES;
      default -> FIRST;
    };
  }

  private static boolean mayPass(Ending end) {
    int status = end.status();
    return switch (end.outcome()) {
      case HTTP_ERROR -> status == 429 || (status >= 502 && status <= 504);
      case ROBOTS_DENIED -> status == 429 || status >= 500;
      default -> MAY_PASS.contains(end.outcome());
    };
  }
}
