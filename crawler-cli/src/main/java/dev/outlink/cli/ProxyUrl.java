package dev.outlink.cli;

import dev.outlink.url.CrawlUrl;

/**
 * The address of a proxy, {@code http://[user:password@]host:port}. Never shown: it has secrets.
 */
final class ProxyUrl {

  private ProxyUrl() {}

  /** The text, if it is such an address. */
  static String check(String text) throws BadValue {
    int authority = "http://".length();
    int end = text.endsWith("/") ? text.length() - 1 : text.length();
    boolean path = text.indexOf('/', authority) >= 0 && text.indexOf('/', authority) < end;
    if (!text.startsWith("http://") || path || !(CrawlUrl.parse(text) instanceof CrawlUrl)) {
      throw new BadValue("this is not of the form http://[USER:PASSWORD@]HOST:PORT");
    }
    int host = text.lastIndexOf('@', end - 1) + 1;
    int colon = text.lastIndexOf(':', end - 1);
    if (colon < Math.max(host, authority) || colon == end - 1 || text.indexOf(']', colon) > 0) {
      throw new BadValue("the port is missing: http://HOST:PORT");
    }
    return text.substring(0, end);
  }
}
