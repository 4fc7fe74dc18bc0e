package dev.outlink.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that name proxies, as curl reads them: first in lower case, then in
 * upper case; an empty one is ignored. {@code HTTP_PROXY} is ignored: on a web server a client sets
 * it, by the header {@code Proxy}.
 *
 * @param environment all variables
 */
record ProxyVariables(Map<String, String> environment) {

  private static final String SEPARATOR = "://";

  /**
   * A variable that is set.
   *
   * @param name the variable's
   * @param proxy its value, with scheme and port
   */
  record Variable(String name, String proxy) {}

  /** The variable for URLs of a scheme, or null. */
  @Nullable Variable of(String scheme) {
    List<String> names = new ArrayList<>();
    names.add(scheme + "_proxy");
    if (!scheme.equals("http")) {
      names.add((scheme + "_proxy").toUpperCase(Locale.ROOT));
    }
    names.add("all_proxy");
    names.add("ALL_PROXY");
    for (String name : names) {
      String value = value(name);
      if (!value.isEmpty()) {
        return new Variable(name, whole(value));
      }
    }
    return null;
  }

  /** The hosts that are reached without a proxy. */
  List<String> except() {
    String lower = value("no_proxy");
    return hosts(lower.isEmpty() ? value("NO_PROXY") : lower);
  }

  /** The entries of a list that is separated by commas, blanks or both. */
  static List<String> hosts(String list) {
    List<String> hosts = new ArrayList<>();
    for (String each : list.split("[,\\s]+", -1)) {
      if (!each.isEmpty()) {
        hosts.add(each);
      }
    }
    return hosts;
  }

  private String value(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** Adds the default scheme (http) and port (443 for https, otherwise 1080). */
  private static String whole(String value) {
    int separator = value.indexOf(SEPARATOR);
    String scheme = separator < 0 ? "http" : value.substring(0, separator).toLowerCase(Locale.ROOT);
    String rest = separator < 0 ? value : value.substring(separator + SEPARATOR.length());
    String host = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > Math.max(host.lastIndexOf('@'), host.lastIndexOf(']'));
    String port = hasPort ? "" : scheme.equals("https") ? ":443" : ":1080";
    return scheme + SEPARATOR + host + port;
  }
}
