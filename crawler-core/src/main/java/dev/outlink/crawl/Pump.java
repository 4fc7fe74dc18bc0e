package dev.outlink.crawl;

import dev.outlink.frontier.Frontier;
import dev.outlink.gate.HostGates;
import dev.outlink.request.AddressQuestions;
import dev.outlink.task.CrawlTask;
import dev.outlink.visit.Backlog;
import dev.outlink.visit.Visits;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts visits while there are any to start, and is the only one that does: on one thread, one
 * after the other. Whoever changes what may start wakes it. Safe for any thread.
 */
final class Pump {

  /**
   * Hosts that may stand in the line for slots. Few: the frontier's choice is better the later it
   * is made, as it then knows more of the hosts that answer.
   */
  private static final int MOST_IN_LINE = 8;

  /** A URL may be due that the full line keeps back: with 0 the alarm would ring without end. */
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

  private final HostGates gates;
  private final Frontier frontier;
  private final Visits visits;
  private final AddressQuestions addresses;
  private final Backlog backlog;
  private final Consumer<CrawlTask> start;
  private final Consumer<Throwable> failed;
  private final Executor executor;
  private final Alarm alarm;
  private final AtomicInteger wakes = new AtomicInteger();

  /**
   * The pump of one crawl.
   *
   * @param start begins the visit of a URL, which may end at once
   * @param failed told of a bug; the pump goes on when it is woken again
   */
  Pump(
      Engine engine,
      Frontier frontier,
      Visits visits,
      AddressQuestions addresses,
      Backlog backlog,
      Consumer<CrawlTask> start,
      Consumer<Throwable> failed) {
    this.gates = engine.machines().gates();
    this.frontier = frontier;
    this.visits = visits;
    this.addresses = addresses;
    this.backlog = backlog;
    this.start = start;
    this.failed = failed;
    this.executor = engine.threads().serial();
    this.alarm = new Alarm(engine.threads().timer(), engine.clocks().ticker(), this::wake);
  }

  /** Looks whether visits may start, soon. What was woken for several times is done once. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    int seen;
    do {
      seen = wakes.get();
      try {
        startAll();
      } catch (Throwable bug) { // the count must not stay: nobody would start anything any more
        failed.accept(bug);
      }
    } while (wakes.addAndGet(-seen) != 0);
  }

  private void startAll() {
    for (CrawlTask task = next(); task != null; task = next()) {
      start.accept(task);
    }
    long wait = Math.min(frontier.nanosToNext(), addresses.nanosToFree());
    if (wait != Long.MAX_VALUE) {
      alarm.set(Math.max(wait, SHORTEST_WAIT));
    }
  }

  /** Of several crawls each has one in line, however long the line is. */
  private @Nullable CrawlTask next() {
    boolean isLineLong = visits.waiting() > 0 && gates.inLine() >= MOST_IN_LINE;
    if (isLineLong || backlog.isFull()) {
      return null;
    }
    return addresses.isFree() ? frontier.take() : frontier.takeOpened();
  }
}
