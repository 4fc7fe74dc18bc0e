package dev.outlink.request;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.gate.HostDown;
import dev.outlink.gate.HostGates;
import dev.outlink.gate.Permit;
import dev.outlink.gate.Turn;
import dev.outlink.record.Outcome;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents that are not pages: robots.txt and sitemaps. Each request, and each hop of a
 * redirect, waits for its turn at the gates of its host like any other. Safe for any thread.
 */
public final class Downloads {

  /** How long a host that a redirect leads to may let others wait, in seconds. */
  public static final long LONGEST_WAIT = 30;

  private final HostGates gates;
  private final Fetcher fetcher;
  private final NetworkWatch network;
  private final Clock clock;
  private final ScheduledExecutorService timer;

  /**
   * Downloads through those gates.
   *
   * @param timer ends waits that are too long; it is not kept busy
   */
  public Downloads(
      HostGates gates,
      Fetcher fetcher,
      NetworkWatch network,
      Clock clock,
      ScheduledExecutorService timer) {
    this.gates = gates;
    this.fetcher = fetcher;
    this.network = network;
    this.clock = clock;
    this.timer = timer;
  }

  /** Counts requests, and may forbid them. For any thread; never blocks or throws. */
  @FunctionalInterface
  public interface Requests {

    /**
     * A request to a host is about to be sent.
     *
     * @return what is run once it has ended, in whatever way; null where it is not to be sent
     */
    @Nullable Runnable begins(Host host);
  }

  /**
   * Fetches a document of any type and hands its end to a reader. A page is the reader's to close,
   * and may still be compressed. The future fails only for a bug, and who cancels it ends the wait
   * or the request: nothing is read then.
   *
   * <p>The host is held until what hangs on the future has run: so it is still remembered when it
   * was asked, and a delay that the document asks for counts from there.
   *
   * <p>A host that a redirect leads to is waited for no longer than {@link #LONGEST_WAIT}: it may
   * be at rest for hours, and many hosts may redirect to it. That counts as {@link
   * Outcome#TIMEOUT}.
   *
   * @param delay the pause that the host asks for between requests, or null where that is not known
   * @param wanted the bodies that are read; what lies beyond their bound is cut off
   * @param maxRedirects that are followed; one more ends in {@link Outcome#REDIRECT_LIMIT}
   * @param requests is told of each request, to whatever host
   */
  public <T> CompletableFuture<T> get(
      CrawlUrl url,
      @Nullable Duration delay,
      FetchRequest.Wanted wanted,
      int maxRedirects,
      Requests requests,
      Function<Reply, CompletableFuture<T>> reader) {
    Download<T> download = new Download<>(wanted, requests, reader);
    download.hop(url, delay, maxRedirects, false);
    return download.result;
  }

  /**
   * One document, hop by hop; confined to whichever thread completes the last step, but for its
   * end.
   */
  private final class Download<T> {

    private final FetchRequest.Wanted wanted;
    private final Requests requests;
    private final Function<Reply, CompletableFuture<T>> reader;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> current;

    Download(
        FetchRequest.Wanted wanted,
        Requests requests,
        Function<Reply, CompletableFuture<T>> reader) {
      this.wanted = wanted;
      this.requests = requests;
      this.reader = reader;
      var unused = result.whenComplete((value, failure) -> cancelStep());
    }

    void hop(CrawlUrl url, @Nullable Duration delay, int redirects, boolean isRedirected) {
      var unused =
          step(fetcher.address(url.host()))
              .thenCompose(
                  address -> {
                    var turn = step(gates.acquire(url.host(), HostGates.gateOf(address), delay));
                    return isRedirected ? withinTime(turn) : turn;
                  })
              .whenComplete(
                  (turn, failure) -> guarded(() -> turned(url, turn, failure, redirects)));
    }

    /** Where it is lost, what was current at that moment ends, and so does what comes after. */
    private <S> CompletableFuture<S> step(CompletableFuture<S> step) {
      current = step;
      if (result.isDone()) {
        step.cancel(false);
      }
      return step;
    }

    private void cancelStep() {
      CompletableFuture<?> step = current;
      if (step != null) {
        step.cancel(false);
      }
    }

    private CompletableFuture<Turn> withinTime(CompletableFuture<Turn> turn) {
      if (!turn.isDone()) {
        ScheduledFuture<?> alarm =
            timer.schedule(() -> turn.cancel(false), LONGEST_WAIT, TimeUnit.SECONDS);
        var unused = turn.whenComplete((came, failure) -> alarm.cancel(false));
      }
      return turn;
    }

    private void turned(
        CrawlUrl url, @Nullable Turn turn, @Nullable Throwable failure, int redirects) {
      if (turn instanceof Permit permit) {
        send(url, permit, redirects);
      } else if (turn instanceof HostDown down) {
        read(HostAnswers.hostDown(down), null);
      } else if (failure != null && !(RootCause.of(failure) instanceof CancellationException)) {
        result.completeExceptionally(failure);
      } else if (!result.isDone()) {
        String why = url.host() + ", where it redirects to, takes no requests for now";
        read(Ending.of(Outcome.TIMEOUT, why), null);
      }
    }

    private void send(CrawlUrl url, Permit permit, int redirects) {
      Runnable ended = result.isDone() ? null : requests.begins(permit.host());
      if (ended == null) {
        permit.release();
        read(Ending.of(Outcome.STOPPED, "the crawl was stopped"), null);
        return;
      }
      long sentAt = network.now();
      CompletableFuture<FetchOutcome> answer;
      try {
        answer = fetcher.fetch(new FetchRequest(url, false, wanted), permit::bytesCame);
      } catch (Throwable bug) {
        answer = CompletableFuture.failedFuture(bug);
      }
      var unused =
          step(answer)
              .whenComplete((outcome, failure) -> ended.run())
              .thenCompose(outcome -> network.judge(url.host(), outcome, sentAt))
              .whenComplete(
                  (outcome, failure) -> {
                    if (outcome == null) {
                      permit.release();
                      result.completeExceptionally(
                          failure != null ? failure : new NullPointerException("no outcome"));
                    } else {
                      guarded(() -> answered(url, permit, outcome, redirects));
                    }
                  });
    }

    private void answered(CrawlUrl url, Permit permit, FetchOutcome outcome, int redirects) {
      CrawlUrl target = target(url, outcome, redirects);
      if (target == null) {
        read(unredirected(outcome, redirects), () -> HostAnswers.release(permit, outcome, clock));
      } else {
        HostAnswers.release(permit, outcome, clock);
        hop(target, null, redirects - 1, true);
      }
    }

    private void read(Reply reply, @Nullable Runnable release) {
      if (result.isDone()) {
        if (reply instanceof Reply.Document document) {
          document.page().close();
        }
        run(release);
        return;
      }
      CompletableFuture<T> read;
      try {
        read = reader.apply(reply);
      } catch (Throwable bug) {
        read = CompletableFuture.failedFuture(bug);
      }
      var unused =
          read.whenComplete(
              (value, bug) -> {
                try {
                  if (bug == null) {
                    result.complete(value);
                  } else {
                    result.completeExceptionally(bug);
                  }
                } finally {
                  run(release);
                }
              });
    }

    private static void run(@Nullable Runnable task) {
      if (task != null) {
        task.run();
      }
    }

    /** A bug must not leave anybody waiting. */
    private void guarded(Runnable task) {
      try {
        task.run();
      } catch (Throwable bug) {
        result.completeExceptionally(bug);
      }
    }
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
  private static Reply unredirected(FetchOutcome outcome, int maxRedirects) {
    return outcome instanceof FetchOutcome.Redirect redirect
        ? Ending.of(
            maxRedirects > 0 ? Outcome.BAD_REDIRECT : Outcome.REDIRECT_LIMIT,
            redirect.status(),
            "redirect to " + redirect.location())
        : Reply.of(outcome);
  }
}
