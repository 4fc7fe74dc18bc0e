package dev.outlink.network;

import dev.outlink.url.CrawlUrl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text {@code SCHEME://[user:password@]host:port} taken apart. The text is never shown: it has
 * secrets. {@link #toString} has none.
 *
 * @param kind what is spoken with the proxy
 * @param host a name, or an IP address (IPv6 in brackets)
 * @param user plain text, or null where there is none
 * @param password plain text; empty where there is none
 */
public record ProxyAddress(
    Kind kind, String host, int port, @Nullable String user, String password) {

  private static final String FORM =
      "this is not of the form [http|https|socks5|socks5h]://[USER:PASSWORD@]HOST:PORT";

  /** One length octet each (RFC 1929, section 2). */
  private static final int LONGEST_FOR_SOCKS = 255;

  /** What is spoken with a proxy. */
  public enum Kind {
    /** HTTP. */
    HTTP("http://"),
    /** HTTP over TLS. */
    HTTPS("https://"),
    /** SOCKS version 5, with names that are resolved here. */
    SOCKS5("socks5://"),
    /** SOCKS version 5, with names that the proxy resolves. */
    SOCKS5H("socks5h://");

    private final String start;

    Kind(String start) {
      this.start = start;
    }

    public boolean isSocks() {
      return this == SOCKS5 || this == SOCKS5H;
    }
  }

  /** Null where the text is such an address. The port must be there: proxies have no usual one. */
  public static @Nullable String problem(String text) {
    Kind kind = kind(text);
    if (kind == null) {
      return FORM;
    }
    // Of any scheme the URL standard knows no host, of these it does.
    String start = Kind.HTTP.start;
    String rest = text.substring(kind.start.length());
    if (!(CrawlUrl.parse(start + rest) instanceof CrawlUrl url)
        || rest.startsWith("/")
        || !url.path().equals("/")
        || url.query() != null
        || url.fragment() != null) {
      return FORM;
    }
    String host = rest.substring(rest.lastIndexOf('@') + 1);
    host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    int colon = host.lastIndexOf(':');
    if (colon <= host.lastIndexOf(']') || colon == host.length() - 1) {
      return "the port is missing: " + kind.start + "HOST:PORT";
    }
    ProxyAddress address = of(kind, url);
    return kind.isSocks() && (isTooLong(address.user) || isTooLong(address.password))
        ? "user and password of a SOCKS proxy have 255 bytes at most"
        : null;
  }

  private static boolean isTooLong(@Nullable String text) {
    return text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_FOR_SOCKS;
  }

  private static @Nullable Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (text.startsWith(kind.start)) {
        return kind;
      }
    }
    return null;
  }

  /** The parts of an address that has no problem. */
  public static ProxyAddress parse(String text) {
    String problem = problem(text);
    Kind kind = kind(text);
    if (problem != null
        || kind == null
        || !(CrawlUrl.parse(Kind.HTTP.start + text.substring(kind.start.length()))
            instanceof CrawlUrl url)) {
      throw new IllegalArgumentException("proxy: " + problem);
    }
    return of(kind, url);
  }

  private static ProxyAddress of(Kind kind, CrawlUrl url) {
    String info = url.userInfo();
    int colon = info == null ? -1 : info.indexOf(':');
    String user = info == null || colon < 0 ? info : info.substring(0, colon);
    String password = info == null || colon < 0 ? "" : info.substring(colon + 1);
    return new ProxyAddress(
        kind,
        url.hostname(),
        url.port(),
        user == null ? null : Credentials.decoded(user),
        Credentials.decoded(password));
  }

  /** The value of Proxy-Authorization, or null where there is no user (RFC 7617). */
  public @Nullable String authorization() {
    if (user == null) {
      return null;
    }
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Host and port, for messages. */
  @Override
  public String toString() {
    return host + ':' + port;
  }
}
