package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.seed.Seeds;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network is cut for half a minute in the middle of a crawl of 200 hosts: no URL is lost. */
@Timeout(60)
class NetworkCutTest {

  private static final int HOSTS = 200;
  private static final int PAGES = 40;
  private static final Duration CUT_AT = Duration.ofSeconds(1);
  private static final Duration CUT = Duration.ofSeconds(30);

  private final VirtualTime time = new VirtualTime();
  private final long startedAt = time.now();
  private final CollectingSink sink = new CollectingSink();

  /** What becomes of a request that is sent while the network is cut. */
  enum Cut {
    NAMES_TIME_OUT(FetchEnd.DNS_TIMEOUT, 5_000),
    UNREACHABLE(FetchEnd.NETWORK_ERROR, 1),
    DROPPED(FetchEnd.CONNECT_TIMEOUT, 10_000),
    REFUSED(FetchEnd.CONNECT_REFUSED, 1),
    FAILED(FetchEnd.CONNECT_FAILED, 3_000);

    private final FetchEnd outcome;
    private final long millis;

    Cut(FetchEnd outcome, long millis) {
      this.outcome = outcome;
      this.millis = millis;
    }
  }

  private final class Web implements Fetcher {
    private final Cut cut;

    Web(Cut cut) {
      this.cut = cut;
    }

    private boolean isCut() {
      long at = time.now() - startedAt;
      return at >= CUT_AT.toNanos() && at < CUT_AT.plus(CUT).toNanos();
    }

    @Override
    public CompletableFuture<String> address(Host host) {
      return isCut() && cut == Cut.NAMES_TIME_OUT
          ? after(5_000, () -> "")
          : CompletableFuture.completedFuture(host.name());
    }

    @Override
    public CompletableFuture<Boolean> reaches(Host host) {
      return isCut() ? after(cut.millis, () -> false) : CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
      if (isCut()) {
        return after(cut.millis, () -> end(cut.outcome, 0));
      }
      if (request.url().hostname().equals("alien.example")) {
        return after(1, () -> end(FetchEnd.NETWORK_ERROR, 0));
      }
      if (request.url().path().equals("/away")) {
        return after(100, () -> new FetchOutcome.Redirect(302, "http://alien.example/"));
      }
      boolean robots = request.url().path().equals("/robots.txt");
      return after(
          100,
          () -> {
            if (isCut()) {
              return end(FetchEnd.CONNECTION_CLOSED, 0);
            }
            return robots
                ? end(FetchEnd.HTTP_ERROR, 404)
                : FakeWeb.pageOf(request.url().href(), "/x");
          });
    }

    private static FetchOutcome end(FetchEnd end, int status) {
      return new FetchOutcome.Other(end, status, null, end.name());
    }

    private <T> CompletableFuture<T> after(long millis, Supplier<T> value) {
      CompletableFuture<T> answer = new CompletableFuture<>();
      ScheduledFuture<?> unused =
          time.schedule(() -> answer.complete(value.get()), millis, TimeUnit.MILLISECONDS);
      return answer;
    }

    @Override
    public void close() {}
  }

  private CrawlSummary crawl(Cut cut, List<String> urls) throws Exception {
    Collections.shuffle(urls, new Random(1));
    Engine engine =
        new TestEngine(time, new Web(cut))
            .politeness(Politeness.of(256, 4, Duration.ZERO))
            .robots()
            .retries(2)
            .frontierCapacity(1 << 16)
            .build();
    CrawlRun run = new CrawlRun(engine, Seeds.of(urls), sink, CrawlListener.NONE);
    run.feed();
    time.runAll();
    CrawlSummary summary = run.completion().toCompletableFuture().get(1, TimeUnit.SECONDS);
    assertThat(summary.imbalance()).isEmpty();
    return summary;
  }

  private static List<String> urls() {
    List<String> urls = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      for (int page = 0; page < PAGES; page++) {
        urls.add("http://h" + host + ".example/" + page);
      }
    }
    return urls;
  }

  @ParameterizedTest
  @EnumSource
  void networkIsCutForHalfAMinute_noUrlIsLost(Cut cut) throws Exception {
    CrawlSummary summary = crawl(cut, urls());

    assertThat(sink.outcomes()).containsOnlyKeys(Outcome.PAGE);
    assertThat(sink.pages()).hasSize(HOSTS * PAGES);
    assertThat(summary.elapsed()).isBetween(CUT, CUT.plusSeconds(40));
  }

  @ParameterizedTest
  @EnumSource
  void hostThatIsOutOfReachForGood_endsAfterItsRetries(Cut cut) throws Exception {
    List<String> urls = urls();
    for (int host = 0; host < HOSTS; host++) {
      urls.add("http://h" + host + ".example/away");
    }
    crawl(cut, urls);

    assertThat(sink.outcomes())
        .containsOnly(
            Map.entry(Outcome.PAGE, HOSTS * PAGES), Map.entry(Outcome.NETWORK_ERROR, HOSTS));
  }
}
