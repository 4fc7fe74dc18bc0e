package dev.outlink.url;

import java.net.IDN;
import org.jspecify.annotations.Nullable;

/**
 * The ASCII form of a domain name with other characters. Only such names come here, so that {@link
 * IDN} and its tables are not loaded for the others.
 */
final class Idna {

  /**
   * No name in the DNS is longer than 253 characters in ASCII; the rest is room for what the
   * mapping drops. Encoding takes quadratic time, hence a bound.
   */
  private static final int MAX_LENGTH = 1024;

  private Idna() {}

  /** The name in ASCII, in either case, or null where it has no such form. */
  static @Nullable String toAscii(String domain) {
    if (domain.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }
}
