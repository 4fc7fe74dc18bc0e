package dev.outlink.fetch;

import dev.outlink.url.Host;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Sends one request and reads its answer, without blocking and without following redirects. Safe
 * for any thread.
 *
 * <p>{@link #fetch} never throws, and its future never fails but for a bug: whatever a server can
 * do is a {@link FetchOutcome}. Completions may run at once, on the caller's stack, or on an I/O
 * thread; what hangs on them must not block. Cancelling the future ends the request and its
 * connection.
 */
public interface Fetcher extends AutoCloseable {

  /** What the head of an answer counts as where it is told what has arrived. */
  int HEAD_BYTES = 1_024;

  /** Fetches one URL. A {@link Page} that arrives must be closed by the receiver. */
  CompletableFuture<FetchOutcome> fetch(FetchRequest request);

  /**
   * Fetches as {@link #fetch(FetchRequest)} does.
   *
   * @param arrived told how many more bytes of the answer have come, each time that some have; a
   *     head counts as {@link #HEAD_BYTES}. By one thread at a time; it must not block
   */
  default CompletableFuture<FetchOutcome> fetch(FetchRequest request, IntConsumer arrived) {
    return fetch(request);
  }

  /**
   * Whether the network leads to a host now: its name is asked anew, past any cache, and a
   * connection to it is made and closed; no request is sent. Like {@link #fetch}, it never throws
   * and its future never fails; it completes within the connect timeout.
   */
  default CompletableFuture<Boolean> reaches(Host host) {
    return CompletableFuture.completedFuture(true);
  }

  /**
   * The text of the IP address that a request to the host would go to; empty where that is unknown
   * (the name does not resolve) or does not count (a proxy is asked). Like {@link #fetch}, it never
   * throws, its future never fails, and may complete at once.
   */
  default CompletableFuture<String> address(Host host) {
    return CompletableFuture.completedFuture("");
  }

  /** Ends what is in flight, bounded in time, and leaves no thread behind. Idempotent. */
  @Override
  void close();
}
