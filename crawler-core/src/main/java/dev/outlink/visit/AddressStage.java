package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.request.AddressQuestions;
import java.util.concurrent.CompletableFuture;

/**
 * Learns the IP address of the host. Hosts behind one address share its turns, so the URL waits in
 * the frontier again if the address is full, or if the host rests.
 */
final class AddressStage {

  private final AddressQuestions questions;
  private final Frontier frontier;
  private final HostRest rest;

  AddressStage(AddressQuestions questions, Frontier frontier, HostRest rest) {
    this.questions = questions;
    this.frontier = frontier;
    this.rest = rest;
  }

  /** Finds the address, or postpones the visit. */
  CompletableFuture<?> find(Visit visit) {
    if (rest.postponeIfResting(visit, null)) {
      return CompletableFuture.completedFuture(null);
    }
    return visit
        .waitFor(questions.address(visit.host()))
        .thenAccept(
            address -> {
              visit.locatedAt(address);
              if (!frontier.located(visit.task(), address)) {
                visit.postpone();
              }
            });
  }
}
