package dev.outlink.gate;

import dev.outlink.url.Host;

/**
 * No turn: the host is parked, because it failed too many times in a row. Nothing has to be
 * released.
 *
 * @param host the host that is asked no more for now
 * @param failures how many times in a row it has failed
 */
public record HostDown(Host host, int failures) implements Turn {}
