package dev.outlink.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.fetch.Lease;
import dev.outlink.link.Outlink;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.Urls;
import dev.outlink.testing.VirtualTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is told and counted of a result on its way into the sink. */
class SinkStageTest {

  private static final PageRecord PAGE =
      PageRecord.unasked("http://a.example/", Outcome.STOPPED, 0, "");

  private final List<String> told = new ArrayList<>();
  private final AtomicInteger leases = new AtomicInteger();
  private final Deque<Runnable> serial = new ArrayDeque<>();
  private final Backlog backlog = new Backlog(() -> told.add("wake"));
  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private final CompletableFuture<Void> listener = new CompletableFuture<>();

  private SinkStage stage(Sink sink) {
    Events events =
        event -> {
          told.add(event.getClass().getSimpleName());
          return event instanceof CrawlEvent.Written
              ? listener
              : CompletableFuture.completedFuture(null);
        };
    return new SinkStage(sink, events, backlog, serial::add);
  }

  /** A sink's one method that counts here. */
  @FunctionalInterface
  private interface Sink extends LinkSink {
    @Override
    CompletionStage<Void> write(PageResult result);

    @Override
    default CompletionStage<Void> finish() {
      return CompletableFuture.completedFuture(null);
    }
  }

  private Visit visit() {
    VirtualTime time = new VirtualTime();
    Visits visits = new Visits(time.ticker(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    Visit visit = visits.begin(CrawlTask.seed(Urls.url("http://a.example/")));
    List<Outlink> none = List.of();
    visit.setResult(
        new Extraction.Result(
            new PageResult(PAGE, none),
            new Lease() {
              @Override
              public void resize(long bytes) {}

              @Override
              public void close() {
                leases.incrementAndGet();
              }
            }));
    return visit;
  }

  private void runSerial() {
    while (!serial.isEmpty()) {
      serial.remove().run();
    }
  }

  @Test
  void write_isGiven_thenTaken_thenSettledAndTold() {
    CompletableFuture<?> written =
        stage(
                result -> {
                  told.add("write " + result.page().url());
                  return taken;
                })
            .write(visit());
    assertThat(told).containsExactly("Given", "write http://a.example/");
    assertThat(leases).as("counts until it is taken").hasValue(0);
    taken.complete(null);
    assertThat(leases).hasValue(1);
    assertThat(told).as("not on the sink's thread").doesNotContain("Written");
    runSerial();
    assertThat(told).endsWith("Written");
    assertThat(written).as("a listener is late").isNotDone();
    listener.complete(null);
    assertThat(written).isCompleted();
  }

  @Test
  void write_thatFails_givesBackWhatItHeldAndIsNotSettled() {
    CompletableFuture<?> written = stage(result -> taken).write(visit());
    taken.completeExceptionally(new IllegalStateException("disk full"));
    runSerial();
    assertThatThrownBy(written::join).hasRootCauseMessage("disk full");
    assertThat(leases).hasValue(1);
    assertThat(told).containsExactly("Given");
  }

  /** A sink of the user's own may break its word. */
  @Test
  void write_thatThrowsOrGivesNothing_fails() {
    CompletableFuture<?> thrown =
        stage(
                result -> {
                  throw new StackOverflowError("bug");
                })
            .write(visit());
    assertThatThrownBy(thrown::join).hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(leases).hasValue(1);
    CompletableFuture<?> nothing = stage(result -> nothing()).write(visit());
    assertThatThrownBy(nothing::join).hasRootCauseInstanceOf(NullPointerException.class);
    assertThat(leases).hasValue(2);
    assertThat(backlog.isFull()).isFalse();
  }

  @SuppressWarnings("NullAway")
  private static CompletionStage<Void> nothing() {
    return null;
  }

  @Test
  void write_countsAsBacklogUntilItIsTaken() {
    SinkStage stage = stage(result -> taken);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 1_024; i++) {
      assertThat(backlog.isFull()).isFalse();
      all.add(stage.write(PAGE));
    }
    assertThat(backlog.isFull()).isTrue();
    taken.complete(null);
    assertThat(backlog.isFull()).isFalse();
    assertThat(told.stream().filter("wake"::equals)).hasSize(1);
    runSerial();
    listener.complete(null);
    assertThat(all).allMatch(CompletableFuture::isDone);
  }
}
