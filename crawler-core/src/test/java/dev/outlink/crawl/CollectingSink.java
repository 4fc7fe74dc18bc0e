package dev.outlink.crawl;

import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what it is given. */
final class CollectingSink implements LinkSink {

  private final List<PageResult> results = new ArrayList<>();
  private boolean finished;

  @Override
  public synchronized CompletionStage<Void> write(PageResult result) {
    if (finished) {
      throw new IllegalStateException("written to after the end");
    }
    results.add(result);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> finish() {
    finished = true;
    return CompletableFuture.completedFuture(null);
  }

  synchronized boolean isFinished() {
    return finished;
  }

  /** The rows, sorted. */
  synchronized List<String> rows() {
    return results.stream()
        .flatMap(
            result ->
                result.links().stream().map(link -> result.page().url() + " " + link.url().href()))
        .sorted()
        .toList();
  }

  synchronized PageRecord page(String url) {
    return results.stream()
        .map(PageResult::page)
        .filter(page -> page.url().equals(url))
        .findFirst()
        .orElseThrow();
  }

  synchronized List<PageRecord> pages() {
    return results.stream().map(PageResult::page).toList();
  }

  synchronized Map<Outcome, Integer> outcomes() {
    Map<Outcome, Integer> counts = new TreeMap<>();
    results.forEach(result -> counts.merge(result.page().outcome(), 1, Integer::sum));
    return counts;
  }
}
