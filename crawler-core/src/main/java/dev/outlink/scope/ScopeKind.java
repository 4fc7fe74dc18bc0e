package dev.outlink.scope;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which discovered links are near enough to a seed to be crawled. Host names are compared without a
 * final dot.
 */
public enum ScopeKind {
  /** The seed itself. */
  PAGE,
  /** As {@link #HOST}, and the path begins with the seed's up to and with its last slash. */
  PREFIX,
  /**
   * The same host name, and the same port or on both sides the default port of the scheme: http and
   * https of one name are one site, and another port is another server.
   */
  HOST,
  /**
   * The same registrable domain by the public suffix list, on any port. Private suffixes such as
   * github.io separate sites. As {@link #HOST} for addresses and for names without such a domain.
   */
  DOMAIN,
  /** As {@link #HOST}, of any of the inputs: all of them together are one scope. */
  INPUTS,
  /** All of http and https. */
  ANY;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name on the command line, in lower case. */
  public String label() {
    return label;
  }

  /** The kind with this label, or null if there is none. */
  public static @Nullable ScopeKind of(String label) {
    for (ScopeKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    return null;
  }
}
