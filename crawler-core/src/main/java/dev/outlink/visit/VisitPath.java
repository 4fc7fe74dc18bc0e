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
  private final ReplyStage reply;
  private final ExtractStage extract;
  private final SinkStage sink;
  private final SettleStage settle;

  /**
   * The path of one crawl's URLs.
   *
   * @param machines what the crawls of an engine share
   * @param rules what the visits keep to
   * @param visits those that have begun
   * @param frontier where URLs are taken from, wait again and are settled
   * @param addresses asks for the addresses of hosts
   * @param policy which failures are tried again
   * @param discovery takes in what pages lead to
   * @param sink takes records and rows
   * @param backlog counts results that the sink has not taken yet
   * @param events told of what happens to the URLs
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
    this.reply = new ReplyStage(frontier, visits, retries, rules.redirects(), events, wake);
    this.extract = new ExtractStage(machines, discovery, retries, rules, events);
    this.sink = new SinkStage(sink, events, backlog, serial);
    // A list has no levels: there a URL frees others when it leaves its host, which wakes as well.
    Runnable wakeDeeper = rules.isList() ? () -> {} : wake;
    this.settle = new SettleStage(frontier, wakeDeeper);
  }

  /**
   * The whole path of a URL that was taken from the frontier, one request. The future completes
   * with true when it is settled, with false when it waits in the frontier again. It fails if the
   * sink does; the URL is settled then, too.
   */
  public CompletableFuture<Boolean> visit(CrawlTask task) {
    // seed: Intake.offer takes it from the input.
    // canonical: CrawlUrl.canonical is what is asked for; Frontier.fingerprint is of CanonicalKey.
    // admit: Frontier.admit takes a seed in, and Frontier.discover what Discovery offers: a link,
    // or the target of a redirect. Pump.next gives a URL out when its host has a turn.
    return StageChain.of(visits.begin(task))
        .untilReply(addresses::find) // postpones the URL if its host rests or its address is full
        .untilReply(robots::ask)
        .untilReply(gate::pass) // postpones the URL if its host rests
        .untilReply(fetch::send)
        .always(reply::decide) // a retry or followed redirect waits again, and is not admitted anew
        .onCompute(
            extract::links, // offers what may be crawled; a page that was cut waits again
            sink::write)
        .end(settle::end);
  }

  /** Writes the record of a URL or input line that was never admitted. */
  public CompletableFuture<Void> writeUnvisited(PageRecord page) {
    return sink.write(page);
  }

  /** Writes the record of a URL that was waiting when the crawl was stopped, and settles it. */
  public CompletableFuture<Void> settleUnvisited(CrawlTask task, PageRecord page) {
    return sink.write(page).whenComplete((written, failure) -> settle.settleUnvisited(task));
  }
}
