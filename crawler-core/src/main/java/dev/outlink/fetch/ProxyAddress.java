package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/** The text {@code http://[user:password@]host:port}. Never shown: it has secrets. */
final class ProxyAddress {

  private static final String SCHEME = "http://";

  private ProxyAddress() {}

  /** Null where the text is such an address. The port must be there: proxies have no usual one. */
  static @Nullable String problem(String text) {
    if (!text.startsWith(SCHEME)
        || !(CrawlUrl.parse(text) instanceof CrawlUrl url)
        || !url.path().equals("/")
        || url.query() != null
        || url.fragment() != null) {
      return "this is not of the form http://[USER:PASSWORD@]HOST:PORT";
    }
    int end = text.endsWith("/") ? text.length() - 1 : text.length();
    String host = text.substring(Math.max(SCHEME.length(), text.lastIndexOf('@') + 1), end);
    int colon = host.lastIndexOf(':');
    return colon <= host.lastIndexOf(']') || colon == host.length() - 1
        ? "the port is missing: http://HOST:PORT"
        : null;
  }

  /** The parts of an address that has no problem. */
  static CrawlUrl parse(String text) {
    String problem = problem(text);
    if (problem != null || !(CrawlUrl.parse(text) instanceof CrawlUrl url)) {
      throw new IllegalArgumentException("proxy: " + problem);
    }
    return url;
  }
}
