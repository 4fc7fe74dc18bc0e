package dev.outlink.request;

import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Page;
import dev.outlink.record.Outcome;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.robots.RobotsAnswer.Fault;
import dev.outlink.robots.RobotsFetcher;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks hosts for their robots.txt, and reads the answer as RFC 9309, section 2.3.1 has it: a
 * success counts, 4xx is none, and what could not be asked allows nothing. Safe for any thread.
 */
public final class RobotsRequests implements RobotsFetcher {

  /** RFC 9309, section 2.3.1.2. */
  private static final int MAX_REDIRECTS = 5;

  private static final FetchRequest.Wanted WANTED =
      FetchRequest.Wanted.anyType(RobotsPolicy.MAX_BYTES);

  private final Downloads downloads;
  private final Executor compute;
  private final ContentDecoder decoder = new ContentDecoder(RobotsPolicy.MAX_BYTES);

  /**
   * Asks through the gates.
   *
   * @param compute decompresses answers
   */
  public RobotsRequests(Downloads downloads, Executor compute) {
    this.downloads = downloads;
    this.compute = compute;
  }

  @Override
  public CompletableFuture<RobotsAnswer> fetch(Host host) {
    if (!(CrawlUrl.parse(host + "/robots.txt") instanceof CrawlUrl url)) {
      throw new IllegalStateException("no host: " + host);
    }
    return downloads.get(
        url,
        null,
        WANTED,
        MAX_REDIRECTS,
        any -> () -> {}, // of no crawl: others may be waiting for the same answer
        reply ->
            reply instanceof Reply.Document document
                ? CompletableFuture.supplyAsync(() -> text(document.page()), compute)
                : CompletableFuture.completedFuture(answer(reply)));
  }

  private RobotsAnswer text(Page page) {
    FetchOutcome decoded = decoder.decode(page);
    if (!(decoded instanceof Page plain)) {
      return answer(Reply.of(decoded));
    }
    try (plain) {
      return new RobotsAnswer.Text(Arrays.copyOf(plain.body(), plain.length()), plain.length());
    }
  }

  private static RobotsAnswer answer(Reply reply) {
    Ending end = (Ending) reply;
    int status = end.status();
    // 429 is the host's word that it is busy, not that it has no rules.
    boolean absent = status >= 400 && status < 500 && status != 429;
    return switch (end.outcome()) {
      case NOT_HTML -> new RobotsAnswer.Unavailable("status " + status + ", without a body");
      case REDIRECT_LIMIT, BAD_REDIRECT -> new RobotsAnswer.Unavailable(end.detail());
      default ->
          absent
              ? new RobotsAnswer.Unavailable("status " + status)
              : new RobotsAnswer.Unreachable(reason(end), status, words(end), fault(end.outcome()));
    };
  }

  /** A status is a denial; a host that cannot be reached is told as that. */
  private static Ending reason(Ending end) {
    boolean isDenial = end.outcome() == Outcome.HTTP_ERROR || end.outcome() == Outcome.BAD_ENCODING;
    return isDenial ? Ending.of(Outcome.ROBOTS_DENIED, end.status(), end.detail()) : end;
  }

  private static Fault fault(Outcome outcome) {
    return switch (outcome) {
      case DNS_TIMEOUT, NETWORK_ERROR -> Fault.OURS;
      case HOST_DOWN, STOPPED -> Fault.NONE;
      default -> Fault.HOST;
    };
  }

  private static String words(Ending end) {
    return end.status() == 0 ? end.detail() : "status " + end.status() + ", " + end.detail();
  }
}
