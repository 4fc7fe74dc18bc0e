package dev.outlink.gate;

import static dev.outlink.gate.TimedGates.granted;
import static dev.outlink.gate.TimedGates.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGatesRestTest {

  private static final Host A = host(0);
  private static final Host B = host(1);

  private final TimedGates timed = new TimedGates(TimedGates.wide(4));

  /** How long it takes until the host is asked again, in milliseconds. */
  private long restOf(Host host) {
    CompletableFuture<Turn> next = timed.acquire(host);
    long from = timed.time.now();
    for (int i = 0; i < 1_000_000 && !next.isDone(); i++) {
      timed.millis(1);
    }
    granted(next).release();
    return (timed.time.now() - from) / 1_000_000;
  }

  @ParameterizedTest
  @CsvSource({"PT7S,7000", "PT1H,300000", "PT0S,1000", "PT-5S,1000", "PT0.2S,200"})
  void busy_retryAfter_hostRestsThatLongWithinTheBounds(Duration retryAfter, long millis) {
    timed.answer(A, Answer.busy(retryAfter));
    assertThat(restOf(A)).isEqualTo(millis);
  }

  @Test
  void busy_allWaitersOfTheHostWait_othersGoOn() {
    Permit first = timed.permit(A);
    List<CompletableFuture<Turn>> waiting = new ArrayList<>();
    timed.permit(A);
    timed.permit(A);
    timed.permit(A);
    for (int i = 0; i < 10; i++) {
      waiting.add(timed.acquire(A));
    }
    first.release(Answer.busy(Duration.ofSeconds(10)));

    timed.millis(9_999);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    assertThat(timed.acquire(B)).isDone();
    timed.millis(1);
    assertThat(waiting.get(0)).isDone();
    for (CompletableFuture<Turn> each : waiting) {
      granted(each).release();
    }
  }

  @Test
  void busy_hostStandsReadyForASlot_leavesTheLine() {
    TimedGates one = new TimedGates(Politeness.of(2, 2, Duration.ZERO));
    Permit first = one.permit(A);
    Permit other = one.permit(B);
    CompletableFuture<Turn> next = one.acquire(A);
    assertThat(one.gates.inLine()).isEqualTo(1);
    first.release(Answer.busy(Duration.ofSeconds(10)));
    other.release();
    assertThat(next).isNotDone();
    assertThat(one.gates.inLine()).isZero();
    one.millis(10_000);
    assertThat(next).isDone();
  }

  @Test
  void busy_noRetryAfter_restsDoubleUntilAGoodAnswer() {
    for (long whole : new long[] {1_000, 2_000, 4_000, 8_000}) {
      timed.answer(A, Answer.busy(null));
      assertThat(restOf(A)).isBetween(whole / 2, whole);
    }
    timed.answer(A, Answer.GOOD);
    assertThat(timed.gates.size()).isZero();
    timed.answer(A, Answer.busy(null));
    assertThat(restOf(A)).isBetween(500L, 1_000L);
  }

  @Test
  void busy_manyInFlight_countOnce() {
    List<Permit> inFlight = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      inFlight.add(timed.permit(A));
    }
    timed.millis(10);
    inFlight.forEach(permit -> permit.release(Answer.busy(null)));
    assertThat(restOf(A)).isBetween(500L, 1_000L);
    timed.answer(A, Answer.busy(null));
    assertThat(restOf(A)).isBetween(1_000L, 2_000L);
  }

  @Test
  void busy_sentBeforeTheRestButAnsweredAfterIt_restsAgainNoLonger() {
    Permit straggler = timed.permit(A);
    timed.millis(10);
    timed.answer(A, Answer.busy(null));
    timed.millis(5_000);
    straggler.release(Answer.busy(null));
    assertThat(restOf(A)).isBetween(500L, 1_000L);
    timed.answer(A, Answer.busy(null));
    assertThat(restOf(A)).isBetween(1_000L, 2_000L);
  }

  @Test
  void good_sentBeforeTheHostWasBusy_doesNotEndTheSeries() {
    Permit straggler = timed.permit(A);
    timed.millis(10);
    timed.answer(A, Answer.busy(null));
    straggler.release(Answer.GOOD);
    assertThat(restOf(A)).isBetween(500L, 1_000L);
    timed.answer(A, Answer.busy(null));
    assertThat(restOf(A)).isBetween(1_000L, 2_000L);
  }

  @Test
  void rest_whileAnotherRuns_extendsAndNeverShortensIt() {
    timed.gates.rest(A, Duration.ofSeconds(10));
    timed.millis(1_000);
    timed.gates.rest(A, Duration.ofSeconds(2));
    timed.gates.rest(A, Duration.ofSeconds(-2));
    CompletableFuture<Turn> next = timed.acquire(A);
    timed.millis(8_999);
    assertThat(next).isNotDone();
    timed.gates.rest(A, Duration.ofSeconds(3));
    timed.millis(2_999);
    assertThat(next).isNotDone();
    timed.millis(1);
    assertThat(next).isDone();
  }

  @Test
  void rest_endless_countsAsAYear() {
    timed.gates.rest(A, Duration.ofSeconds(Long.MAX_VALUE));
    CompletableFuture<Turn> next = timed.acquire(A);
    timed.time.advance(Duration.ofDays(364));
    assertThat(next).isNotDone();
    timed.time.advance(Duration.ofDays(1));
    assertThat(next).isDone();
  }

  @Test
  void rest_waiterGivesUpMeanwhile_isNotServedAndNothingIsLost() {
    timed.gates.rest(A, Duration.ofSeconds(10));
    CompletableFuture<Turn> gaveUp = timed.acquire(A);
    CompletableFuture<Turn> stays = timed.acquire(A);
    gaveUp.cancel(false);
    timed.millis(10_000);
    granted(stays).release();
    assertThat(timed.gates.size()).isZero();
    assertThat(timed.time.pending()).isZero();
  }

  @Test
  void crawlDelay_longerThanTheConfigured_holds() {
    granted(timed.gates.acquire(A, null, Duration.ofSeconds(5))).release(Answer.GOOD);
    CompletableFuture<Turn> next = timed.gates.acquire(A, null, Duration.ofSeconds(5));
    timed.millis(4_999);
    assertThat(next).isNotDone();
    timed.millis(1);
    assertThat(next).isDone();
  }

  @Test
  void crawlDelay_givenWhileARequestIsInFlight_holdsFromItsStart() {
    Permit robots = timed.permit(A);
    timed.millis(300);
    CompletableFuture<Turn> page = timed.gates.acquire(A, null, Duration.ofSeconds(5));
    robots.release(Answer.GOOD);
    timed.millis(4_699);
    assertThat(page).isNotDone();
    timed.millis(1);
    assertThat(page).isDone();
  }

  @Test
  void crawlDelay_shorterThanTheConfigured_doesNot() {
    TimedGates slow = new TimedGates(Politeness.of(10, 4, Duration.ofSeconds(2)));
    slow.permit(A).release();
    CompletableFuture<Turn> next = slow.gates.acquire(A, null, Duration.ofMillis(5));
    slow.millis(1_999);
    assertThat(next).isNotDone();
    slow.millis(1);
    assertThat(next).isDone();
  }

  @Test
  void crawlDelay_newValue_movesWhoWaits() {
    granted(timed.gates.acquire(A, null, Duration.ofSeconds(10))).release();
    CompletableFuture<Turn> next = timed.gates.acquire(A, null, Duration.ofSeconds(10));
    timed.millis(1_000);
    assertThat(timed.gates.acquire(A, null, Duration.ofSeconds(3))).isNotDone();
    timed.millis(1_999);
    assertThat(next).isNotDone();
    timed.millis(1);
    assertThat(next).isDone();
  }
}
