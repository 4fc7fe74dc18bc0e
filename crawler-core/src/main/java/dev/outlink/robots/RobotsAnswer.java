package dev.outlink.robots;

import org.jspecify.annotations.Nullable;

/** What a host's robots.txt came to, as fetched by somebody else (RFC 9309, section 2.3.1). */
public sealed interface RobotsAnswer {

  /**
   * A body that came with a status of 2xx.
   *
   * @param bytes the body without content codings; parsed at once and not kept
   * @param length how many of the bytes count. From {@link RobotsPolicy#MAX_BYTES} on the text is
   *     taken as cut: what is beyond, and a last line without its end, have no effect
   */
  // An array, as the fetcher has it; these are never compared or printed.
  @SuppressWarnings("ArrayRecordComponent")
  record Text(byte[] bytes, int length) implements RobotsAnswer {

    /** Checks the length. */
    public Text {
      if (length < 0 || length > bytes.length) {
        throw new IllegalArgumentException("length " + length + " of " + bytes.length);
      }
    }
  }

  /**
   * There is none (4xx but 429, too many redirects): everything is allowed.
   *
   * @param detail why, in words, such as {@code HTTP 404}
   */
  record Unavailable(String detail) implements RobotsAnswer {}

  /**
   * It could not be asked (5xx, 429, a failure of the network): nothing is allowed, for now.
   *
   * @param cause what the fetcher knows of it, handed back as it is; null where the fetcher failed
   * @param status the HTTP status, 0 where there was none
   * @param detail why, in words
   * @param fault whose failure it is, which says how long it is remembered
   */
  record Unreachable(@Nullable Cause cause, int status, String detail, Fault fault)
      implements RobotsAnswer {

    /** A failure of the host. */
    public Unreachable(@Nullable Cause cause, int status, String detail) {
      this(cause, status, detail, Fault.HOST);
    }
  }

  /** What the fetcher of robots.txt knows of a failure. */
  interface Cause {}

  /** Whose failure it is that a host could not be asked. */
  enum Fault {
    /** The host's, or of its network or name server. */
    HOST,
    /** Our own network's or machine's, or our name server's: it tells nothing of the host. */
    OURS,
    /** Nobody's: nothing was sent, as the host is left alone, or we stop. */
    NONE
  }
}
