package dev.outlink.visit;

import dev.outlink.record.Outcome;
import dev.outlink.request.Ending;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.robots.RobotsVerdict;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the host's robots.txt whether the URL may be fetched. A robots.txt that is not known yet is
 * fetched first ({@code RobotsRequests}), and that request waits at the host's gate on its own.
 */
final class RobotsStage {

  private final RobotsPolicy robots;
  private final VisitRules rules;

  RobotsStage(RobotsPolicy robots, VisitRules rules) {
    this.robots = robots;
    this.rules = rules;
  }

  CompletableFuture<?> ask(Visit visit) {
    if (!rules.robots()) {
      return CompletableFuture.completedFuture(null);
    }
    return visit
        .waitFor(robots.check(visit.url()))
        .thenAccept(
            verdict -> {
              if (verdict.allowed()) {
                visit.slowDownTo(rules.crawlDelay(verdict));
              } else {
                visit.setReply(denied(verdict));
              }
            });
  }

  private static Ending denied(RobotsVerdict verdict) {
    if (verdict.unreachable() != null) {
      return Ending.of(verdict.unreachable());
    }
    String rule = "robots.txt, line " + verdict.line() + ": " + verdict.rule();
    return Ending.of(Outcome.ROBOTS_DENIED, verdict.line() == 0 ? verdict.detail() : rule);
  }
}
