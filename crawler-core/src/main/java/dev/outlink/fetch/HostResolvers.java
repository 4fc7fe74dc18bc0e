package dev.outlink.fetch;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * From host names to addresses, without blocking. Addresses in URLs need no resolver; the DNS
 * client is made when the first name comes, on a thread of its own, because it reads the hosts file
 * and the name servers' addresses. Safe for any thread.
 */
final class HostResolvers extends AddressResolverGroup<InetSocketAddress> {

  /** Addresses of a name that are tried in turn. */
  private static final int MAX_ADDRESSES = 8;

  private static final int MAX_CACHED = 20_000;
  private static final int MAX_TTL_SECONDS = 300;
  private static final int NEGATIVE_TTL_SECONDS = 10;
  private static final int MAX_QUERIES = 16;
  private static final long QUERY_TIMEOUT_MILLIS = 5_000;

  private final Deferred<Boolean, DnsAddressResolverGroup> dns;

  /** A group of resolvers that starts threads with the given factory. */
  HostResolvers(Background background) {
    this.dns = new Deferred<>(background, HostResolvers::dns);
  }

  private static DnsAddressResolverGroup dns(boolean epoll) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder()
            .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
            .maxQueriesPerResolve(MAX_QUERIES)
            .resolveCache(new BoundedDnsCache(MAX_CACHED, MAX_TTL_SECONDS, NEGATIVE_TTL_SECONDS))
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE);
    if (epoll) {
      builder
          .datagramChannelFactory(EpollDatagramChannel::new)
          .socketChannelFactory(EpollSocketChannel::new);
    } else {
      builder
          .datagramChannelFactory(NioDatagramChannel::new)
          .socketChannelFactory(NioSocketChannel::new);
    }
    return new DnsAddressResolverGroup(builder);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver((IoEventLoop) executor);
  }

  @Override
  public void close() {
    super.close();
    DnsAddressResolverGroup made = dns.close();
    if (made != null) {
      made.close();
    }
  }

  /** The address that a host is the text of, or null where it is a name. */
  static @Nullable InetAddress literal(String host) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Resolver extends AbstractAddressResolver<InetSocketAddress> {

    private final IoEventLoop loop;

    Resolver(IoEventLoop loop) {
      super(loop, InetSocketAddress.class);
      this.loop = loop;
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return !address.isUnresolved();
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
      Promise<List<InetSocketAddress>> all = loop.newPromise();
      all.addListener(
          done -> {
            if (done.isSuccess()) {
              promise.trySuccess(all.getNow().get(0));
            } else {
              promise.tryFailure(done.cause());
            }
          });
      doResolveAll(address, all);
    }

    @Override
    protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> all) {
      InetAddress literal = literal(address.getHostString());
      if (literal != null) {
        all.trySuccess(List.of(new InetSocketAddress(literal, address.getPort())));
        return;
      }
      CompletableFuture<?> unused =
          dns.get(loop.isIoType(EpollIoHandler.class))
              .whenComplete(
                  (group, problem) -> {
                    if (problem != null) {
                      all.tryFailure(problem);
                    } else {
                      ask(group, address, all);
                    }
                  });
    }

    private void ask(
        DnsAddressResolverGroup group,
        InetSocketAddress address,
        Promise<List<InetSocketAddress>> all) {
      try {
        EventLoop executor = loop;
        Future<List<InetSocketAddress>> answer = group.getResolver(executor).resolveAll(address);
        answer.addListener(
            done -> {
              if (done.isSuccess()) {
                List<InetSocketAddress> found = answer.getNow();
                all.trySuccess(found.subList(0, Math.min(found.size(), MAX_ADDRESSES)));
              } else {
                all.tryFailure(done.cause());
              }
            });
      } catch (RuntimeException e) {
        all.tryFailure(e);
      }
    }
  }
}
