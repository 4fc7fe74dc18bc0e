package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.record.PageRecord;
import dev.outlink.request.AddressQuestions;
import dev.outlink.request.RetryPolicy;
import dev.outlink.sink.LinkSink;
import dev.outlink.task.CrawlTask;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The path of a URL, a stage a line. One for each crawl; safe for any thread. */
public final class VisitPath {

  private final Visits visits;
  private final AddressStage addresses;
  private final RobotsStage robots;
  private final GateStage gate;
  private final FetchStage fetch;
  private final ArrivalStage arrival;
  private final ExtractStage extract;
  private final SinkStage sink;
  private final SettleStage settle;

  /**
   * The path of one crawl's URLs.
   *
   * @param addresses asks for the addresses of hosts
   * @param policy which failures are tried again
   * @param discovery takes in what pages lead to
   * @param backlog counts results that the sink has not taken yet
   * @param serial runs what follows a write
   * @param clock tells when an answer came
   * @param wake run when a URL has left its host, so that more may be taken
   */
  public VisitPath(
      Machines machines,
      VisitRules rules,
      Visits visits,
      Frontier frontier,
      AddressQuestions addresses,
      RetryPolicy policy,
      Discovery discovery,
      LinkSink sink,
      Backlog backlog,
      Events events,
      Executor serial,
      Clock clock,
      Runnable wake) {
    HostRest rest = new HostRest(machines.gates(), frontier, visits);
    Retries retries = new Retries(policy, machines.network(), frontier, events);
    this.visits = visits;
    this.addresses = new AddressStage(addresses, frontier, rest);
    this.robots = new RobotsStage(machines.robots(), rules);
    this.gate = new GateStage(machines.gates(), frontier, visits, rest);
    this.fetch = new FetchStage(machines.fetcher(), machines.network(), clock, visits, events);
    this.arrival = new ArrivalStage(frontier, visits, retries, rules.redirects(), events, wake);
    this.extract = new ExtractStage(machines, discovery, retries, rules, events);
    this.sink = new SinkStage(sink, events, backlog, serial);
    this.settle = new SettleStage(frontier, rules.isList() ? () -> {} : wake);
  }

  /**
   * The whole path of a URL that was taken from the frontier, one request. The future completes
   * with true when it is settled, with false when it waits in the frontier again, and fails if the
   * sink does.
   */
  public CompletableFuture<Boolean> visit(CrawlTask task) {
    // seed: Intake.offer takes it from the input; Discovery.links takes in what pages link to.
    // canonical: CrawlUrl.canonical is the form by which a URL is known.
    // admit: Frontier.admit takes a URL in once; Pump.next takes it out when its host has a turn.
    return Way.of(visits.begin(task))
        .ask(addresses::find)
        .ask(robots::ask)
        .ask(gate::pass)
        .ask(fetch::send)
        .arrive(arrival::judge) // a retry, or a redirect that is followed, goes back to admit
        .then(
            extract::links, // on the compute executor, which goes on with the rows:
            sink::write)
        .end(settle::end);
  }

  /** Writes the record of a URL or input line that was never admitted. */
  public CompletableFuture<Void> refuse(PageRecord page) {
    return sink.write(page);
  }

  /** Writes the record of a URL that was waiting when the crawl was stopped, and settles it. */
  public CompletableFuture<Void> abandon(CrawlTask task, PageRecord page) {
    return sink.write(page).whenComplete((written, failure) -> settle.abandon(task));
  }
}
