package dev.outlink.politeness;

import dev.outlink.url.Host;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to send one request to one host. Ends exactly once, whatever happens; safe for any
 * thread.
 */
public final class Permit {

  private final HostGates gates;
  private final Host host;
  private final AtomicBoolean released = new AtomicBoolean();

  Permit(HostGates gates, Host host) {
    this.gates = gates;
    this.host = host;
  }

  /** The host that it is for. */
  public Host host() {
    return host;
  }

  /**
   * The request has ended. Idempotent; may run, on this thread, what a waiter does with its turn.
   */
  public void release() {
    if (released.compareAndSet(false, true)) {
      gates.release(host);
    }
  }
}
