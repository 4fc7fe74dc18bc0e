package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.testing.FakeTimer;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, a flight has one outcome, gives its memory back, and leaves. */
class PendingFetchTest {

  private static final FetchOutcome.Other GONE =
      new FetchOutcome.Other(FetchEnd.CONNECTION_CLOSED, 0, null, "gone");

  private final AtomicBoolean budgetThrows = new AtomicBoolean();
  private final BodyBudget budget =
      new BodyBudget(
          100,
          () -> {
            if (budgetThrows.get()) {
              throw new AssertionError("the budget's owner");
            }
          });
  private final FakeTimer timer = new FakeTimer();
  private final AtomicInteger heardCount = new AtomicInteger();
  private final FakeCarrier carrier = new FakeCarrier(timer);
  private BodyBudget.BodyLease lease = budget.lease();
  private PendingFetch flight = flight();

  private PendingFetch flight() {
    return new PendingFetch(
        carrier, new FetchRequest(Fetching.url("http://127.0.0.1:1/"), false), lease, this::heard);
  }

  @BeforeEach
  void bodyArrives() {
    lease = budget.lease();
    int unused = lease.take(90, 90);
    flight = flight();
  }

  @AfterEach
  void flightLeft_memoryGivenBack() {
    assertThat(flight.result()).isDone();
    assertThat(carrier.landed).isEqualTo(1);
    assertThat(budget.held()).isZero();
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("x"), new IllegalArgumentException("x"), new AssertionError("x"));
  }

  private void assertFailedWith(Throwable bug) {
    assertThat(flight.result()).isCompletedExceptionally();
    Throwable problem = flight.result().handle((outcome, thrown) -> thrown).join();
    assertThat(problem instanceof CompletionException ? problem.getCause() : problem).isSameAs(bug);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void start_requestCannotBeMade_fails(Throwable bug) {
    carrier.onSend = () -> sneaky(bug);
    flight.start();
    assertFailedWith(bug);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void startAfter_ready_requestCannotBeMade_fails(Throwable bug) {
    carrier.onSend = () -> sneaky(bug);
    CompletableFuture<String> ready = new CompletableFuture<>();
    flight.startAfter(ready);
    assertThat(flight.result()).isNotDone();
    ready.complete("");
    assertFailedWith(bug);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void startAfter_neverReady_failsUnsent(Throwable bug) {
    flight.startAfter(CompletableFuture.failedFuture(bug));
    assertFailedWith(bug);
    assertThat(carrier.sent).isZero();
  }

  @Test
  void startAfter_noTlsHere_value() {
    flight.startAfter(
        CompletableFuture.failedFuture(new UncheckedIOException(new IOException("no key"))));
    FetchOutcome.Other outcome = (FetchOutcome.Other) Fetching.outcome(flight.result());
    assertThat(outcome.end()).isEqualTo(FetchEnd.TLS_ERROR);
    assertThat(outcome.detail()).contains("TLS cannot be used here").contains("no key");
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void retry_requestCannotBeMade_fails(Throwable bug) {
    flight.start();
    carrier.onSend = () -> sneaky(bug);
    flight.retry(GONE);
    assertFailedWith(bug);
  }

  @Test
  void settle_memoryCannotBeGivenBackQuietly_fails() {
    budgetThrows.set(true);
    flight.settle(GONE);
    assertThat(flight.result()).isCompletedExceptionally();
  }

  @Test
  void fail_memoryCannotBeGivenBackQuietly_failsWithTheFirst() {
    budgetThrows.set(true);
    IllegalStateException bug = new IllegalStateException("first");
    flight.fail(bug);
    assertFailedWith(bug);
    assertThat(bug.getSuppressed()).hasSize(1);
  }

  @Test
  void fail_underWay_endsTheExchange() {
    flight.start();
    flight.fail(new IllegalStateException());
    assertThat(carrier.exchange).isCancelled();
  }

  @Test
  void fail_whileItBegins_endsTheExchange() {
    carrier.onSend =
        () -> {
          flight.fail(new IllegalStateException());
          return carrier.exchange;
        };
    flight.start();
    assertThat(carrier.exchange).isCancelled();
  }

  @Test
  void fail_closing_stopped() {
    carrier.closed = true;
    flight.fail(new IllegalStateException("closed"));
    assertThat(((FetchOutcome.Other) Fetching.outcome(flight.result())).end())
        .isEqualTo(FetchEnd.STOPPED);
  }

  @Test
  void fail_settledBefore_outcomeStays() {
    flight.settle(GONE);
    flight.fail(new IllegalStateException());
    flight.settle(FailureOutcomes.stopped());
    assertThat(Fetching.outcome(flight.result())).isSameAs(GONE);
  }

  private void heard(int bytes) {
    heardCount.incrementAndGet();
  }

  @Test
  void heard_twiceAndAfterwards_toldOnce() {
    flight.start();
    flight.heard();
    flight.heard();
    assertThat(heardCount).hasValue(1);
    flight.settle(GONE);
    flight.heard();
    assertThat(heardCount).hasValue(1);
  }

  @Test
  void heard_alreadySettled_notTold() {
    flight.settle(GONE);
    flight.heard();
    assertThat(heardCount).hasValue(0);
  }

  @Test
  void outOfTime_underWay_endsTheExchange() {
    flight.start();
    flight.outOfTime(FetchEnd.TIMEOUT);
    assertThat(carrier.exchange).isCancelled();
    FetchOutcome.Other outcome = (FetchOutcome.Other) Fetching.outcome(flight.result());
    assertThat(outcome.end()).isEqualTo(FetchEnd.TIMEOUT);
    assertThat(outcome.detail()).isEqualTo("not complete within 10 s; no address yet");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void cancel_whileItBegins_endsTheExchange() {
    carrier.onSend =
        () -> {
          assertThat(flight.result().cancel(true)).isTrue();
          return carrier.exchange;
        };
    flight.start();
    assertThat(carrier.exchange).isCancelled();
  }

  private static Future<Boolean> sneaky(Throwable bug) {
    if (bug instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) bug;
  }

  private static final class FakeCarrier implements PendingFetch.Carrier {
    private final FakeTimer timer;
    private final CompletableFuture<Boolean> exchange = new CompletableFuture<>();
    private Supplier<Future<Boolean>> onSend = () -> exchange;
    private int sent;
    private int landed;
    private boolean closed;

    FakeCarrier(FakeTimer timer) {
      this.timer = timer;
    }

    @Override
    public @Nullable Future<Boolean> send(
        PendingFetch flight, CrawlUrl url, boolean ownHeaders, boolean fresh) {
      sent++;
      return onSend.get();
    }

    @Override
    public Countdown countdown(PendingFetch flight) {
      return timer.countdown(Fetching.CONFIG, flight);
    }

    @Override
    public void needsHttp1(CrawlUrl url) {
      throw new AssertionError(url.href());
    }

    @Override
    public void landed(PendingFetch flight) {
      landed++;
    }

    @Override
    public FetchConfig config() {
      return Fetching.CONFIG;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }
  }
}
