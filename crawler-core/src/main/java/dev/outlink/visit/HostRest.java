package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.gate.HostGates;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Postpones visits whose host takes no request for some time: it rests, or has a delay. */
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
   * Puts the URL back into the frontier if its host rests.
   *
   * @param crawlDelay the pause that its robots.txt asks for, or null where that is not known yet
   * @return whether the visit is postponed, and so over
   */
  boolean postponeIfResting(Visit visit, @Nullable Duration crawlDelay) {
    long nanos = gates.nanosToOpen(visit.host(), crawlDelay);
    boolean rests =
        nanos > LONGEST_IN_LINE && !visits.isDraining() && frontier.defer(visit.task(), nanos);
    if (rests) {
      visit.postpone();
    }
    return rests;
  }
}
