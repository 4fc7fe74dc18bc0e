package dev.outlink.fetch;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which ways requests go. Proxies are {@code
 * [http|https|socks5|socks5h]://[user:password@]host:port}.
 *
 * @param httpProxy the proxy that requests for http URLs go through, or null
 * @param httpsProxy the same for https URLs
 * @param noProxy hosts that no proxy is asked for, as curl has them: names with all below them, IP
 *     addresses, networks such as {@code 10.0.0.0/8}; {@code *} for all
 */
public record NetworkConfig(
    @Nullable String httpProxy, @Nullable String httpsProxy, List<String> noProxy) {

  /** Straight to every host. */
  public static final NetworkConfig DIRECT = new NetworkConfig(null, null, List.of());

  /** Copies the list. */
  public NetworkConfig {
    noProxy = ImmutableList.copyOf(noProxy);
  }

  /** All requests through one proxy; null for none. */
  public NetworkConfig withProxy(@Nullable String proxy) {
    return withProxies(proxy, proxy);
  }

  /** Requests for http and for https URLs through these; null for none. */
  public NetworkConfig withProxies(@Nullable String forHttp, @Nullable String forHttps) {
    return new NetworkConfig(forHttp, forHttps, noProxy);
  }

  /** The same, but these hosts are asked straight. */
  public NetworkConfig withNoProxy(List<String> hosts) {
    return new NetworkConfig(httpProxy, httpsProxy, hosts);
  }

  /** What cannot be used, a sentence each that begins with the option's name, without secrets. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    String first = httpProxy == null ? null : ProxyAddress.problem(httpProxy);
    String second = httpsProxy == null ? null : ProxyAddress.problem(httpsProxy);
    String problem = first == null ? second : first;
    if (problem != null) {
      problems.add("proxy: " + problem);
    }
    return problems;
  }
}
