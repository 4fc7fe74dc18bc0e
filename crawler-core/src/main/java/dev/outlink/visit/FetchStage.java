package dev.outlink.visit;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.gate.Permit;
import dev.outlink.record.CrawlEvent;
import dev.outlink.request.HostAnswers;
import dev.outlink.request.NetworkWatch;
import dev.outlink.request.Reply;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Sends the one request of a visit that has a permit, and ends the permit with its answer. */
final class FetchStage {

  private final Fetcher fetcher;
  private final NetworkWatch network;
  private final Clock clock;
  private final Visits visits;
  private final Events events;

  FetchStage(Fetcher fetcher, NetworkWatch network, Clock clock, Visits visits, Events events) {
    this.fetcher = fetcher;
    this.network = network;
    this.clock = clock;
    this.visits = visits;
    this.events = events;
  }

  /**
   * In this order: the request ends, whose fault a failure is becomes known, the permit is freed
   * with that answer, and the visit has its reply.
   */
  CompletableFuture<?> send(Visit visit) {
    Permit permit = visit.permit();
    visit.markSent();
    var unused = events.tell(new CrawlEvent.Started(visit.url(), visit.task().attempt()));
    CompletableFuture<FetchOutcome> answer;
    try {
      boolean ownHeaders = visit.host().equals(visit.task().namedByUser().host());
      answer = fetcher.fetch(new FetchRequest(visit.url(), ownHeaders), permit::bytesCame);
    } catch (Throwable bug) {
      answer = CompletableFuture.failedFuture(bug);
    }
    return visit
        .waitInFlight(answer)
        .whenComplete((outcome, failure) -> ended(visit))
        .thenCompose(outcome -> whoseFault(visit, outcome))
        .whenComplete(
            (outcome, failure) -> {
              visits.removeInFlight(visit);
              HostAnswers.release(permit, outcome, clock);
            })
        .thenAccept(outcome -> visit.setReply(Reply.of(outcome)));
  }

  private void ended(Visit visit) {
    var unused = events.tell(new CrawlEvent.Ended(visit.host(), visit.sinceSent()));
  }

  /** May have to be found out, which an abort does not wait for. */
  private CompletableFuture<FetchOutcome> whoseFault(Visit visit, FetchOutcome outcome) {
    CompletableFuture<FetchOutcome> judged = network.judge(visit.host(), outcome, visit.sentAt());
    return judged.isDone() ? judged : visit.waitInFlight(judged);
  }
}
