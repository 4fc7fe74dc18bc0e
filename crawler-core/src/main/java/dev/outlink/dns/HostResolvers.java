package dev.outlink.dns;

import com.google.common.base.Ticker;
import dev.outlink.background.BackgroundExecutor;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.Timer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * From host names to addresses, without blocking. Addresses in URLs need no resolver. Safe for any
 * thread.
 */
public final class HostResolvers implements AutoCloseable {

  private static final int MAX_REMEMBERED = 20_000;

  /**
   * Names that are asked at a time, two questions each. Netty has 65,536 question numbers for each
   * I/O thread and name server, and gives one that was not answered back ten seconds late.
   */
  private static final int MAX_ASKED = 2_048;

  private static final Duration QUERY = Duration.ofSeconds(3);

  private final NameServers servers;
  private final Lookups lookups;

  /**
   * Resolvers that ask the system's name servers.
   *
   * @param patience what one name may take
   */
  public HostResolvers(
      BackgroundExecutor background, Timer timer, Ticker ticker, Duration patience) {
    this(background, timer, ticker, patience, null);
  }

  /** Resolvers that ask the given name servers; null for those of the system. */
  public HostResolvers(
      BackgroundExecutor background,
      Timer timer,
      Ticker ticker,
      Duration patience,
      @Nullable DnsServerAddressStreamProvider nameServers) {
    long query = Math.max(1, Math.min(QUERY.toMillis(), patience.toMillis()));
    this.servers = new NameServers(background, query, nameServers);
    this.lookups = new Lookups(servers, timer, ticker, MAX_ASKED, MAX_REMEMBERED, patience);
  }

  /**
   * The addresses of a host, best first, at most eight and at least one; or an {@link
   * UnknownHostException}. May complete at once.
   *
   * @param loop the I/O thread that asks, if one has to
   * @param fresh whether what is remembered does not count
   */
  public CompletableFuture<List<InetAddress>> resolve(String host, EventLoop loop, boolean fresh) {
    InetAddress literal = literal(host);
    return literal != null
        ? CompletableFuture.completedFuture(List.of(literal))
        : lookups.resolve(host, loop, fresh);
  }

  @Override
  public void close() {
    lookups.close();
    servers.close();
  }

  /** The address that a host is the text of, or null where it is a name. */
  public static @Nullable InetAddress literal(String host) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
