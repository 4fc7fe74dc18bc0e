package dev.outlink.visit;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.Outcome;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.task.Trail;
import dev.outlink.testing.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Visits that have begun: what they learn, and how they are stopped. */
class VisitsTest {

  private static final Reply END = Ending.of(Outcome.HTTP_ERROR, 404, "");

  private final VirtualTime time = new VirtualTime();
  private final Visits visits =
      new Visits(time.ticker(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final CrawlTask seed = CrawlTask.seed(url("http://a.example/#top"));

  private Visit visit() {
    return visits.begin(seed);
  }

  @Test
  void setReply_afterARequest_countsFromWhenItWasSent() {
    Visit visit = visit();
    time.advance(Duration.ofSeconds(5));
    visit.markSent();
    long sentAt = time.now();
    time.advance(Duration.ofSeconds(2));
    assertThat(visit.sinceSent()).isEqualTo(Duration.ofSeconds(2));
    assertThat(visit.hasReply()).isFalse();
    visit.setReply(END);
    assertThat(visit.attempt())
        .isEqualTo(new Attempt(seed, END, sentAt, sentAt, 2_000_000_000L, Instant.EPOCH));
    assertThat(visit.ending()).isEqualTo(END);
  }

  @Test
  void setReply_withoutARequest_tookNoTime() {
    long beganAt = time.now();
    Visit visit = visit();
    time.advance(Duration.ofSeconds(5));
    visit.setReply(END);
    assertThat(visit.attempt()).isEqualTo(new Attempt(seed, END, beganAt, beganAt, 0, null));
  }

  /** The first request on behalf of a listed URL is what its time counts from. */
  @Test
  void setReply_afterRedirects_countsFromTheFirstRequest() {
    Trail trail = new Trail(seed.url(), List.of(new Trail.Hop(seed.url(), "/x")), time.now());
    CrawlTask redirected = seed.redirected(url("http://a.example/x"), trail);
    time.advance(Duration.ofSeconds(3));
    Visit sent = visits.begin(redirected);
    sent.markSent();
    time.advance(Duration.ofSeconds(4));
    sent.setReply(END);
    assertThat(sent.attempt().nanos()).isEqualTo(7_000_000_000L);
    assertThat(sent.attempt().askedAt()).isEqualTo(sent.sentAt());
    assertThat(sent.attempt().startedAt()).isEqualTo(trail.startedAt());
    assertThat(sent.attempt().redirects()).isEqualTo(1);

    Visit stopped = visits.begin(redirected);
    stopped.setReply(END);
    assertThat(stopped.attempt().at()).as("a server was asked before").isEqualTo(Instant.EPOCH);
  }

  @Test
  void url_isCanonical_whileTheTaskIsAsItWasGiven() {
    assertThat(visit().url()).isEqualTo(url("http://a.example/"));
    assertThat(visit().task().url()).isEqualTo(url("http://a.example/#top"));
  }

  @Test
  void drain_cancelsWhatWaitsAndNotWhatIsInFlight() {
    CompletableFuture<String> turn = new CompletableFuture<>();
    CompletableFuture<String> answer = new CompletableFuture<>();
    assertThat(visit().waitFor(turn)).isSameAs(turn);
    assertThat(visit().waitInFlight(answer)).isSameAs(answer);
    assertThat(visits.waiting()).isEqualTo(1);
    assertThat(visits.inFlight()).isEqualTo(1);
    visits.drain(Outcome.OVER_BUDGET, "time is over");
    assertThat(turn).isCancelled();
    assertThat(answer).isNotDone();
    assertThat(visits.isDraining()).isTrue();
    assertThat(visits.stopped()).isEqualTo(Ending.of(Outcome.OVER_BUDGET, "time is over"));
    visits.abort();
    assertThat(answer).isCancelled();
  }

  @Test
  void drain_again_keepsTheFirstReason() {
    visits.drain(Outcome.OVER_BUDGET, "time is over");
    visits.drain(Outcome.STOPPED, "interrupted");
    assertThat(visits.stopped().detail()).isEqualTo("time is over");
  }

  @Test
  void abort_withoutAReason_hasTheUsualOne() {
    visits.abort();
    assertThat(visits.stopped()).isEqualTo(Ending.of(Outcome.STOPPED, "the crawl was stopped"));
  }

  @Test
  void visit_thatComesLate_isCancelledAtOnce() {
    visits.drain(Outcome.STOPPED, "");
    CompletableFuture<String> turn = new CompletableFuture<>();
    CompletableFuture<String> answer = new CompletableFuture<>();
    assertThat(visit().waitFor(turn)).isCancelled();
    assertThat(visit().waitInFlight(answer)).isNotDone();
    visits.abort();
    assertThat(visit().waitInFlight(new CompletableFuture<>())).isCancelled();
  }

  /** A visit waits for one thing at a time: what it has waited for before is left alone. */
  @Test
  void cancel_isForTheLastStepOnly() {
    Visit visit = visit();
    CompletableFuture<String> address = visit.waitFor(new CompletableFuture<>());
    CompletableFuture<String> turn = visit.waitFor(new CompletableFuture<>());
    assertThat(visits.waiting()).isEqualTo(1);
    visits.drain(Outcome.STOPPED, "");
    assertThat(turn).isCancelled();
    assertThat(address).isNotDone();
    visits.removeWaiting(visit);
    visits.removeInFlight(visit);
    assertThat(visits.waiting()).isZero();
  }

  /** One of the two sees the other, however they meet. */
  @Test
  void abort_whileVisitsBegin_leavesNoneWaiting() throws Exception {
    for (int round = 0; round < 300; round++) {
      Visits stopped = new Visits(time.ticker(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
      CountDownLatch start = new CountDownLatch(1);
      CompletableFuture<List<CompletableFuture<?>>> begun =
          CompletableFuture.supplyAsync(
              () -> {
                List<CompletableFuture<?>> all = new ArrayList<>();
                start.countDown();
                for (int i = 0; i < 30; i++) {
                  all.add(stopped.begin(seed).waitFor(new CompletableFuture<>()));
                  all.add(stopped.begin(seed).waitInFlight(new CompletableFuture<>()));
                }
                return all;
              });
      assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
      stopped.abort();
      assertThat(begun.get(10, TimeUnit.SECONDS)).allMatch(CompletableFuture::isCancelled);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "1023,false", "1024,true", "1025,true", "9999,true"})
  void backlog_isFullFromItsBoundOn(int results, boolean full) {
    Backlog backlog = new Backlog(() -> {});
    for (int i = 0; i < results; i++) {
      backlog.countIn();
    }
    assertThat(backlog.isFull()).isEqualTo(full);
  }

  @Test
  void backlog_thatIsNoLongerFull_wakesOnce() {
    AtomicInteger woken = new AtomicInteger();
    Backlog backlog = new Backlog(woken::incrementAndGet);
    for (int i = 0; i < 1_030; i++) {
      backlog.countIn();
    }
    for (int i = 0; i < 6; i++) {
      backlog.countOut();
    }
    assertThat(woken).hasValue(0);
    assertThat(backlog.isFull()).isTrue();
    backlog.countOut();
    assertThat(woken).hasValue(1);
    assertThat(backlog.isFull()).isFalse();
    for (int i = 0; i < 1_023; i++) {
      backlog.countOut();
    }
    assertThat(woken).hasValue(1);
  }
}
