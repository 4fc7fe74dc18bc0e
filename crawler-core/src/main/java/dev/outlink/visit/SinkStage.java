package dev.outlink.visit;

import dev.outlink.record.CrawlEvent;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Gives results to the sink, and tells of those that it has taken. Safe for any thread. */
final class SinkStage {

  private final LinkSink sink;
  private final Events events;
  private final Backlog backlog;
  private final Executor serial;

  /**
   * Writes for one crawl.
   *
   * @param backlog counts what the sink has not taken yet
   * @param serial runs what follows a write, so that the sink's own thread is free for rows
   */
  SinkStage(LinkSink sink, Events events, Backlog backlog, Executor serial) {
    this.sink = sink;
    this.events = events;
    this.backlog = backlog;
    this.serial = serial;
  }

  /** Writes what a visit came to. Completes when the crawl may go on: a listener may be late. */
  CompletableFuture<?> write(Visit visit) {
    return write(visit.result());
  }

  /** Writes the record of a URL or input line that was not visited. */
  CompletableFuture<Void> write(PageRecord page) {
    return write(Extraction.Result.withoutLinks(page));
  }

  private CompletableFuture<Void> write(Extraction.Result extraction) {
    PageResult result = extraction.written();
    var unused = events.tell(new CrawlEvent.Given(result.page()));
    backlog.countIn();
    CompletionStage<Void> taken;
    try {
      taken = Objects.requireNonNull(sink.write(result));
    } catch (Throwable bug) {
      taken = CompletableFuture.failedFuture(bug);
    }
    return taken
        .toCompletableFuture()
        .whenComplete(
            (nothing, failure) -> {
              extraction.lease().close();
              backlog.countOut();
            })
        .thenComposeAsync(nothing -> events.tell(new CrawlEvent.Written(result.page())), serial);
  }
}
