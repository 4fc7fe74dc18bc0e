package dev.outlink.network;

import com.google.common.net.InetAddresses;
import dev.outlink.detail.DetailText;
import dev.outlink.url.CrawlUrl;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that the user gives to hosts, {@code HOST:PORT:ADDRESS[,ADDRESS]} as curl has it; the
 * host {@code *} is every other one. The last one that is given counts.
 *
 * @param byHost by name without a dot at its end, a colon and the port
 */
public record FixedAddresses(Map<String, List<InetAddress>> byHost) {

  private static final Pattern FORM =
      Pattern.compile("(\\*|\\[[^\\[\\]]+]|[^:\\[\\]]+):([0-9]{1,5}):(.+)");

  private static final String EVERY_HOST = "*";
  private static final int MOST = 8;

  /** Those of texts that have no problem. */
  public static FixedAddresses of(List<String> texts) {
    Map<String, List<InetAddress>> byHost = new HashMap<>();
    for (String text : texts) {
      Matcher parts = FORM.matcher(text);
      List<InetAddress> addresses = parts.matches() ? addresses(parts.group(3)) : null;
      String host = addresses == null ? null : host(parts.group(1));
      if (addresses != null && host != null) {
        byHost.put(key(host, Integer.parseInt(parts.group(2))), addresses);
      }
    }
    return new FixedAddresses(byHost);
  }

  /** What is wrong with a text, or null. */
  public static @Nullable String problem(String text) {
    String shown = "'" + DetailText.sanitised(text) + "'";
    if (text.startsWith("+") || text.startsWith("-")) {
      return shown + " begins with + or -, which only curl takes";
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return shown + " is not of the form HOST:PORT:ADDRESS[,ADDRESS]";
    }
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65_535) {
      return shown + ": the port is not between 1 and 65535";
    }
    if (host(parts.group(1)) == null) {
      return shown + ": the host is none that a URL can have";
    }
    return addresses(parts.group(3)) == null
        ? shown + ": its end is not one to 8 IP addresses with commas in between"
        : null;
  }

  private static @Nullable String host(String text) {
    if (text.equals(EVERY_HOST)) {
      return text;
    }
    return CrawlUrl.parse("http://" + text + "/") instanceof CrawlUrl url
            && url.path().equals("/")
            && url.userInfo() == null
            && !url.hostname().isEmpty()
        ? url.hostname()
        : null;
  }

  private static @Nullable List<InetAddress> addresses(String texts) {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts.split(",", -1)) {
      boolean bracketed = text.startsWith("[") && text.endsWith("]");
      String bare = bracketed ? text.substring(1, text.length() - 1) : text;
      InetAddress address = literal(bare);
      if (address == null) {
        return null;
      }
      addresses.add(address);
    }
    return addresses.size() > MOST ? null : List.copyOf(addresses);
  }

  private static @Nullable InetAddress literal(String text) {
    boolean isZoned = text.indexOf('%') >= 0; // which means nothing beyond one machine
    return !isZoned && InetAddresses.isInetAddress(text) ? InetAddresses.forString(text) : null;
  }

  private static String key(String host, int port) {
    boolean dotted = host.length() > 1 && host.endsWith(".");
    return (dotted ? host.substring(0, host.length() - 1) : host) + ':' + port;
  }

  /** The addresses of a host, or null where none are given. */
  public @Nullable List<InetAddress> of(String host, int port) {
    if (byHost.isEmpty()) {
      return null;
    }
    List<InetAddress> own = byHost.get(key(host, port));
    return own == null ? byHost.get(key(EVERY_HOST, port)) : own;
  }
}
