package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.gate.HostGates;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends URLs back to the frontier whose host takes no request for some time. */
final class HostRest {

  /** A rest that is longer than this is spent in the frontier. */
  private static final long LONGEST_IN_LINE = TimeUnit.SECONDS.toNanos(1);

  private final HostGates gates;
  private final Frontier frontier;
  private final Visits visits;

  HostRest(HostGates gates, Frontier frontier, Visits visits) {
    this.gates = gates;
    this.frontier = frontier;
    this.visits = visits;
  }

  /**
   * Whether the visit is postponed since its host rests.
   *
   * @param crawlDelay the pause that its robots.txt asks for, or null where that is not known yet
   */
  boolean sendsBack(Visit visit, @Nullable Duration crawlDelay) {
    long nanos = gates.nanosToOpen(visit.host(), crawlDelay);
    boolean rests =
        nanos > LONGEST_IN_LINE && !visits.isDraining() && frontier.defer(visit.task(), nanos);
    if (rests) {
      visit.postpone();
    }
    return rests;
  }
}
