package dev.outlink.visit;

import dev.outlink.frontier.Frontier;
import dev.outlink.request.AddressQuestions;
import java.util.concurrent.CompletableFuture;

/** Finds the address of a visit's host: behind it may be many hosts, which share its turns. */
final class AddressStage {

  private final AddressQuestions questions;
  private final Frontier frontier;
  private final HostRest rest;

  AddressStage(AddressQuestions questions, Frontier frontier, HostRest rest) {
    this.questions = questions;
    this.frontier = frontier;
    this.rest = rest;
  }

  /** The URL of a host that rests, or whose address is full, waits in the frontier again. */
  CompletableFuture<?> find(Visit visit) {
    if (rest.sendsBack(visit, null)) {
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
