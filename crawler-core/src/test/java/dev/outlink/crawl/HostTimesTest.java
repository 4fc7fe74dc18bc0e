package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.CrawlSummary;
import dev.outlink.url.Host;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostTimesTest {

  @Test
  void slowest_moreHostsThanAreRemembered_findsTheSlowest() {
    HostTimes times = new HostTimes();
    for (int i = 0; i < 5 * HostTimes.MOST_HOSTS; i++) {
      long millis = i % 1000 == 500 ? 5000 + i : 100;
      times.add(new Host("http", "h" + i, 80), Duration.ofMillis(millis).toNanos());
    }
    assertThat(times.slowest(3))
        .extracting(CrawlSummary.HostTime::host)
        .containsExactly("http://h9500", "http://h8500", "http://h7500");
  }

  @Test
  void slowest_severalRequests_isByTheMean() {
    HostTimes times = new HostTimes();
    Host even = new Host("http", "even", 80);
    Host once = new Host("http", "once", 80);
    times.add(even, 2_000);
    times.add(even, 4_000);
    times.add(once, 3_500);
    assertThat(times.slowest(10))
        .extracting(CrawlSummary.HostTime::host)
        .containsExactly("http://once", "http://even");
    assertThat(times.slowest(10).get(1).requests()).isEqualTo(2);
  }
}
