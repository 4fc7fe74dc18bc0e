package dev.outlink.visit;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.record.Outcome;
import dev.outlink.request.Ending;
import dev.outlink.request.RootCause;
import dev.outlink.task.CrawlTask;
import dev.outlink.testing.VirtualTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** In which order a visit goes through its stages, and which of them it skips. */
class StageChainTest {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final VirtualTime time = new VirtualTime();
  private final Visits visits =
      new Visits(time.ticker(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final Visit visit = visits.begin(CrawlTask.seed(url("http://a.example/")));
  private final List<String> stages = new ArrayList<>();

  /** What the stages do that a test does not change. */
  private Consumer<Visit> first = each -> {};

  private CompletableFuture<?> firstAnswer = DONE;
  private Consumer<Visit> arrival = each -> {};
  private CompletableFuture<?> written = DONE;
  private Consumer<Visit> settle = each -> {};

  private CompletableFuture<?> stage(String name, Visit at, Consumer<Visit> does) {
    assertThat(at).isSameAs(visit);
    stages.add(name);
    does.accept(at);
    return DONE;
  }

  private CompletableFuture<Boolean> walk() {
    return StageChain.of(visit)
        .untilReply(
            each -> {
              CompletableFuture<?> unused = stage("first", each, first);
              return firstAnswer;
            })
        .untilReply(each -> stage("second", each, at -> {}))
        .always(
            (each, failure) -> {
              String why = failure == null ? "" : " " + RootCause.of(failure).getMessage();
              CompletableFuture<?> unused = stage("arrival" + why, each, arrival);
            })
        .onCompute(
            (each, next) -> {
              stages.add("extract");
              return next.apply(each);
            },
            each -> {
              CompletableFuture<?> unused = stage("write", each, at -> {});
              return written;
            })
        .end(
            (each, failure) -> {
              CompletableFuture<?> unused = stage("settle", each, settle);
              return !each.isPostponed();
            });
  }

  @Test
  void visit_thatNothingHolds_goesThroughAllInOrder() {
    assertThat(walk()).isCompletedWithValue(true);
    assertThat(stages).containsExactly("first", "second", "arrival", "extract", "write", "settle");
  }

  @Test
  void visit_thatHasArrived_skipsTheOtherQuestions() {
    first = each -> each.setReply(Ending.of(Outcome.ROBOTS_DENIED, "no"));
    assertThat(walk()).isCompletedWithValue(true);
    assertThat(stages).containsExactly("first", "arrival", "extract", "write", "settle");
  }

  @Test
  void visit_thatIsPostponedOnItsWay_isNotExtracted() {
    first = Visit::postpone;
    assertThat(walk()).isCompletedWithValue(false);
    assertThat(stages).containsExactly("first", "arrival", "settle");
  }

  @Test
  void visit_thatIsPostponedAtItsArrival_isNotExtracted() {
    arrival = Visit::postpone;
    assertThat(walk()).isCompletedWithValue(false);
    assertThat(stages).containsExactly("first", "second", "arrival", "settle");
  }

  @Test
  void stage_thatFails_leadsToTheArrivalWithItsReason() {
    firstAnswer = CompletableFuture.failedFuture(new IllegalStateException("bug"));
    assertThat(walk()).isCompletedWithValue(true);
    assertThat(stages).containsExactly("first", "arrival bug", "extract", "write", "settle");
  }

  @Test
  void stage_thatThrows_leadsToTheArrivalLikewise() {
    CompletableFuture<Object> begun = new CompletableFuture<>();
    firstAnswer = begun;
    first =
        each -> {
          throw new IllegalStateException("thrown");
        };
    assertThat(walk()).isCompleted();
    assertThat(stages).containsExactly("first", "arrival thrown", "extract", "write", "settle");
  }

  @Test
  void arrival_thatThrows_isSettledAndFails() {
    arrival =
        each -> {
          throw new IllegalStateException("bug");
        };
    CompletableFuture<Boolean> end = walk();
    assertThatThrownBy(end::join).hasRootCauseMessage("bug");
    assertThat(stages).containsExactly("first", "second", "arrival", "settle");
  }

  @Test
  void write_thatFails_isSettledAndFails() {
    written = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    CompletableFuture<Boolean> end = walk();
    assertThatThrownBy(end::join).hasRootCauseMessage("disk full");
    assertThat(stages).endsWith("write", "settle");
  }

  @Test
  void settle_thatThrows_fails() {
    settle =
        each -> {
          throw new IllegalStateException("bug at the end");
        };
    CompletableFuture<Boolean> end = walk();
    assertThatThrownBy(end::join).hasRootCauseMessage("bug at the end");
  }

  /** A stage begins when the one before it has ended, on the thread that ended it. */
  @Test
  void stage_thatWaits_holdsUpTheNext() {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    CompletableFuture<Object> taken = new CompletableFuture<>();
    firstAnswer = answer;
    written = taken;
    CompletableFuture<Boolean> end = walk();
    assertThat(stages).containsExactly("first");
    answer.complete("10.0.0.1");
    assertThat(stages).endsWith("second", "arrival", "extract", "write");
    assertThat(end).isNotDone();
    taken.complete("taken");
    assertThat(end).isCompletedWithValue(true);
  }
}
