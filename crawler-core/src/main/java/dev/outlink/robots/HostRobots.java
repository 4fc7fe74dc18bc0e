package dev.outlink.robots;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is kept about a host's robots.txt. Safe for any thread. */
sealed interface HostRobots permits BoundedRules, HostRobots.Everything, HostRobots.Nothing {

  /**
   * What it says about a path. Completes at once, unless that takes much work.
   *
   * @param path with the query, beginning with a slash; a char for each octet
   */
  CompletableFuture<RobotsVerdict> verdict(String path);

  /** The values of the Sitemap lines. */
  List<String> sitemaps();

  /** About how many bytes it takes. */
  long weight();

  /** All is allowed, as there is no robots.txt. */
  record Everything(String detail) implements HostRobots {

    @Override
    public CompletableFuture<RobotsVerdict> verdict(String path) {
      return CompletableFuture.completedFuture(
          new RobotsVerdict(true, null, 0, "", null, "no robots.txt: " + detail));
    }

    @Override
    public List<String> sitemaps() {
      return List.of();
    }

    @Override
    public long weight() {
      return 64 + 2L * detail.length();
    }
  }

  /** Nothing is allowed, as robots.txt could not be asked. */
  record Nothing(RobotsAnswer.Unreachable reason) implements HostRobots {

    @Override
    public CompletableFuture<RobotsVerdict> verdict(String path) {
      String detail = "robots.txt could not be asked: " + reason.detail();
      return CompletableFuture.completedFuture(
          new RobotsVerdict(false, null, 0, "", reason, detail));
    }

    @Override
    public List<String> sitemaps() {
      return List.of();
    }

    @Override
    public long weight() {
      return 128 + 2L * reason.detail().length();
    }
  }
}
