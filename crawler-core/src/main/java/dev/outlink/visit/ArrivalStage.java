package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.redirect.Redirects;
import dev.outlink.request.Arrival;
import dev.outlink.request.Reply;
import dev.outlink.request.RootCause;
import dev.outlink.task.CrawlTask;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an answer means: the URL is tried again, goes on as where it redirects to, or has
 * what it came for. It leaves its host's place in the frontier in any case.
 */
final class ArrivalStage {

  private final Frontier frontier;
  private final Visits visits;
  private final Retries retries;
  private final Redirects redirects;
  private final Events events;
  private final Runnable wake;

  /**
   * Decides for one crawl.
   *
   * @param wake run when a URL has left its host, so that more may be taken
   */
  ArrivalStage(
      Frontier frontier,
      Visits visits,
      Retries retries,
      Redirects redirects,
      Events events,
      Runnable wake) {
    this.frontier = frontier;
    this.visits = visits;
    this.retries = retries;
    this.redirects = redirects;
    this.events = events;
    this.wake = wake;
  }

  /**
   * A visit arrives.
   *
   * @param failure why a stage failed: it was cancelled, or there is a bug; or null
   */
  void judge(Visit visit, @Nullable Throwable failure) {
    try {
      visits.waitsNoMore(visit);
      if (failure != null) {
        failed(visit, RootCause.of(failure));
      }
      if (!visit.isPostponed()) {
        frontier.release(visit.task());
        goOn(visit);
      }
    } finally {
      wake.run();
    }
    if (!visit.isPostponed()) {
      var unused = events.tell(new CrawlEvent.Arrived(visit.task().source()));
    }
  }

  private void failed(Visit visit, Throwable cause) {
    if (cause instanceof CancellationException) {
      visit.arrive(visits.stopped());
    } else {
      visit.extracted(Extraction.ofBug(visit.task(), cause));
    }
  }

  private void goOn(Visit visit) {
    if (visit.isExtracted()) {
      return;
    }
    Arrival arrival = visit.arrival();
    Reply reply = arrival.reply();
    if (retries.waitsAgain(arrival, reply)) {
      visit.postpone();
    } else if (reply instanceof Reply.Redirection redirection) {
      redirected(visit, redirects.step(arrival, redirection));
    }
  }

  private void redirected(Visit visit, Redirects.Step step) {
    CrawlTask next = step.next();
    if (next == null) {
      visit.endsWith(step.ending(), step.target());
    } else if (frontier.move(visit.task(), next)) {
      visit.postpone();
    } else {
      visit.endsWith(visits.stopped(), null);
    }
  }
}
