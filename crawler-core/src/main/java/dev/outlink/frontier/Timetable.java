package dev.outlink.frontier;

import com.google.common.base.Ticker;
import dev.outlink.task.CrawlTask;
import java.util.function.Consumer;

/**
 * What waits for a time to come: retries, hosts that rest, and what was found while seeds are read.
 * Guarded by the frontier's lock.
 */
final class Timetable {

  private final HostQueues queues;
  private final Ticker ticker;
  private final DelayedUrls delayed = new DelayedUrls();
  private final InputWait input;

  Timetable(FrontierConfig config, HostQueues queues, Ticker ticker) {
    this.queues = queues;
    this.ticker = ticker;
    this.input = new InputWait(config);
  }

  /** A URL is offered. */
  void offered(CrawlTask task, boolean isSeed) {
    if (input.isWaiting()) {
      if (isSeed) {
        input.seed(ticker.read());
      } else if (task.depth() > 0) {
        input.found(ticker.read());
      }
    }
  }

  void inputEnded() {
    input.end();
  }

  /** Lets a URL wait that was not settled. */
  void retry(CrawlTask task, long nanos) {
    delayed.add(task, ticker.read() + nanos);
  }

  /** Puts a URL that is out in front of its lane, and lets its host rest. */
  void defer(CrawlTask task, long nanos) {
    queues.defer(task, ticker.read() + nanos);
  }

  /** Queues what is due. */
  void run() {
    if (delayed.isEmpty() && queues.isNobodyResting() && !input.isWaiting()) {
      return;
    }
    long now = ticker.read();
    if (input.ends(now)) {
      queues.goOnWithoutInput();
    }
    for (CrawlTask due = delayed.due(now); due != null; due = delayed.due(now)) {
      queues.addAgain(due);
    }
    queues.wake(now);
  }

  /** How long until something is due: 0 if it is, Long.MAX_VALUE if there is nothing. */
  long nanosToNext() {
    long now = ticker.read();
    long due = Math.min(delayed.nanosToNext(now), queues.nanosToNext(now));
    return Math.min(due, input.nanosLeft(now));
  }

  /** Nothing is due any more; the retries go to the receiver. */
  void close(Consumer<CrawlTask> receiver) {
    input.end();
    delayed.drainTo(receiver);
  }
}
