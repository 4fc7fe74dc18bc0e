package dev.outlink.url;

/**
 * What politeness is kept towards: scheme, name and port of a server.
 *
 * @param scheme {@code http} or {@code https}
 * @param name the host name or address as the canonical URL has it (lower case; IPv6 in brackets)
 * @param port the effective port, 0 to 65535 (the scheme's default where the URL has none)
 */
public record Host(String scheme, String name, int port) {

  /** The origin's usual text: the port only where it is not the scheme's default. */
  @Override
  public String toString() {
    boolean standard = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + name + (standard ? "" : ":" + port);
  }
}
