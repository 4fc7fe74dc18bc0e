package dev.outlink.robots;

import dev.outlink.url.Host;
import java.util.concurrent.CompletableFuture;

/** Asks a host for its robots.txt: the port through which robots.txt goes over the network. */
@FunctionalInterface
public interface RobotsFetcher {

  /**
   * Fetches {@code /robots.txt} of a host, following redirects. Never throws, never blocks; may
   * complete at once. The text is parsed, and those who wait for it go on, on the thread that
   * completes the future: parsing the longest text takes some milliseconds.
   *
   * @return the answer; a future that fails counts as {@link RobotsAnswer.Unreachable}
   */
  CompletableFuture<RobotsAnswer> fetch(Host host);
}
