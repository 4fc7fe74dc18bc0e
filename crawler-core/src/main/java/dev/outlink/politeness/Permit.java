package dev.outlink.politeness;

import dev.outlink.url.Host;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to send one request to one host. Ends exactly once, whatever happens; safe for any
 * thread.
 */
public final class Permit implements Turn {

  private final HostGates gates;
  private final Host host;
  private final @Nullable String address;
  private final long grantedAt;
  private final AtomicBoolean released = new AtomicBoolean();

  Permit(HostGates gates, Host host, @Nullable String address, long grantedAt) {
    this.gates = gates;
    this.host = host;
    this.address = address;
    this.grantedAt = grantedAt;
  }

  /** The host that it is for. */
  public Host host() {
    return host;
  }

  /**
   * The request has ended, and there is no news of its host: it was cancelled or never sent.
   * Otherwise as {@link #release(Answer)}.
   */
  public void release() {
    release(Answer.NONE);
  }

  /**
   * The request has ended. Idempotent, only the first call counts; may run, on this thread, what a
   * waiter does with its turn.
   */
  public void release(Answer answer) {
    if (released.compareAndSet(false, true)) {
      gates.release(host, address, grantedAt, answer);
    }
  }
}
