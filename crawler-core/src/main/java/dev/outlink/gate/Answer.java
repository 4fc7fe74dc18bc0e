package dev.outlink.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request tells of its host.
 *
 * @param kind how the host answered
 * @param retryAfter the pause that it asked for, counted from its answer; null if none, and for
 *     every kind but {@link Kind#BUSY}
 */
public record Answer(Kind kind, @Nullable Duration retryAfter) {

  /** No news of the host: the request was cancelled or never sent. */
  public static final Answer NONE = new Answer(Kind.NONE, null);

  /** The host answered and is not busy, with whatever status. */
  public static final Answer GOOD = new Answer(Kind.GOOD, null);

  /** The host did not answer. */
  public static final Answer FAILED = new Answer(Kind.FAILED, null);

  /** Refuses a pause that goes with anything but {@link Kind#BUSY}. */
  public Answer {
    if (retryAfter != null && kind != Kind.BUSY) {
      throw new IllegalArgumentException("a pause of a host that is not busy: " + kind);
    }
  }

  /**
   * The host asks for a pause.
   *
   * @param retryAfter how long, as its Retry-After header says (RFC 9110, 10.2.3); zero or negative
   *     if that time has passed; null if it does not say
   */
  public static Answer busy(@Nullable Duration retryAfter) {
    return new Answer(Kind.BUSY, retryAfter);
  }

  /** How a host answered. */
  public enum Kind {
    /** No news: cancelled, or never sent. */
    NONE,
    /** An HTTP response that is neither 429 nor 503. */
    GOOD,
    /** 429 Too Many Requests or 503 Service Unavailable. */
    BUSY,
    /** No HTTP response: no address, no connection, a timeout, a reset. */
    FAILED
  }
}
