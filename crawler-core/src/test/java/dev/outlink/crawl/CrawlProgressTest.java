package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.compute.Extractions;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.PageResult;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A crawl that is held up at each of its places, and what its snapshot says then. */
class CrawlProgressTest {

  private final VirtualTime time = new VirtualTime();
  private final FakeWeb web = new FakeWeb();
  private final Queue<Runnable> compute = new ArrayDeque<>();
  private final Queue<CompletableFuture<Void>> disk = new ArrayDeque<>();
  private final LinkSink slowDisk =
      new LinkSink() {
        @Override
        public CompletionStage<Void> write(PageResult result) {
          CompletableFuture<Void> taken = new CompletableFuture<>();
          disk.add(taken);
          return taken;
        }

        @Override
        public CompletionStage<Void> finish() {
          return CompletableFuture.completedFuture(null);
        }
      };

  private CrawlRun run(List<String> urls) {
    Engine engine =
        new TestEngine(time, web)
            .politeness(Politeness.of(100, 2, Duration.ZERO))
            .compute(
                Runnable::run, new Extractions(compute::add, 2, 1L << 30, () -> false, bug -> {}))
            .build();
    CrawlRun run = new CrawlRun(engine, Seeds.of(urls), slowDisk, CrawlListener.NONE);
    run.feed();
    return run;
  }

  @Test
  void eachPlace_hasItsOwn_andTheSumIsWhatIsKnown() throws Exception {
    List<String> urls = new ArrayList<>();
    List<CompletableFuture<FetchOutcome>> silent = new ArrayList<>();
    for (int i = 0; i < 10; i++) { // two are asked, eight wait for their turn
      urls.add("http://silent.example/" + i);
      silent.add(web.silent("http://silent.example/" + i));
    }
    for (int i = 0; i < 30; i++) {
      urls.add("http://h" + i + ".example/");
      web.page("http://h" + i + ".example/", "x");
    }
    urls.add("nonsense");
    urls.add("http://h1.example/");
    CrawlRun run = run(urls);

    assertPlaces(run.progress(), 0, 2, 30, 2, 8);
    for (int i = 0; i < 7; i++) {
      compute.remove().run();
    }
    assertPlaces(run.progress(), 0, 2, 23, 9, 8);
    for (int i = 0; i < 5; i++) {
      disk.remove().complete(null);
    }
    assertPlaces(run.progress(), 5, 2, 23, 4, 8);
    assertThat(run.progress().unasked()).isEqualTo(2);
    assertThat(run.progress().pages()).isEqualTo(3);
    assertThat(run.progress().requests()).isEqualTo(32);

    while (!disk.isEmpty() || !compute.isEmpty()) {
      disk.forEach(taken -> taken.complete(null));
      disk.clear();
      if (!compute.isEmpty()) {
        compute.remove().run();
      }
      assertThat(run.progress().known()).isEqualTo(42);
    }
    assertPlaces(run.progress(), 32, 2, 0, 0, 8);
    silent.forEach(
        each -> each.complete(new FetchOutcome.Other(FetchEnd.TIMEOUT, 0, null, "late")));
    while (!compute.isEmpty()) {
      compute.remove().run();
      disk.remove().complete(null);
    }
    assertPlaces(run.progress(), 42, 0, 0, 0, 0);
    CrawlSummary summary = run.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(summary.requests()).isEqualTo(run.progress().requests());
  }

  private static void assertPlaces(
      CrawlProgress is, long settled, int inFlight, long toExtract, long toWrite, long waiting) {
    assertThat(
            List.of(is.settled(), (long) is.inFlight(), is.toExtract(), is.toWrite(), is.waiting()))
        .containsExactly(settled, (long) inFlight, toExtract, toWrite, waiting);
    assertThat(is.known()).isEqualTo(42);
  }
}
