package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.redirect.Redirects;
import dev.outlink.request.Attempt;
import dev.outlink.request.Reply;
import dev.outlink.request.RootCause;
import dev.outlink.task.CrawlTask;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a reply means: the URL is tried again, goes on as where it redirects to, or needs no
 * further request. A visit that was postponed on its way only ends its wait here; every other URL
 * leaves its host, so that the frontier gives out the next one.
 */
final class ReplyStage {

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
  ReplyStage(
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
   * Decides how a visit goes on.
   *
   * @param failure why a stage failed: it was cancelled, or there is a bug; or null
   */
  void decide(Visit visit, @Nullable Throwable failure) {
    try {
      visits.removeWaiting(visit);
      if (failure != null) {
        failed(visit, RootCause.of(failure));
      }
      if (!visit.isPostponed()) {
        frontier.leaveHost(visit.task());
        retryOrRedirect(visit);
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
      visit.setReply(visits.stopped());
    } else {
      visit.setResult(Extraction.Result.ofBug(visit.task(), cause));
    }
  }

  private void retryOrRedirect(Visit visit) {
    if (visit.hasFailed()) {
      return;
    }
    Attempt attempt = visit.attempt();
    Reply reply = attempt.reply();
    if (retries.tryAgain(attempt, reply)) {
      visit.postpone();
    } else if (reply instanceof Reply.Redirection redirection) {
      redirected(visit, redirects.step(attempt, redirection));
    }
  }

  private void redirected(Visit visit, Redirects.Step step) {
    CrawlTask next = step.next();
    if (next == null) {
      visit.setEnding(step.ending(), step.target());
    } else if (frontier.move(visit.task(), next)) {
      visit.postpone();
    } else {
      visit.setEnding(visits.stopped(), null);
    }
  }
}
