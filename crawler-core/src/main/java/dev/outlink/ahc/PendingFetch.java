package dev.outlink.ahc;

import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch from its start to its one outcome, over one exchange, or two where a kept connection
 * turned out to be stale. Whatever happens, it settles once, and the lease of its body is closed
 * unless a page takes it along. Safe for any thread.
 */
public final class PendingFetch {

  private static final Logger LOG = LoggerFactory.getLogger(PendingFetch.class);

  /** Who sends the requests of flights. */
  interface Carrier {

    /**
     * Begins an exchange; null where the flight was settled instead.
     *
     * @param fresh whether a kept connection must not be used
     */
    @Nullable Future<Boolean> send(
        PendingFetch flight, CrawlUrl url, boolean ownHeaders, boolean fresh);

    /** The clock of a flight, which begins now; without an alarm yet. */
    Countdown countdown(PendingFetch flight);

    /** This host is asked over HTTP/1.1 from now on. */
    void needsHttp1(CrawlUrl url);

    /** The flight has come to its end. */
    void landed(PendingFetch flight);

    /** The outcome of a flight, which may tell by which way it went. */
    default FetchOutcome told(PendingFetch flight, FetchOutcome outcome) {
      return outcome;
    }

    FetchConfig config();

    boolean isClosed();
  }

  // Immutable.
  private final Carrier carrier;
  private final CrawlUrl url;
  private final boolean ownHeaders;
  private final FetchRequest.@Nullable Wanted wanted;
  private final BodyBudget.BodyLease lease;
  private final CompletableFuture<FetchOutcome> result = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicBoolean retried = new AtomicBoolean();
  private final AtomicBoolean overHttp1 = new AtomicBoolean();

  private final AtomicBoolean heard = new AtomicBoolean();
  private final IntConsumer whenArrived;
  private final Countdown countdown;

  /** The present one. */
  private volatile @Nullable AhcExchange exchange;

  // Set once each.
  private volatile @Nullable Future<Boolean> first;
  private volatile @Nullable Future<Boolean> second;
  private volatile boolean ended;

  /**
   * A flight whose time begins now.
   *
   * @param whenArrived told what has come of the answer
   */
  PendingFetch(
      Carrier carrier, FetchRequest request, BodyBudget.BodyLease lease, IntConsumer whenArrived) {
    this.carrier = carrier;
    this.url = request.url();
    this.ownHeaders = request.ownHeaders();
    this.wanted = request.wanted();
    this.lease = lease;
    this.whenArrived = whenArrived;
    this.countdown = carrier.countdown(this);
    CompletableFuture<FetchOutcome> unused = result.whenComplete((outcome, problem) -> abandon());
  }

  /** What the caller gets. Whoever completes it otherwise than by {@link #settle} cancels. */
  CompletableFuture<FetchOutcome> result() {
    return result;
  }

  CrawlUrl url() {
    return url;
  }

  /** Whether all headers go with the page. */
  boolean keepsHeaders() {
    return wanted == null && carrier.config().keepsHeaders();
  }

  FetchConfig config() {
    return carrier.config();
  }

  /** Types of documents whose bodies are read, or null for every type. */
  @Nullable Set<DocumentType> documents() {
    return wanted == null ? carrier.config().documents() : wanted.documents();
  }

  int limit() {
    return wanted == null ? (int) carrier.config().maxBody() : wanted.maxBody();
  }

  /** What the whole request may take. */
  public Duration timeout() {
    Duration once = carrier.config().timeout();
    return wanted == null ? once : once.multipliedBy(wanted.timeouts());
  }

  /** The bound that a request met which ran out of time. */
  Duration bound(FetchEnd outOfTime) {
    return outOfTime == FetchEnd.READ_TIMEOUT ? carrier.config().readTimeout() : timeout();
  }

  BodyBudget.BodyLease lease() {
    return lease;
  }

  boolean isStopping() {
    return carrier.isClosed();
  }

  Countdown countdown() {
    return countdown;
  }

  /** From now on this exchange is the one that knows how far the flight has come. */
  void goesOn(AhcExchange next) {
    countdown.awaitNothing();
    exchange = next;
  }

  /** The first bytes of an answer, final or not, have come. Idempotent. */
  void heard() {
    countdown.awaitMore();
    if (!settled.get() && heard.compareAndSet(false, true)) {
      tell(Fetcher.HEAD_BYTES);
    }
  }

  /** So many bytes of the body have come. */
  void arrived(int bytes) {
    countdown.awaitMore();
    if (bytes > 0 && !settled.get()) {
      tell(bytes);
    }
  }

  private void tell(int bytes) {
    try {
      whenArrived.accept(bytes);
    } catch (RuntimeException | Error bug) {
      LOG.error("what listens for what arrives failed", bug);
    }
  }

  /** Starts when TLS can be used. */
  void startAfter(CompletableFuture<?> ready) {
    CompletableFuture<?> unused =
        ready.whenComplete(
            (value, problem) -> {
              if (problem == null) {
                start();
              } else if (problem instanceof UncheckedIOException e) {
                settle(FailureOutcomes.ofTlsSetup(e));
              } else {
                fail(problem);
              }
            });
  }

  void start() {
    if (!settled.get()) {
      first = send(false);
      endExchangesIfEnded();
    }
  }

  private @Nullable Future<Boolean> send(boolean fresh) {
    try {
      return carrier.send(this, url, ownHeaders, fresh);
    } catch (Throwable bug) {
      fail(bug);
      return null;
    }
  }

  /** Tries once more on a fresh connection, or settles if that was done before. */
  void retry(FetchOutcome.Other failure) {
    if (settled.get()) {
      return;
    }
    if (!retried.compareAndSet(false, true)) {
      settle(failure);
      return;
    }
    second = send(true);
    endExchangesIfEnded();
  }

  /** The host wants HTTP/1.1 (RFC 9113, section 7); settles if it says so over that too. */
  void goOnOverHttp1(FetchOutcome.Other failure) {
    if (settled.get()) {
      return;
    }
    if (!overHttp1.compareAndSet(false, true)) {
      settle(failure);
      return;
    }
    carrier.needsHttp1(url);
    second = send(false);
    endExchangesIfEnded();
  }

  /** Settles with the outcome, if it is the first one. */
  void settle(FetchOutcome outcome) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    land();
    try {
      if (outcome instanceof Page) {
        lease.arrived();
      } else {
        lease.close();
      }
    } catch (Throwable bug) {
      closeAndFail(bug);
      return;
    }
    if (!result.complete(carrier.told(this, outcome))) {
      lease.close();
    }
  }

  /** Settles with a bug, if nothing settled before. While the fetcher closes, it counts as that. */
  void fail(Throwable bug) {
    if (carrier.isClosed()) {
      stop();
    } else if (settled.compareAndSet(false, true)) {
      land();
      closeAndFail(bug);
      endExchanges();
    }
  }

  private void land() {
    countdown.end();
    carrier.landed(this);
  }

  private void closeAndFail(Throwable bug) {
    try {
      lease.close();
    } catch (Throwable another) {
      if (another != bug) {
        bug.addSuppressed(another);
      }
    } finally {
      result.completeExceptionally(bug);
    }
  }

  /**
   * The countdown is over.
   *
   * @param outcome of which kind
   */
  void outOfTime(FetchEnd outcome) {
    AhcExchange present = exchange;
    settle(
        present == null
            ? FailureOutcomes.ofTimeout(outcome, new RequestProgress(), null, bound(outcome))
            : present.outOfTime(outcome));
    endExchanges();
  }

  /** The fetcher is closed. */
  void stop() {
    settle(FailureOutcomes.stopped());
    endExchanges();
  }

  /** The result was completed; unless it was by {@link #settle}, nobody waits for it any more. */
  private void abandon() {
    if (settled.compareAndSet(false, true)) {
      land();
      try {
        lease.close();
      } finally {
        endExchanges();
      }
    }
  }

  /** An exchange may have begun after another thread ended the flight. */
  private void endExchangesIfEnded() {
    if (ended) {
      endExchanges();
    }
  }

  private void endExchanges() {
    ended = true;
    Future<Boolean> sent = first;
    if (sent != null) {
      sent.cancel(true);
    }
    sent = second;
    if (sent != null) {
      sent.cancel(true);
    }
  }
}
