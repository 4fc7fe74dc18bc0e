package dev.outlink.ahc;

import java.time.Duration;

/**
 * What bounds the connections of one fetcher.
 *
 * @param idleConnections connections that are kept for a next request, of HTTP/1.1 and HTTP/2
 * @param idleCheck a connection that is idle is closed after one to two of these
 * @param shutdown what closing may take in all
 */
public record ConnectionLimits(int idleConnections, Duration idleCheck, Duration shutdown) {

  static final ConnectionLimits DEFAULT =
      new ConnectionLimits(512, Duration.ofSeconds(10), Duration.ofSeconds(3));
}
