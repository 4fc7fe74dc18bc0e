package dev.outlink;

import dev.outlink.crawl.CrawlRun;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import java.util.concurrent.CompletionStage;

/** A crawl as its users see it. */
record RunningCrawl(CrawlRun run) implements Crawl {

  @Override
  public CompletionStage<CrawlSummary> completion() {
    return run.completion();
  }

  @Override
  public void stop() {
    run.stop();
  }

  @Override
  public void cancel() {
    run.cancel();
  }

  @Override
  public CrawlProgress progress() {
    return run.progress();
  }

  @Override
  public void close() {
    run.close();
  }
}
