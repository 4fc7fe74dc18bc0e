package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.seed.Seeds;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lists as they come from the street: many hosts that are dead, busy or crowded stand before 2,000
 * pages of 100 quick hosts, with the default limits. The quick ones must not be held up.
 */
@Timeout(120)
class StreetTest {

  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int QUICK_HOSTS = 100;
  private static final int QUICK_PAGES = 20;
  private static final int RETRIES = 2;

  private final VirtualTime time = new VirtualTime();
  private final Street street = new Street();
  private final CollectingSink sink = new CollectingSink();
  private final long startedAt = time.now();

  /** In which order the list has its URLs. */
  enum Order {
    GROUPED,
    SHUFFLED,
    REVERSED;

    List<String> of(List<String> list) {
      switch (this) {
        case GROUPED -> {}
        case SHUFFLED -> Collections.shuffle(list, new Random(1));
        case REVERSED -> Collections.reverse(list);
      }
      return list;
    }
  }

  /** Hosts by the first word of their names. */
  private final class Street implements Fetcher {

    final Map<String, Integer> requests = new HashMap<>();
    long quickEndedAt;

    @Override
    public CompletableFuture<String> address(Host host) {
      if (host.name().startsWith("nameless")) {
        return after(Duration.ofSeconds(10), () -> "");
      }
      return CompletableFuture.completedFuture(
          host.name().startsWith("crowded") ? "10.0.0.1" : host.name());
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
      return fetch(request, bytes -> {});
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(FetchRequest request, IntConsumer arrived) {
      String name = request.url().hostname();
      requests.merge(name, 1, Integer::sum);
      boolean robots = request.url().path().equals("/robots.txt");
      if (name.startsWith("silent") || (name.startsWith("sleepy") && !robots)) {
        return after(TIMEOUT, () -> end(FetchEnd.TIMEOUT, 0));
      }
      if (name.startsWith("dripping")) {
        for (int second = 0; second < TIMEOUT.toSeconds(); second++) {
          ScheduledFuture<?> unused =
              time.schedule(() -> arrived.accept(1), second, TimeUnit.SECONDS);
        }
        return after(TIMEOUT, () -> end(FetchEnd.TIMEOUT, 0));
      }
      if (name.startsWith("nameless")) {
        return after(Duration.ofSeconds(10), () -> end(FetchEnd.DNS_TIMEOUT, 0));
      }
      if (name.startsWith("crowded")) {
        return after(
            Duration.ofMillis(300),
            () -> robots ? end(FetchEnd.HTTP_ERROR, 404) : FakeWeb.pageOf(request.url().href()));
      }
      return after(
          QUICK,
          () -> {
            arrived.accept(HEAD_BYTES);
            if (name.startsWith("busy")) {
              return new FetchOutcome.Other(
                  FetchEnd.HTTP_ERROR, 503, null, "", new RetryAfter("120", null));
            }
            return robots ? end(FetchEnd.HTTP_ERROR, 404) : FakeWeb.pageOf(request.url().href());
          });
    }

    private static FetchOutcome end(FetchEnd end, int status) {
      return new FetchOutcome.Other(end, status, null, end.name());
    }

    private <T> CompletableFuture<T> after(Duration delay, Supplier<T> value) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      ScheduledFuture<?> unused =
          time.schedule(() -> answer.complete(value.get()), delay.toNanos(), TimeUnit.NANOSECONDS);
      return answer;
    }

    @Override
    public void close() {}
  }

  private static List<String> urls(String kind, int hosts, int pages) {
    List<String> urls = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      for (int page = 0; page < pages; page++) {
        urls.add("http://" + kind + host + ".example/" + page);
      }
    }
    return urls;
  }

  /** How long the quick pages take in a list; all of it is crawled. */
  private Duration quickPages(Order order, List<String> others) throws Exception {
    List<String> list = new ArrayList<>(others);
    list.addAll(urls("quick", QUICK_HOSTS, QUICK_PAGES));
    List<String> urls = order.of(list);
    CrawlListener listener =
        event -> {
          if (event instanceof CrawlEvent.Written written
              && written.page().url().startsWith("http://quick")) {
            street.quickEndedAt = time.now();
          }
        };
    Engine engine =
        new TestEngine(time, street)
            .politeness(Politeness.of(256, 4, Duration.ZERO))
            .robots()
            .retries(RETRIES)
            .frontierCapacity(1 << 16)
            .build();
    CrawlRun run = new CrawlRun(engine, Seeds.of(urls), sink, listener);
    run.feed();
    time.runAll();
    CrawlSummary summary = run.completion().toCompletableFuture().get(1, TimeUnit.SECONDS);
    assertThat(summary.imbalance()).isEmpty();
    assertThat(sink.pages()).hasSize(urls.size());
    assertThat(
            sink.pages().stream()
                .filter(page -> page.url().startsWith("http://quick"))
                .map(PageRecord::outcome))
        .containsOnly(Outcome.PAGE);
    return Duration.ofNanos(street.quickEndedAt - startedAt);
  }

  private static Duration alone() throws Exception {
    return new StreetTest().quickPages(Order.GROUPED, List.of());
  }

  private int requests(String kind) {
    return street.requests.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void fourHundredSilentHosts(Order order) throws Exception {
    Duration with = quickPages(order, urls("silent", 400, 5));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(3));
    assertThat(requests("silent")).as("robots.txt and its retries").isEqualTo(400 * (1 + RETRIES));
  }

  @ParameterizedTest
  @EnumSource
  void thousandSilentHosts(Order order) throws Exception {
    Duration with = quickPages(order, urls("silent", 1_000, 2));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @EnumSource
  void hostsThatAnswerRobotsOnly(Order order) throws Exception {
    Duration with = quickPages(order, urls("sleepy", 400, 5));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @EnumSource
  void hostsThatDrip(Order order) throws Exception {
    Duration with = quickPages(order, urls("dripping", 400, 3));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource
  void hostsThatAreBusy(Order order) throws Exception {
    Duration with = quickPages(order, urls("busy", 400, 5));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource
  void namesThatNobodyResolves(Order order) throws Exception {
    Duration with = quickPages(order, urls("nameless", 1_500, 2));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @EnumSource
  void fiftyThousandHostsBehindOneAddress(Order order) throws Exception {
    Duration with = quickPages(order, urls("crowded", 50_000, 1));

    assertThat(with.minus(alone())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void alone_isQuick() throws Exception {
    assertThat(alone()).isLessThan(Duration.ofMillis(600));
  }
}
