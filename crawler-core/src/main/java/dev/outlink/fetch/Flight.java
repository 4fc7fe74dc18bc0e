package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One fetch from its start to its one outcome, over one exchange, or two where a kept connection
 * turned out to be stale. Whatever happens, it settles once, and the lease of its body is closed
 * unless a page takes it along. Safe for any thread.
 */
final class Flight {

  // Immutable.
  private final AhcFetcher fetcher;
  private final CrawlUrl url;
  private final boolean ownHeaders;
  private final BodyBudget.BodyLease lease;
  private final CompletableFuture<FetchOutcome> result = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicBoolean retried = new AtomicBoolean();

  // Set once each.
  private volatile @Nullable Future<Boolean> first;
  private volatile @Nullable Future<Boolean> second;

  Flight(AhcFetcher fetcher, FetchRequest request, BodyBudget.BodyLease lease) {
    this.fetcher = fetcher;
    this.url = request.url();
    this.ownHeaders = request.ownHeaders();
    this.lease = lease;
    CompletableFuture<FetchOutcome> unused = result.whenComplete((outcome, problem) -> abandon());
  }

  /** What the caller gets. Whoever completes it otherwise than by {@link #settle} cancels. */
  CompletableFuture<FetchOutcome> result() {
    return result;
  }

  CrawlUrl url() {
    return url;
  }

  FetchConfig config() {
    return fetcher.config();
  }

  int limit() {
    return (int) fetcher.config().maxBody();
  }

  BodyBudget.BodyLease lease() {
    return lease;
  }

  boolean isStopping() {
    return fetcher.isClosed();
  }

  /** Starts when something is ready, or has failed; the exchange then fails of itself. */
  void startAfter(CompletableFuture<?> ready) {
    CompletableFuture<?> unused = ready.whenComplete((value, problem) -> start());
  }

  void start() {
    if (!settled.get()) {
      first = fetcher.send(this, url, ownHeaders, false);
      endIfSettled();
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
    second = fetcher.send(this, url, ownHeaders, true);
    endIfSettled();
  }

  /** Settles with the outcome, if it is the first one. */
  void settle(FetchOutcome outcome) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    fetcher.landed(this);
    if (outcome instanceof Page) {
      lease.arrived();
    } else {
      lease.close();
    }
    if (!result.complete(outcome)) {
      lease.close();
    }
  }

  /** The fetcher is closed. */
  void stop() {
    settle(Failure.stopped());
    endExchanges();
  }

  /** The result was completed; unless it was by {@link #settle}, nobody waits for it any more. */
  private void abandon() {
    if (settled.compareAndSet(false, true)) {
      fetcher.landed(this);
      lease.close();
      endExchanges();
    }
  }

  /** An exchange may have begun after another thread ended the flight. */
  private void endIfSettled() {
    if (result.isDone() && (result.isCancelled() || fetcher.isClosed())) {
      endExchanges();
    }
  }

  private void endExchanges() {
    Future<Boolean> exchange = first;
    if (exchange != null) {
      exchange.cancel(true);
    }
    exchange = second;
    if (exchange != null) {
      exchange.cancel(true);
    }
  }
}
