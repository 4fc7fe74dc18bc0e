package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.gate.HostDown;
import dev.outlink.gate.HostGates;
import dev.outlink.gate.Permit;
import dev.outlink.gate.Turn;
import dev.outlink.request.HostAnswers;
import java.util.concurrent.CompletableFuture;

/** Waits for the turn of the host, then for that of its address, and then for a slot. */
final class GateStage {

  private final HostGates gates;
  private final Frontier frontier;
  private final Visits visits;
  private final HostRest rest;

  GateStage(HostGates gates, Frontier frontier, Visits visits, HostRest rest) {
    this.gates = gates;
    this.frontier = frontier;
    this.visits = visits;
    this.rest = rest;
  }

  CompletableFuture<?> pass(Visit visit) {
    if (rest.postponeIfResting(visit, visit.crawlDelay())) {
      return CompletableFuture.completedFuture(null);
    }
    frontier.opened(visit.task());
    String gate = HostGates.gateOf(visit.address());
    return visit
        .waitFor(gates.acquire(visit.host(), gate, visit.crawlDelay()))
        .thenAccept(turn -> turned(visit, turn));
  }

  private void turned(Visit visit, Turn turn) {
    visits.removeWaiting(visit);
    if (turn instanceof HostDown down) {
      visit.setReply(HostAnswers.hostDown(down));
      return;
    }
    Permit permit = (Permit) turn;
    if (visits.isDraining()) {
      permit.release();
      visit.setReply(visits.stopped());
    } else {
      visit.setPermit(permit);
    }
  }
}
