package dev.outlink.frontier;

import dev.outlink.url.CanonicalKey;

/**
 * Bounds and order of a frontier.
 *
 * @param capacity URLs in memory, admitted and not yet settled, at most; a URL longer than 256
 *     characters counts as several
 * @param hostLimit URLs of one host that may be out at one time
 * @param addressLimit URLs of hosts behind one address that may be out at one time
 * @param levels whether a URL's depth must not depend on chance: a URL that was found on a page is
 *     given out only when none of its host can be found to be nearer to a seed any more, and the
 *     seeds are read or have come late (docs/adr/0012). Otherwise those that are nearer only come
 *     first
 * @param sameness which URLs count as one
 */
public record FrontierConfig(
    int capacity, int hostLimit, int addressLimit, boolean levels, CanonicalKey sameness) {

  /** Checks the bounds. */
  public FrontierConfig {
    if (capacity < 1 || hostLimit < 1 || addressLimit < 1) {
      throw new IllegalArgumentException(
          "capacity %d, host limit %d, address limit %d"
              .formatted(capacity, hostLimit, addressLimit));
    }
  }
}
