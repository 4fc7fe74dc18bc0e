package dev.outlink.crawl;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.Outcome;
import dev.outlink.politeness.HostDown;
import dev.outlink.politeness.HostGates;
import dev.outlink.politeness.Permit;
import dev.outlink.politeness.Turn;
import dev.outlink.url.CrawlUrl;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents that are not pages: robots.txt and sitemaps. Each request, and each hop of a
 * redirect, waits for its turn at the gates of its host like any other. Safe for any thread.
 */
final class Downloads {

  private final HostGates gates;
  private final Fetcher fetcher;
  private final Clock clock;

  Downloads(HostGates gates, Fetcher fetcher, Clock clock) {
    this.gates = gates;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /**
   * Fetches a document of any type and hands its end to a reader. A page is the reader's to close,
   * and may still be compressed. The future fails only for a bug.
   *
   * <p>The host is held until what hangs on the future has run: so it is still remembered when it
   * was asked, and a delay that the document asks for counts from there.
   *
   * @param delay the pause that the host asks for between requests, or null where that is not known
   * @param maxBytes of the body as sent; what lies beyond is cut off
   * @param maxRedirects that are followed; one more ends in {@link Outcome#REDIRECT_LIMIT}
   */
  <T> CompletableFuture<T> get(
      CrawlUrl url,
      @Nullable Duration delay,
      int maxBytes,
      int maxRedirects,
      Function<FetchOutcome, CompletableFuture<T>> reader) {
    return fetcher
        .address(url.host())
        .thenCompose(address -> gates.acquire(url.host(), Visits.gateOf(address), delay))
        .thenCompose(turn -> send(url, turn, maxBytes, maxRedirects, reader));
  }

  private <T> CompletableFuture<T> send(
      CrawlUrl url,
      Turn turn,
      int maxBytes,
      int maxRedirects,
      Function<FetchOutcome, CompletableFuture<T>> reader) {
    if (turn instanceof HostDown down) {
      return reader.apply(Answers.hostDown(down));
    }
    Permit permit = (Permit) turn;
    CompletableFuture<T> result = new CompletableFuture<>();
    CompletableFuture<FetchOutcome> answer;
    try {
      answer = fetcher.fetch(new FetchRequest(url, false, FetchRequest.Wanted.anyType(maxBytes)));
    } catch (Throwable bug) {
      answer = CompletableFuture.failedFuture(bug);
    }
    AtomicReference<@Nullable FetchOutcome> end = new AtomicReference<>();
    var unused =
        answer
            .thenCompose(
                outcome -> {
                  end.set(outcome);
                  CrawlUrl target = target(url, outcome, maxRedirects);
                  if (target == null) {
                    return reader.apply(unredirected(outcome, maxRedirects));
                  }
                  Answers.release(permit, outcome, clock);
                  return get(target, null, maxBytes, maxRedirects - 1, reader);
                })
            .whenComplete(
                (value, bug) -> {
                  try {
                    if (bug == null) {
                      result.complete(value);
                    } else {
                      result.completeExceptionally(bug);
                    }
                  } finally {
                    Answers.release(permit, end.get(), clock);
                  }
                });
    return result;
  }

  /** Where a redirect leads that is followed; else null. */
  private static @Nullable CrawlUrl target(CrawlUrl url, FetchOutcome outcome, int maxRedirects) {
    return maxRedirects > 0
            && outcome instanceof FetchOutcome.Redirect redirect
            && redirect.location() != null
            && url.resolve(redirect.location()) instanceof CrawlUrl target
            && target.isHttp()
        ? target.canonical()
        : null;
  }

  /** A redirect that is not followed is an end like any other. */
  private static FetchOutcome unredirected(FetchOutcome outcome, int maxRedirects) {
    return outcome instanceof FetchOutcome.Redirect redirect
        ? new FetchOutcome.Other(
            maxRedirects > 0 ? Outcome.BAD_REDIRECT : Outcome.REDIRECT_LIMIT,
            redirect.status(),
            null,
            "redirect to " + redirect.location())
        : outcome;
  }
}
