package dev.outlink.dns;

import dev.outlink.background.BackgroundExecutor;
import dev.outlink.background.DeferredValue;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsQueryLifecycleObserver;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The DNS client: a socket for each I/O thread that asks, and the hosts file before any name
 * server. Made when the first name comes, on a thread of its own, because it reads the hosts file
 * and the name servers' addresses. Remembers nothing itself.
 *
 * <p>Names with a dot are asked as they are, whatever search domains the system has: a link to
 * {@code example.com} never means {@code example.com.corp.internal}. Names of one label are
 * completed with them, as everywhere.
 */
public final class NameServers implements Lookups.Asker {

  private static final int MAX_QUERIES = 16;

  /** Asked for; the system may give less. An answer takes some 1,000 there, however short it is. */
  private static final int RECEIVE_BYTES = 1 << 20;

  private final DeferredValue<Boolean, DnsNameResolverBuilder> settings;
  private final Map<EventLoop, DnsNameResolver> asItIs = new ConcurrentHashMap<>();
  private final Map<EventLoop, DnsNameResolver> completed = new ConcurrentHashMap<>();

  /**
   * A client that has not been asked.
   *
   * @param queryMillis how long one name server is waited for
   * @param servers the name servers, or null for those of the system
   */
  NameServers(
      BackgroundExecutor background,
      long queryMillis,
      @Nullable DnsServerAddressStreamProvider servers) {
    this.settings = new DeferredValue<>(background, epoll -> settings(epoll, queryMillis, servers));
  }

  private static DnsNameResolverBuilder settings(
      boolean epoll, long queryMillis, @Nullable DnsServerAddressStreamProvider servers) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder()
            .queryTimeoutMillis(queryMillis)
            .maxQueriesPerResolve(MAX_QUERIES)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE);
    if (servers != null) {
      builder.nameServerProvider(servers);
    }
    builder.datagramChannelFactory(() -> datagrams(epoll));
    return epoll
        ? builder.socketChannelFactory(EpollSocketChannel::new)
        : builder.socketChannelFactory(NioSocketChannel::new);
  }

  /** A socket that answers are not lost at, when many come at a time and others are at work. */
  public static DatagramChannel datagrams(boolean epoll) {
    DatagramChannel channel = epoll ? new EpollDatagramChannel() : new NioDatagramChannel();
    channel.config().setReceiveBufferSize(RECEIVE_BYTES);
    return channel;
  }

  @Override
  public void ask(Lookup lookup, Lookups answers) {
    boolean epoll = ((IoEventLoop) lookup.loop).isIoType(EpollIoHandler.class);
    CompletableFuture<?> unused =
        settings
            .get(epoll)
            .whenComplete(
                (builder, problem) ->
                    lookup.loop.execute(
                        () -> {
                          if (problem == null) {
                            ask(builder, lookup, answers);
                          } else {
                            answers.failed(lookup, problem);
                          }
                        }));
  }

  private void ask(DnsNameResolverBuilder builder, Lookup lookup, Lookups answers) {
    boolean hasDot = lookup.name.indexOf('.') >= 0;
    Map<EventLoop, DnsNameResolver> resolvers = hasDot ? asItIs : completed;
    try {
      DnsNameResolver resolver =
          resolvers.computeIfAbsent(
              lookup.loop, loop -> resolver(builder.copy(), loop, hasDot, answers));
      Promise<List<InetAddress>> promise = lookup.loop.newPromise();
      lookup.question = promise;
      resolver
          .resolveAll(lookup.name, promise)
          .addListener(
              done -> {
                if (promise.isSuccess()) {
                  answers.found(lookup, promise.getNow());
                } else {
                  forgetIfDeaf(resolvers, lookup.loop, resolver, promise.cause());
                  answers.failed(lookup, promise.cause());
                }
              });
    } catch (RuntimeException e) {
      answers.failed(lookup, e);
    }
  }

  private static DnsNameResolver resolver(
      DnsNameResolverBuilder builder, EventLoop loop, boolean asItIs, Lookups answers) {
    if (asItIs) {
      builder.searchDomains(List.of());
    }
    return builder
        .eventLoop(loop)
        .resolveCache(new Times(answers))
        .dnsQueryLifecycleObserverFactory(question -> new Replies(question, answers))
        .build();
  }

  /** Whether the socket to ask with could not be opened. */
  static boolean isDeaf(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("couldn't setup transport");
  }

  /** One whose socket could not be opened never will be: the next name gets a new one. */
  private static void forgetIfDeaf(
      Map<EventLoop, DnsNameResolver> resolvers,
      EventLoop loop,
      DnsNameResolver resolver,
      Throwable cause) {
    if (isDeaf(cause) && resolvers.remove(loop, resolver)) {
      resolver.close();
    }
  }

  void close() {
    DnsNameResolverBuilder unused = settings.close();
    asItIs.values().forEach(DnsNameResolver::close);
    completed.values().forEach(DnsNameResolver::close);
  }

  /** Takes the times to live out of what Netty wants to remember, and remembers nothing. */
  private record Times(Lookups lookups) implements DnsCache {

    private record Entry(@Nullable InetAddress address, @Nullable Throwable cause)
        implements DnsCacheEntry {}

    @Override
    public void clear() {}

    @Override
    public boolean clear(String name) {
      return false;
    }

    @Override
    public List<? extends DnsCacheEntry> get(String name, DnsRecord[] additionals) {
      return List.of();
    }

    @Override
    public DnsCacheEntry cache(
        String name, DnsRecord[] additionals, InetAddress address, long ttl, EventLoop loop) {
      Lookup lookup = lookups.current(name);
      if (lookup != null) {
        lookup.counts(ttl);
      }
      return new Entry(address, null);
    }

    @Override
    public DnsCacheEntry cache(
        String name, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
      return new Entry(null, cause);
    }
  }

  /** Tells a lookup what became of a question: Netty's exception tells only of the last one. */
  private record Replies(DnsQuestion question, Lookups lookups)
      implements DnsQueryLifecycleObserver {

    @Override
    public void queryWritten(InetSocketAddress server, io.netty.channel.ChannelFuture written) {}

    @Override
    public void queryCancelled(int queriesLeft) {}

    @Override
    public DnsQueryLifecycleObserver queryRedirected(List<InetSocketAddress> servers) {
      return this;
    }

    @Override
    public DnsQueryLifecycleObserver queryCNAMEd(DnsQuestion cname) {
      return this;
    }

    @Override
    public DnsQueryLifecycleObserver queryNoAnswer(DnsResponseCode code) {
      Lookup lookup = lookups.current(question.name());
      if (lookup != null) {
        lookup.noAnswer(code);
      }
      return this;
    }

    @Override
    public void queryFailed(Throwable cause) {
      Lookup lookup = lookups.current(question.name());
      if (lookup != null) {
        lookup.queryFailed(cause);
      }
    }

    @Override
    public void querySucceed() {}
  }
}
