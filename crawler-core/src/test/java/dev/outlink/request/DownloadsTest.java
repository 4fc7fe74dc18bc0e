package dev.outlink.request;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.gate.HostGates;
import dev.outlink.gate.Permit;
import dev.outlink.gate.Turn;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.Outcome;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are not pages, in their turn at the gates. */
class DownloadsTest {

  private static final String A = "http://a.example/doc";
  private static final FetchOutcome NOT_FOUND = Servers.end(FetchEnd.HTTP_ERROR, 404);

  private final VirtualTime time = new VirtualTime();
  private final Servers servers = new Servers();
  private final HostGates gates =
      new HostGates(
          new Politeness(10, 1, Duration.ZERO, 2, Duration.ZERO, false, 10, Duration.ofMinutes(5)),
          time.ticker(),
          time,
          () -> false,
          new SplittableRandom(1));
  private final Downloads downloads =
      new Downloads(
          gates,
          servers,
          new NetworkWatch(servers, time.ticker(), time, () -> {}),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
          time);
  private final List<Host> begun = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final List<Reply> read = new ArrayList<>();
  private @Nullable CompletableFuture<String> reading;
  private boolean forbidden;

  private CompletableFuture<String> get(int redirects) {
    return get(redirects, null);
  }

  private CompletableFuture<String> get(int redirects, @Nullable Duration delay) {
    return downloads.get(
        url(A),
        delay,
        FetchRequest.Wanted.anyType(1_000),
        redirects,
        host -> {
          begun.add(host);
          return forbidden ? null : ended::incrementAndGet;
        },
        reply -> {
          read.add(reply);
          return reading != null ? reading : CompletableFuture.completedFuture("read");
        });
  }

  private Ending end() {
    return (Ending) read.get(read.size() - 1);
  }

  private void redirect(String from, String location) {
    servers.answers.put(from, new FetchOutcome.Redirect(301, location));
  }

  /** Whether the host of A gives another turn now. */
  private boolean isFree() {
    var turn = gates.acquire(url(A).host(), null, null);
    boolean free = turn.isDone();
    if (!turn.cancel(false)) {
      ((Permit) turn.join()).release();
    }
    return free;
  }

  @Test
  void get_document_isHandedToTheReader() {
    AtomicInteger closed = new AtomicInteger();
    servers.answers.put(A, Servers.text("hello", closed));
    assertThat(get(0)).isCompletedWithValue("read");
    assertThat(((Reply.Document) read.get(0)).page().length()).isEqualTo(5);
    assertThat(closed).as("it is the reader's to close").hasValue(0);
    assertThat(servers.requests)
        .containsExactly(new FetchRequest(url(A), false, FetchRequest.Wanted.anyType(1_000)));
    assertThat(begun).containsExactly(url(A).host());
    assertThat(ended).hasValue(1);
  }

  @Test
  void get_whileItIsRead_theHostIsHeld() {
    servers.answers.put(A, NOT_FOUND);
    reading = new CompletableFuture<>();
    CompletableFuture<String> result = get(0);
    boolean[] freeWhenDone = {true};
    var unused = result.whenComplete((value, bug) -> freeWhenDone[0] = isFree());
    assertThat(isFree()).isFalse();
    reading.complete("slowly");
    assertThat(result).isCompletedWithValue("slowly");
    assertThat(freeWhenDone[0]).as("until what hangs on the future has run").isFalse();
    assertThat(isFree()).isTrue();
  }

  @Test
  void get_redirects_areFollowedToTheLimit() {
    redirect(A, "/1");
    redirect("http://a.example/1", "http://b.example/2#f");
    servers.answers.put("http://b.example/2", NOT_FOUND);
    assertThat(get(2)).isCompleted();
    assertThat(servers.asked()).containsExactly(A, "http://a.example/1", "http://b.example/2");
    assertThat(begun).hasSize(3);
    assertThat(ended).hasValue(3);
    assertThat(end().status()).isEqualTo(404);

    assertThat(get(1)).isCompleted();
    assertThat(end())
        .isEqualTo(Ending.of(Outcome.REDIRECT_LIMIT, 301, "redirect to http://b.example/2#f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "mailto:x@a.example", "ftp://a.example/"})
  void get_redirectThatCannotBeFollowed_isAnEnd(String location) {
    redirect(A, location);
    assertThat(get(5)).isCompleted();
    assertThat(end()).isEqualTo(Ending.of(Outcome.BAD_REDIRECT, 301, "redirect to " + location));
  }

  @Test
  void get_redirectWithoutLocation_isAnEnd() {
    servers.answers.put(A, new FetchOutcome.Redirect(302, null));
    assertThat(get(5)).isCompleted();
    assertThat(end().outcome()).isEqualTo(Outcome.BAD_REDIRECT);
  }

  @Test
  void get_manyRedirectsToManyHosts_areFollowedInTurn() {
    for (int i = 0; i < 50; i++) {
      redirect(i == 0 ? A : "http://h" + i + "/", "http://h" + (i + 1));
    }
    servers.answers.put("http://h50/", NOT_FOUND);
    assertThat(get(50)).isCompleted();
    assertThat(servers.requests).hasSize(51);
    assertThat(end().status()).isEqualTo(404);
  }

  @Test
  void get_forbidden_isStoppedAndGivesTheTurnBack() {
    forbidden = true;
    assertThat(get(3)).isCompleted();
    assertThat(end().outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(servers.requests).isEmpty();
    assertThat(ended).hasValue(0);
    assertThat(isFree()).isTrue();
  }

  @Test
  void get_hostWhoseTurnIsTaken_waitsForItHoweverLong() {
    var turn = gates.acquire(url(A).host(), null, null);
    servers.answers.put(A, NOT_FOUND);
    CompletableFuture<String> result = get(0);
    time.advance(Duration.ofDays(1));
    assertThat(result).isNotDone();
    ((Permit) turn.join()).release();
    assertThat(result).isCompleted();
  }

  @Test
  void get_redirectToAHostThatIsBusy_isWaitedForThirtySecondsOnly() {
    redirect(A, "http://b.example/");
    var turn = gates.acquire(url("http://b.example/").host(), null, null);
    CompletableFuture<String> result = get(5);
    time.advance(Duration.ofSeconds(Downloads.LONGEST_WAIT).minusNanos(1));
    assertThat(result).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(result).isCompleted();
    assertThat(end())
        .isEqualTo(
            Ending.of(
                Outcome.TIMEOUT,
                "http://b.example, where it redirects to, takes no requests for now"));
    ((Permit) turn.join()).release();
    assertThat(servers.asked()).as("it is not asked late").containsExactly(A);
    assertThat(time.pending()).isZero();
  }

  @Test
  void get_turnWithinTime_leavesNoAlarm() {
    redirect(A, "http://b.example/");
    servers.answers.put("http://b.example/", NOT_FOUND);
    var turn = gates.acquire(url("http://b.example/").host(), null, null);
    CompletableFuture<String> result = get(5);
    time.advance(Duration.ofSeconds(29));
    ((Permit) turn.join()).release();
    assertThat(result).isCompleted();
    assertThat(end().status()).isEqualTo(404);
    time.advance(Duration.ofMinutes(1));
    assertThat(read).hasSize(1);
  }

  @Test
  void get_delay_isKeptBetweenRequests() {
    servers.answers.put(A, NOT_FOUND);
    assertThat(get(0, Duration.ofSeconds(7))).isCompleted();
    CompletableFuture<String> second = get(0, Duration.ofSeconds(7));
    time.advance(Duration.ofMillis(6_999));
    assertThat(second).isNotDone();
    time.advance(Duration.ofMillis(2));
    assertThat(second).isCompleted();
  }

  @Test
  void cancel_whileItWaitsForItsTurn_leavesTheLine() {
    var turn = gates.acquire(url(A).host(), null, null);
    CompletableFuture<String> result = get(0);
    result.cancel(false);
    ((Permit) turn.join()).release();
    assertThat(servers.requests).isEmpty();
    assertThat(read).isEmpty();
    assertThat(isFree()).isTrue();
  }

  @Test
  void cancel_whileItIsAsked_endsTheRequestAndReadsNothing() {
    CompletableFuture<String> result = get(0);
    assertThat(servers.open).hasSize(1);
    result.cancel(false);
    assertThat(servers.open.get(0)).isCancelled();
    assertThat(ended).hasValue(1);
    assertThat(read).isEmpty();
    assertThat(isFree()).isTrue();
  }

  /** The answer and the cancel may meet: a document that nobody reads is closed. */
  @Test
  void cancel_asTheAnswerComes_closesTheDocument() {
    AtomicInteger closed = new AtomicInteger();
    List<CompletableFuture<String>> results = new ArrayList<>();
    results.add(
        downloads.get(
            url(A),
            null,
            FetchRequest.Wanted.anyType(1),
            0,
            host -> () -> results.get(0).cancel(false),
            reply -> {
              read.add(reply);
              return CompletableFuture.completedFuture("");
            }));
    servers.open.get(0).complete(Servers.text("x", closed));
    assertThat(results.get(0)).isCancelled();
    assertThat(closed).hasValue(1);
    assertThat(read).isEmpty();
    assertThat(isFree()).isTrue();
  }

  @Test
  void get_readerThatThrows_failsAndGivesTheTurnBack() {
    servers.answers.put(A, NOT_FOUND);
    CompletableFuture<String> result =
        downloads.get(
            url(A),
            null,
            FetchRequest.Wanted.anyType(1),
            0,
            host -> () -> {},
            reply -> {
              throw new StackOverflowError("bug");
            });
    assertThatThrownBy(result::join).hasCauseInstanceOf(StackOverflowError.class);
    assertThat(isFree()).isTrue();
  }

  @Test
  void get_fetcherThatFails_failsAndGivesTheTurnBack() {
    CompletableFuture<String> result = get(0);
    servers.open.get(0).completeExceptionally(new IllegalStateException("bug"));
    assertThatThrownBy(result::join).hasRootCauseMessage("bug");
    assertThat(ended).hasValue(1);
    assertThat(isFree()).isTrue();
  }

  @Test
  void get_addressThatFails_fails() {
    servers.addresses.put(
        "a.example", CompletableFuture.failedFuture(new IllegalStateException("bug")));
    assertThatThrownBy(get(0)::join).hasRootCauseMessage("bug");
  }

  /** Hosts at one address share its turns. */
  @Test
  void get_addressOfTheHost_isItsGate() {
    servers.addresses.put("a.example", CompletableFuture.completedFuture("10.0.0.1"));
    List<CompletableFuture<Turn>> others = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      others.add(gates.acquire(new Host("http", "h" + i, 80), "10.0.0.1", null));
    }
    CompletableFuture<String> result = get(0);
    assertThat(servers.requests).isEmpty();
    others.forEach(turn -> ((Permit) turn.join()).release());
    assertThat(servers.requests).hasSize(1);
    result.cancel(false);
    assertThat(HostGates.gateOf("")).isNull();
    assertThat(HostGates.gateOf("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void get_hostThatIsDown_isSaidSo() {
    for (int i = 0; i < 10; i++) {
      CompletableFuture<String> failing = get(0);
      time.advance(Duration.ofSeconds(TimeUnit.HOURS.toSeconds(1)));
      servers.open.get(i).complete(Servers.end(FetchEnd.CONNECT_REFUSED, 0));
      time.advance(Duration.ofSeconds(5));
      assertThat(failing).isCompleted();
    }
    int asked = servers.requests.size();
    assertThat(get(0)).isCompleted();
    assertThat(end())
        .isEqualTo(Ending.of(Outcome.HOST_DOWN, "http://a.example failed 10 times in a row"));
    assertThat(servers.requests).hasSize(asked);
  }
}
