package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.record.CrawlSummary.HostTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long hosts take to answer. Bounded: of more than {@value #MOST_HOSTS} hosts the faster half
 * is forgotten, so the slowest of any number of hosts are found, and a host that was forgotten
 * starts anew. Safe for any thread.
 */
final class HostTimes {

  static final int MOST_HOSTS = 2048;

  private static final Comparator<HostTime> SLOWEST_FIRST =
      (one, other) -> {
        int byMean = other.mean().compareTo(one.mean());
        return byMean != 0 ? byMean : one.host().compareTo(other.host());
      };

  @GuardedBy("this") private final Map<Host, Times> times = new HashMap<>();

  synchronized void add(Host host, long nanos) {
    Times of = times.computeIfAbsent(host, unknown -> new Times());
    of.requests++;
    of.nanos += nanos;
    if (times.size() > MOST_HOSTS) {
      long median =
          times.values().stream()
              .mapToLong(Times::mean)
              .sorted()
              .skip(MOST_HOSTS / 2)
              .findFirst()
              .orElse(0);
      times.values().removeIf(each -> each.mean() <= median);
    }
  }

  /** The hosts with the longest mean, slowest first. */
  synchronized List<HostTime> slowest(int most) {
    List<HostTime> all = new ArrayList<>(times.size());
    times.forEach(
        (host, of) ->
            all.add(new HostTime(host.toString(), of.requests, Duration.ofNanos(of.mean()))));
    all.sort(SLOWEST_FIRST);
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private static final class Times {
    long requests;
    long nanos;

    long mean() {
      return nanos / requests;
    }
  }
}
