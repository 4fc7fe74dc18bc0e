package dev.outlink.cli.extract;

import dev.outlink.cli.text.SafeText;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.link.PageLinks;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * From documents to rows, in the documents' order: links are found on as many threads as there are
 * processors while the caller reads and the sink writes. Confined to one thread.
 */
final class Extraction implements DocumentConsumer, OrderedLinkFinding.Next, AutoCloseable {

  /** Links that would take much memory while the sink writes them. */
  private static final int MANY = 10_000;

  private final LinkSink sink;
  private final ExtractReport report;
  private final OrderedLinkFinding order;
  private CompletionStage<Void> written = CompletableFuture.completedStage(null);
  private boolean sinkFailed;

  /**
   * Opens the sink.
   *
   * @throws IOException if it cannot be written
   */
  Extraction(LinkFinder finder, LinkSink sink, ExtractReport report) throws IOException {
    this.sink = sink;
    this.report = report;
    sink.open();
    Runtime machine = Runtime.getRuntime();
    order =
        new OrderedLinkFinding(finder, machine.availableProcessors(), machine.maxMemory(), this);
  }

  @Override
  public void take(Document document) throws IOException, InterruptedException {
    order.add(document);
  }

  @Override
  public void skip(Outcome outcome) {
    report.count(outcome.label(), 0, 0);
  }

  @Override
  public void unreadable(String problem) {
    report.unreadable(problem);
  }

  /** Waits until all rows are written. */
  void finish() throws IOException, InterruptedException {
    order.finish();
    await(written);
  }

  /** Ends the sink too, after {@link #finish} and after a failure, which is not told twice. */
  @Override
  public void close() throws IOException {
    order.close();
    boolean told = sinkFailed;
    try {
      await(sink.finish());
    } catch (IOException failure) {
      if (!told) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void take(FoundLinks found) throws IOException, InterruptedException {
    Document document = found.document();
    int count = found.links().size();
    report.count(label(found), count, found.local());
    if (document.cut()) {
      report.note(
          SafeText.of(document.source()) + ": is larger than --max-body; the rest is discarded");
    }
    if (!found.complete()) {
      report.note(SafeText.of(document.source()) + ": has more links than are listed");
    }
    if (found.tooLong() > 0) {
      report.note(SafeText.of(document.source()) + ": " + PageLinks.leftOut(found.tooLong()));
    }
    if (count > 0) {
      await(written); // one result waits for the sink at most
      written = sink.write(new PageResult(record(document, count), found.links()));
      if (count > MANY) {
        await(written);
      }
    }
  }

  @Override
  public void tooLarge(Document document) {
    report.unreadable(
        SafeText.of(document.source())
            + ": its links do not fit into memory; give Java more, such as"
            + " OUTLINK_JAVA_OPTS=-Xmx1g");
  }

  private static String label(FoundLinks found) {
    FetchOutcome outcome = found.document().outcome();
    if (outcome instanceof FetchOutcome.Other other) {
      return Outcome.of(other.end()).label();
    }
    if (outcome instanceof FetchOutcome.Redirect) {
      return "redirect";
    }
    boolean whole = found.complete() && !found.document().cut();
    return (whole ? Outcome.PAGE : Outcome.TRUNCATED).label();
  }

  private static PageRecord record(Document document, int links) {
    boolean page = document.outcome() instanceof Page;
    return new PageRecord(
        document.source(),
        page && document.cut() ? Outcome.TRUNCATED : Outcome.PAGE,
        document.status(),
        document.url().href(),
        0,
        null,
        document.size(),
        links,
        0,
        0,
        null,
        "",
        0);
  }

  private void await(CompletionStage<Void> stage) throws IOException, InterruptedException {
    try {
      stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      sinkFailed = true;
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
