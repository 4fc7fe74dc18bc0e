package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/**
 * What politeness is kept towards: scheme, name and port of a server.
 *
 * @param scheme {@code http} or {@code https}
 * @param name the host name or address as the canonical URL has it (lower case; IPv6 in brackets)
 * @param port the effective port, 0 to 65535 (the scheme's default where the URL has none)
 */
public record Host(String scheme, String name, int port) {

  // Written out: this is the key of every map of hosts, and a record's own methods are linked at
  // run time.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Host host
        && port == host.port
        && name.equals(host.name)
        && scheme.equals(host.scheme);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + port) + scheme.hashCode();
  }

  /** The origin's usual text: the port only where it is not the scheme's default. */
  @Override
  public String toString() {
    boolean standard = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + name + (standard ? "" : ":" + port);
  }
}
