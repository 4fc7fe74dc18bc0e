package dev.outlink.gate;

import dev.outlink.url.Host;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to send one request to one host. Ends exactly once, whatever happens; safe for any
 * thread.
 */
public final class Permit implements Turn {

  /** A silent request takes its slot again when so many bytes of its answer have come. */
  private static final long WORTH_A_SLOT = 4_096;

  private final HostGates gates;
  private final Host host;
  private final @Nullable String address;
  private final long grantedAt;
  private final AtomicBoolean released = new AtomicBoolean();

  /** Bytes of the answer; written by the thread that brings them. */
  private volatile long received;

  /** Bytes with which it takes its slot again; written under the lock of the gates. */
  private volatile long returnsAt = Long.MAX_VALUE;

  // Guarded by the lock of the gates.
  /** Where it stands among those that hold a slot; null once it is silent or has ended. */
  WaitingLine.@Nullable Place<Permit> place;

  /** When it was looked at last, and how much had come until then. */
  long seenAt;

  long seen;

  Permit(HostGates gates, Host host, @Nullable String address, long grantedAt) {
    this.gates = gates;
    this.host = host;
    this.address = address;
    this.grantedAt = grantedAt;
    this.seenAt = grantedAt;
  }

  /** The host that it is for. */
  public Host host() {
    return host;
  }

  @Nullable String address() {
    return address;
  }

  long grantedAt() {
    return grantedAt;
  }

  long received() {
    return received;
  }

  boolean isSilent() {
    return returnsAt != Long.MAX_VALUE;
  }

  /** It has no slot from now on, until more has come. */
  void silent() {
    returnsAt = received + WORTH_A_SLOT;
  }

  /** It is not silent any more: it has its slot again, or has ended. */
  void heard() {
    returnsAt = Long.MAX_VALUE;
  }

  /**
   * So many more bytes of the answer have come. To be told by one thread at a time, as often as
   * some come; cheap.
   */
  public void bytesCame(int bytes) {
    long before = received;
    long now = before + bytes;
    received = now;
    if (before == 0) {
      gates.answers(this);
    }
    if (now >= returnsAt) {
      gates.returns(this);
    }
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
      gates.release(this, answer);
    }
  }
}
