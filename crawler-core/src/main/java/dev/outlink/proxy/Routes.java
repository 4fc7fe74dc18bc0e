package dev.outlink.proxy;

import dev.outlink.dns.HostResolvers;
import dev.outlink.dns.NameFailure;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.network.FixedAddresses;
import dev.outlink.network.ProxyAddress;
import dev.outlink.url.CrawlUrl;
import io.netty.channel.EventLoop;
import io.netty.resolver.NameResolver;
import io.netty.resolver.SimpleNameResolver;
import io.netty.util.Timer;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which way the requests to a host go. AsyncHttpClient knows nothing of proxies: a host behind one
 * resolves to an address that stands for a {@link Route}, and {@link RouteHandler} connects to the
 * proxy in its place. So a connection is there when it leads to the host, whatever is in between.
 * Safe for any thread.
 */
public final class Routes {

  /** 100::/64, addresses that nobody has (RFC 6666). */
  private static final long DISCARD_ONLY = 0x0100_0000_0000_0000L;

  private static final String THE_PROXY = "the proxy ";

  // Immutable.
  private final HostResolvers resolvers;
  private final NoProxy except;
  private final FixedAddresses fixed;
  private final @Nullable ProxyAddress forHttp;
  private final @Nullable ProxyAddress forHttps;

  /** In the addresses, so that no page can have one; 0 where there are none. */
  private final int secret;

  private final Timer timer;
  private final Duration patience;
  private final Map<ProxyAddress, Choice> choices = new ConcurrentHashMap<>();

  private final AtomicInteger last = new AtomicInteger();
  private final Map<Route, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Route> byNumber = new ConcurrentHashMap<>();

  /** One of several addresses. */
  private record Choice(Set<InetAddress> from, CompletableFuture<InetAddress> one) {}

  /**
   * The routes of a configuration without problems.
   *
   * @param patience what a try to connect to an address may take
   */
  public Routes(NetworkConfig config, HostResolvers resolvers, Timer timer, Duration patience) {
    this.resolvers = resolvers;
    this.timer = timer;
    this.patience = patience;
    this.except = new NoProxy(config.noProxy());
    this.fixed = FixedAddresses.of(config.resolve());
    String http = config.httpProxy();
    String https = config.httpsProxy();
    this.forHttp = http == null ? null : ProxyAddress.parse(http);
    this.forHttps = https == null ? null : ProxyAddress.parse(https);
    this.secret = areDirect() ? 0 : new SecureRandom().nextInt();
  }

  /** Whether all requests go straight to their hosts. */
  public boolean areDirect() {
    return forHttp == null && forHttps == null;
  }

  /** The proxy that a host is asked through, or null. */
  public @Nullable ProxyAddress proxy(String scheme, String host) {
    ProxyAddress proxy = scheme.equals("https") ? forHttps : forHttp;
    return proxy == null || except.has(host) ? null : proxy;
  }

  /** The outcome of a request for a URL; where no answer came through a proxy, it names that. */
  public FetchOutcome told(CrawlUrl url, FetchOutcome outcome) {
    if (areDirect()
        || !(outcome instanceof FetchOutcome.Other end)
        || end.status() != 0
        || !end.end().isFailure()
        || end.detail().contains(THE_PROXY)) {
      return outcome;
    }
    ProxyAddress proxy = proxy(url.scheme(), url.hostname());
    return proxy == null
        ? outcome
        : new FetchOutcome.Other(
            end.end(), 0, null, end.detail() + " (through " + THE_PROXY + proxy + ")");
  }

  /** The addresses of a host itself: those that the user gave, or {@link HostResolvers#resolve}. */
  public CompletableFuture<List<InetAddress>> addresses(
      String host, int port, EventLoop loop, boolean fresh) {
    List<InetAddress> given = fixed.of(host, port);
    return given == null
        ? resolvers.resolve(host, loop, fresh)
        : CompletableFuture.completedFuture(given);
  }

  /** The addresses that a connection to a host is made to: its own, or those that stand for it. */
  public NameResolver<InetAddress> resolver(CrawlUrl url, EventLoop loop) {
    return new SimpleNameResolver<>(loop) {
      @Override
      protected void doResolve(String host, Promise<InetAddress> first) {
        answer(url, loop, first::tryFailure, addresses -> first.trySuccess(addresses.get(0)));
      }

      @Override
      protected void doResolveAll(String host, Promise<List<InetAddress>> all) {
        answer(url, loop, all::tryFailure, all::trySuccess);
      }
    };
  }

  /** Takes a value; whether it was the first one does not count. */
  private interface Taker<T> {
    boolean take(T value);
  }

  private void answer(
      CrawlUrl url, EventLoop loop, Taker<Throwable> failed, Taker<List<InetAddress>> found) {
    ProxyAddress proxy = proxy(url.scheme(), url.hostname());
    CompletableFuture<List<InetAddress>> addresses =
        proxy == null
            ? addresses(url.hostname(), url.port(), loop, false)
            : addresses(proxy.host(), proxy.port(), loop, false)
                .exceptionallyCompose(problem -> unknown(proxy, problem))
                .thenCompose(all -> behind(proxy, url, all, loop));
    CompletableFuture<?> unused =
        addresses.whenComplete(
            (all, problem) -> {
              if (problem == null) {
                found.take(all);
              } else {
                failed.take(problem);
              }
            });
  }

  private static CompletableFuture<List<InetAddress>> unknown(
      ProxyAddress proxy, Throwable problem) {
    return CompletableFuture.failedFuture(
        new ProxyException(NameFailure.of("the proxy " + proxy.host(), problem)));
  }

  private CompletableFuture<List<InetAddress>> behind(
      ProxyAddress proxy, CrawlUrl url, List<InetAddress> addresses, EventLoop loop) {
    boolean secure = url.scheme().equals("https");
    return choose(proxy, addresses, loop)
        .thenApply(one -> List.of(standIn(new Route(proxy, one, secure), url.hostname())));
  }

  /**
   * The first address of a proxy that takes connections; found out when there are several. Given
   * all of them, AsyncHttpClient would ask the next one for what the first has refused.
   */
  private CompletableFuture<InetAddress> choose(
      ProxyAddress proxy, List<InetAddress> addresses, EventLoop loop) {
    if (addresses.size() == 1) {
      return CompletableFuture.completedFuture(addresses.get(0));
    }
    Set<InetAddress> all = Set.copyOf(addresses);
    CompletableFuture<InetAddress> found = new CompletableFuture<>();
    Choice choice =
        choices.compute(
            proxy,
            (key, known) ->
                known != null && known.from.equals(all) ? known : new Choice(all, found));
    if (choice.one == found) {
      probe(proxy, addresses, 0, loop, found);
    }
    return choice.one;
  }

  private void probe(
      ProxyAddress proxy,
      List<InetAddress> addresses,
      int index,
      EventLoop loop,
      CompletableFuture<InetAddress> found) {
    if (index == addresses.size()) {
      found.complete(addresses.get(0)); // what is wrong is told when it is connected to
      return;
    }
    CompletableFuture<?> unused =
        Probe.of(
                CompletableFuture.completedFuture(List.of(addresses.get(index))),
                proxy.port(),
                loop,
                timer,
                patience)
            .whenComplete(
                (reached, problem) -> {
                  if (problem == null && reached) {
                    found.complete(addresses.get(index));
                  } else {
                    probe(proxy, addresses, index + 1, loop, found);
                  }
                });
  }

  /** No connection was made to the proxy: its addresses are looked at again. */
  void lost(Route route) {
    choices.remove(route.proxy());
  }

  private InetAddress standIn(Route route, String host) {
    int number =
        numbers.computeIfAbsent(
            route,
            added -> {
              int next = last.incrementAndGet();
              byNumber.put(next, added);
              return next;
            });
    byte[] address =
        ByteBuffer.allocate(16).putLong(DISCARD_ONLY).putInt(secret).putInt(number).array();
    try {
      return InetAddress.getByAddress(host, address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The route that an address stands for, or null where it is an address. */
  @Nullable Route of(SocketAddress address) {
    InetAddress ip = address instanceof InetSocketAddress socket ? socket.getAddress() : null;
    if (ip == null || ip.getAddress().length != 16) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
    return bytes.getLong() == DISCARD_ONLY && bytes.getInt() == secret
        ? byNumber.get(bytes.getInt())
        : null;
  }
}
