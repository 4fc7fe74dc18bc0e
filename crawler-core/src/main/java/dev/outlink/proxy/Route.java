package dev.outlink.proxy;

import dev.outlink.network.ProxyAddress;
import java.net.InetAddress;

/**
 * A way through a proxy.
 *
 * @param at the one of the proxy's addresses that is connected to
 * @param secure whether it leads to https hosts
 */
record Route(ProxyAddress proxy, InetAddress at, boolean secure) {

  /** Whether requests are sent to the proxy itself, and not through a connection that it makes. */
  boolean isForwarding() {
    return !secure && !proxy.kind().isSocks();
  }
}
