package dev.outlink.proxy;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that no proxy is asked for, as curl reads such a list: {@code *} is all of them; a name
 * is that host and those below it, with or without a dot before it; an IP address is that one, and
 * one with {@code /bits} is a network.
 *
 * @param entries the list's, in any case
 */
public record NoProxy(List<String> entries) {

  /**
   * Whether a host is one of them.
   *
   * @param host a name, or an IP address (IPv6 in brackets)
   */
  public boolean has(String host) {
    String name = bare(host);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
    for (String entry : entries) {
      String each = bare(entry);
      if (each.equals("*") || (address == null ? isBelow(name, each) : isWithin(address, each))) {
        return true;
      }
    }
    return false;
  }

  private static String bare(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.startsWith("[") ? name.replace("[", "").replace("]", "") : name;
  }

  private static boolean isBelow(String name, String entry) {
    String end = entry.startsWith(".") ? entry.substring(1) : entry;
    return !end.isEmpty()
        && name.endsWith(end)
        && (name.length() == end.length() || name.charAt(name.length() - end.length() - 1) == '.');
  }

  private static boolean isWithin(byte[] address, String entry) {
    int slash = entry.indexOf('/');
    byte[] network =
        NetUtil.createByteArrayFromIpAddressString(slash < 0 ? entry : entry.substring(0, slash));
    if (network == null || network.length != address.length) {
      return false;
    }
    int bits = slash < 0 ? 8 * network.length : bits(entry.substring(slash + 1));
    if (bits < 0 || bits > 8 * network.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i & 7);
      if ((address[i >> 3] & mask) != (network[i >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int bits(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
