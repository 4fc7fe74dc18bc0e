package dev.outlink.cli.console;

import dev.outlink.Crawl;
import dev.outlink.admission.Admission;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.CrawlSummary.Failures;
import dev.outlink.record.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A crawl that ends when the test says so, and remembers what it was told. */
public final class FakeCrawl implements Crawl {

  public final CompletableFuture<CrawlSummary> completion = new CompletableFuture<>();
  final List<String> calls = new ArrayList<>();
  CrawlProgress progress =
      new CrawlProgress(100, 20, 75, 3, 900, 1_000_000, 80, 7, 12, 3, 1_185, 0.5);

  public static CrawlSummary summary(
      long inputs, Map<Outcome, Long> outcomes, Failures... failures) {
    return new CrawlSummary(
        inputs,
        0,
        outcomes,
        Map.of(),
        12_345,
        2_500_000,
        inputs,
        Duration.ofSeconds(2),
        false,
        false,
        true,
        List.of(),
        List.of(failures),
        List.of());
  }

  /** A crawl of a site, one page of which was an input. */
  public static CrawlSummary ofSite(long found, boolean timeOver, Map<Admission, Long> notCrawled) {
    return new CrawlSummary(
        1,
        found,
        Map.of(Outcome.PAGE, 1 + found),
        notCrawled,
        12_345,
        2_500_000,
        1 + found,
        Duration.ofSeconds(2),
        timeOver,
        timeOver,
        true,
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public CompletionStage<CrawlSummary> completion() {
    return completion;
  }

  @Override
  public void stop() {
    calls.add("stop");
  }

  @Override
  public void cancel() {
    calls.add("cancel");
  }

  @Override
  public CrawlProgress progress() {
    return progress;
  }

  @Override
  public void close() {}
}
