package dev.outlink.dns;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The name servers did not say which addresses a name has: they were silent, could not be asked, or
 * could not find out (RFC 2308, section 7: a server failure says nothing about the name).
 */
public final class NoAnswerException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  /** The message is a detail of an outcome: printable, and names the host. */
  NoAnswerException(String message, @Nullable Throwable cause) {
    super(message);
    initCause(cause);
  }
}
