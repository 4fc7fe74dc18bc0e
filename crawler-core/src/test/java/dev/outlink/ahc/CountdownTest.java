package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.testing.FakeTimer;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timeouts of 20 and 5 seconds, by a clock that only the test moves. */
class CountdownTest {

  private static final FetchConfig CONFIG =
      Fetching.config(Duration.ofSeconds(20), Duration.ofSeconds(5), 1000);

  private final FakeTimer time = new FakeTimer();
  private final BodyBudget budget = new BodyBudget(100, () -> {});
  private PendingFetch flight = flight();
  private Inlet inlet = new Inlet();

  /** What a connection counts. */
  private final class Inlet implements Countdown.Pauses {
    private long shut;
    private long since = -1;

    void shut() {
      since = time.read();
    }

    void open() {
      shut = until(time.read());
      since = -1;
    }

    @Override
    public long until(long now) {
      return since < 0 ? shut : shut + now - since;
    }
  }

  private PendingFetch flight() {
    return flight(null);
  }

  private PendingFetch flight(FetchRequest.@Nullable Wanted wanted) {
    PendingFetch.Carrier carrier =
        new PendingFetch.Carrier() {
          @Override
          public @Nullable Future<Boolean> send(
              PendingFetch sent, CrawlUrl url, boolean ownHeaders, boolean fresh) {
            return null;
          }

          @Override
          public Countdown countdown(PendingFetch begun) {
            return time.countdown(CONFIG, begun);
          }

          @Override
          public void needsHttp1(CrawlUrl url) {}

          @Override
          public void landed(PendingFetch ended) {}

          @Override
          public FetchConfig config() {
            return CONFIG;
          }

          @Override
          public boolean isClosed() {
            return false;
          }
        };
    return new PendingFetch(
        carrier,
        new FetchRequest(Fetching.url("http://127.0.0.1:1/"), false, wanted),
        budget.lease(),
        bytes -> {});
  }

  @BeforeEach
  void begins() {
    flight = flight();
    inlet = new Inlet();
    flight.countdown().start();
  }

  private void pass(double seconds) throws Exception {
    time.pass(Duration.ofMillis((long) (seconds * 1000)));
  }

  private void assertEndsAfter(double seconds, FetchEnd outcome) throws Exception {
    pass(seconds - 0.001);
    assertThat(flight.result()).isNotDone();
    pass(0.001);
    assertThat(flight.result()).isDone();
    FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(flight.result());
    assertThat(other.end()).isEqualTo(outcome);
    assertThat(time.pending()).isZero();
  }

  @Test
  void nothingSent_onlyTheWholeCounts() throws Exception {
    assertEndsAfter(20, FetchEnd.TIMEOUT);
  }

  @Test
  void moreTimeoutsWanted_theWholeMayTakeThem() throws Exception {
    flight.countdown().end();
    flight = flight(new FetchRequest.Wanted(null, 1, 10));
    flight.countdown().start();
    assertEndsAfter(200, FetchEnd.TIMEOUT);
    FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(flight.result());
    assertThat(other.detail()).startsWith("not complete within 200 s");
  }

  @Test
  void noAnswer_silence() throws Exception {
    pass(3);
    flight.countdown().goesOver(inlet);
    flight.countdown().awaitMore();
    assertEndsAfter(5, FetchEnd.READ_TIMEOUT);
  }

  @Test
  void alwaysSomething_theWhole() throws Exception {
    flight.countdown().goesOver(inlet);
    for (int i = 0; i < 19; i++) {
      flight.countdown().awaitMore();
      pass(1);
    }
    flight.countdown().awaitMore();
    assertEndsAfter(1, FetchEnd.TIMEOUT);
  }

  @Test
  void inletShutForLongerThanBoth_doesNotCount() throws Exception {
    flight.countdown().goesOver(inlet);
    flight.countdown().awaitMore();
    pass(3);
    inlet.shut();
    pass(100);
    assertThat(flight.result()).isNotDone();
    inlet.open();
    assertEndsAfter(2, FetchEnd.READ_TIMEOUT);
  }

  @Test
  void inletShutAgainAndAgain_onlyOpenTimeCounts() throws Exception {
    flight.countdown().goesOver(inlet);
    for (int i = 0; i < 19; i++) {
      flight.countdown().awaitMore();
      pass(0.5);
      inlet.shut();
      pass(30);
      inlet.open();
      pass(0.5);
    }
    flight.countdown().awaitMore();
    assertEndsAfter(1, FetchEnd.TIMEOUT);
  }

  @Test
  void sharedInletThatWasShutBefore_countsFromItsJoining() throws Exception {
    inlet.shut();
    pass(4);
    flight.countdown().goesOver(inlet);
    pass(10);
    inlet.open();
    assertEndsAfter(16, FetchEnd.TIMEOUT);
  }

  @Test
  void secondConnection_pausesOfTheFirstStay() throws Exception {
    flight.countdown().goesOver(inlet);
    inlet.shut();
    pass(10);
    inlet.open();
    Inlet second = new Inlet();
    flight.countdown().goesOver(second);
    pass(1);
    inlet.shut();
    second.shut();
    pass(10);
    second.open();
    assertEndsAfter(19, FetchEnd.TIMEOUT);
  }

  @Test
  void secondExchange_silenceBeginsAnewWhenItIsSent() throws Exception {
    flight.countdown().awaitMore();
    pass(4);
    flight.countdown().awaitNothing();
    pass(4);
    flight.countdown().awaitMore();
    assertEndsAfter(5, FetchEnd.READ_TIMEOUT);
  }

  @Test
  void ended_noAlarmLeft() {
    flight.settle(FailureOutcomes.stopped());
    assertThat(time.pending()).isZero();
  }

  /** One alarm for a quick request, few for a busy one, however many parts come. */
  @Test
  void manyParts_fewAlarms() throws Exception {
    flight.countdown().goesOver(inlet);
    for (int i = 0; i < 10_000; i++) {
      flight.countdown().awaitMore();
      pass(0.001);
    }
    assertThat(time.pending()).isEqualTo(1);
    assertThat(time.everSet()).isLessThan(2 + 1 + 4);
  }
}
