package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.crawl.SimulatedHost.Kind;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.Seeds;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A crawl of more than 600 hosts of every temper, hours of it in seconds, judged from the servers'
 * side. Its report is {@code docs/simulation.txt}; {@code -Doutlink.simulation.write=true} writes
 * it anew.
 */
@Timeout(120)
class SimulationTest {

  private static final Path REPORT = Path.of("..", "docs", "simulation.txt");

  private static final int CONCURRENCY = 64;
  private static final int HOST_CONCURRENCY = 2;
  private static final Duration HOST_DELAY = Duration.ofSeconds(1);
  private static final int IP_CONCURRENCY = 8;

  private final VirtualTime time = new VirtualTime();
  private final SimulatedWeb web = new SimulatedWeb(time);
  private final CollectingSink sink = new CollectingSink();
  private final long startedAt = time.now();

  private void add(Kind kind, int hosts, int pages) {
    for (int i = 0; i < hosts; i++) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + i + ".example";
      String address = kind == Kind.SHARED ? "10.0.0.1" : name;
      web.add(new SimulatedHost(kind, name, address, pages, HOST_DELAY.toNanos()));
    }
  }

  @Test
  void crawl_ofHostsOfEveryTemper_isPolite() throws Exception {
    add(Kind.FAST, 20, 500);
    add(Kind.SLOW, 10, 3_000);
    add(Kind.DEAD, 20, 10);
    add(Kind.BUSY, 10, 200);
    add(Kind.OVERLOADED, 10, 100);
    add(Kind.ROBOTS_BROKEN, 10, 10);
    add(Kind.ROBOTS_RESTARTS, 10, 50);
    add(Kind.CRAWL_DELAY, 10, 5_000);
    add(Kind.LOOP, 10, 30);
    add(Kind.SHARED, 500, 20);
    List<String> seeds = new ArrayList<>();
    for (SimulatedHost host : web.hosts.values()) {
      int listed = host.kind == Kind.DEAD ? 40 : 1;
      for (int i = 0; i < listed; i++) {
        seeds.add("http://" + host.name + "/" + (i == 0 ? "" : i));
      }
    }
    Collections.shuffle(seeds, new Random(1));
    Politeness politeness =
        new Politeness(
            CONCURRENCY,
            HOST_CONCURRENCY,
            HOST_DELAY,
            IP_CONCURRENCY,
            Duration.ZERO,
            false,
            Politeness.DEFAULT_MAX_HOST_FAILURES,
            Politeness.DEFAULT_RETRY_AFTER_CAP);
    Engine engine =
        new TestEngine(time, web)
            .politeness(politeness)
            .robots()
            .retries(6)
            .frontierCapacity(1 << 16)
            .scope(ScopeConfig.DEFAULT.withDepth(20))
            .build();
    CrawlRun run = new CrawlRun(engine, Seeds.of(seeds), sink, CrawlListener.NONE);
    run.feed();
    time.runAll();
    CrawlSummary summary = run.completion().toCompletableFuture().get(1, TimeUnit.SECONDS);

    assertThat(summary.imbalance()).isEmpty();
    for (SimulatedHost host : web.hosts.values()) {
      assertThat(host.inFlight).as(host.name).isZero();
      assertThat(host.mostInFlight).as(host.name).isLessThanOrEqualTo(HOST_CONCURRENCY);
      assertThat(host.tooClose).as("requests too close at " + host.name).isZero();
      assertThat(host.inAPause).as("requests in a pause at " + host.name).isZero();
      assertThat(host.requests).as("requests to " + host.name).isPositive();
      assertThat(host.firstAt - startedAt)
          .as("first request to " + host.name)
          .isLessThan(Duration.ofMinutes(1).toNanos());
    }
    assertThat(web.mostAtAddress.values()).allMatch(most -> most <= IP_CONCURRENCY);
    assertThat(web.mostFresh).as("not yet silent").isLessThanOrEqualTo(CONCURRENCY);
    String report = report(summary);
    if (Boolean.getBoolean("outlink.simulation.write")) {
      Files.writeString(REPORT, report);
    }
    assertThat(report).isEqualTo(committed());
  }

  private static String committed() throws IOException {
    return Files.exists(REPORT) ? Files.readString(REPORT) : "";
  }

  private String report(CrawlSummary summary) {
    StringBuilder text = new StringBuilder();
    line(text, "A crawl under a virtual clock, seen from the servers (written by SimulationTest).");
    line(text, "");
    line(
        text,
        "%d in flight, %d to a host, %d to an address, %d s between requests to a host, 6 retries.",
        CONCURRENCY,
        HOST_CONCURRENCY,
        IP_CONCURRENCY,
        HOST_DELAY.toSeconds());
    line(
        text,
        "%s of virtual time, %d URLs, %d requests; most in flight %d, of which not silent %d; at one"
            + " address %d.",
        clock(summary.elapsed().toNanos()),
        summary.inputs() + summary.discovered(),
        web.hosts.values().stream().mapToInt(host -> host.requests).sum(),
        web.mostInFlight,
        web.mostFresh,
        Collections.max(web.mostAtAddress.values()));
    line(text, "");
    line(
        text,
        "%-16s %5s %8s %9s %9s %7s %9s %8s %8s",
        "hosts",
        "count",
        "requests",
        "first",
        "last",
        "most in",
        "closest",
        "too",
        "in a");
    line(
        text,
        "%-16s %5s %8s %9s %9s %7s %9s %8s %8s",
        "",
        "",
        "",
        "asked",
        "asked",
        "flight",
        "starts",
        "close",
        "pause");
    for (Kind kind : Kind.values()) {
      List<SimulatedHost> hosts = web.hosts.values().stream().filter(h -> h.kind == kind).toList();
      line(
          text,
          "%-16s %5d %8d %9s %9s %7d %9s %8d %8d",
          label(kind),
          hosts.size(),
          hosts.stream().mapToInt(host -> host.requests).sum(),
          clock(hosts.stream().mapToLong(host -> host.firstAt).max().orElseThrow() - startedAt),
          clock(hosts.stream().mapToLong(host -> host.lastAt).max().orElseThrow() - startedAt),
          hosts.stream().mapToInt(host -> host.mostInFlight).max().orElseThrow(),
          millis(hosts.stream().mapToLong(host -> host.closest).min().orElseThrow()),
          hosts.stream().mapToInt(host -> host.tooClose).sum(),
          hosts.stream().mapToInt(host -> host.inAPause).sum());
    }
    line(text, "");
    line(text, "First asked: the host of that kind that waited longest. Outcomes of URLs:");
    line(text, "");
    outcomes().forEach((kind, counts) -> line(text, "%-16s %s", label(kind), counts));
    return text.toString();
  }

  private Map<Kind, Map<String, Integer>> outcomes() {
    Map<Kind, Map<String, Integer>> outcomes = new EnumMap<>(Kind.class);
    for (PageRecord page : sink.pages()) {
      String host = ((CrawlUrl) CrawlUrl.parse(page.url())).hostname();
      Kind kind = Objects.requireNonNull(web.hosts.get(host)).kind;
      outcomes.computeIfAbsent(kind, any -> new TreeMap<>()).merge(label(page), 1, Integer::sum);
    }
    return outcomes;
  }

  private static String label(PageRecord page) {
    return page.outcome() == Outcome.HTTP_ERROR
        ? "http-error " + page.status()
        : page.outcome().label();
  }

  private static String label(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String clock(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String millis(long nanos) {
    return nanos == Long.MAX_VALUE ? "-" : nanos / 1_000_000 + " ms";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
