package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.HostAnswers;
import dev.outlink.request.NetworkWatch;
import dev.outlink.request.Reply;
import dev.outlink.request.RetryPolicy;
import dev.outlink.task.CrawlTask;
import java.time.Duration;

/** Puts URLs back into the frontier whose failure may pass. */
final class Retries {

  private final RetryPolicy policy;
  private final NetworkWatch network;
  private final Frontier frontier;
  private final Events events;

  Retries(RetryPolicy policy, NetworkWatch network, Frontier frontier, Events events) {
    this.policy = policy;
    this.network = network;
    this.frontier = frontier;
    this.events = events;
  }

  /**
   * Puts the URL back into the frontier if its failure may pass. An attempt that our own network
   * ended does not count.
   *
   * @return whether it waits there again
   */
  boolean tryAgain(Attempt attempt, Reply reply) {
    if (!(reply instanceof Ending ending)) {
      return false;
    }
    CrawlTask task = attempt.task();
    boolean ours = HostAnswers.isOurs(ending) && network.wasDown(attempt.askedAt());
    if (!ours && !policy.again(task.attempt(), ending)) {
      return false;
    }
    long nanos = policy.delayNanos(task.attempt(), ending);
    if (!frontier.retry(ours ? task : task.again(), nanos)) {
      return false;
    }
    var unused =
        events.tell(
            new CrawlEvent.Retried(
                task.source(), task.attempt(), ending.outcome(), Duration.ofNanos(nanos)));
    return true;
  }
}
