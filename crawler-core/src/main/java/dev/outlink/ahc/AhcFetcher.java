package dev.outlink.ahc;

import com.google.common.base.Ticker;
import dev.outlink.background.BackgroundExecutor;
import dev.outlink.detail.DetailText;
import dev.outlink.dns.HostResolvers;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.HeaderList;
import dev.outlink.http1.Http1Codec;
import dev.outlink.network.Credentials;
import dev.outlink.network.ProxyAddress;
import dev.outlink.proxy.Probe;
import dev.outlink.proxy.RouteHandler;
import dev.outlink.proxy.Routes;
import dev.outlink.tls.NameWarnings;
import dev.outlink.tls.TlsEngines;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.AsyncHttpClientConfig.ResponseBodyPartFactory;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.channel.ChannelPoolPartitioning.PerHostChannelPoolPartitioning;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fetcher on AsyncHttpClient: HTTP/1.1, and HTTP/2 over TLS. */
public final class AhcFetcher implements Fetcher, PendingFetch.Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(AhcFetcher.class);

  private static final int MAX_HEADERS = 256 * 1024;
  private static final int STREAM_WINDOW = 1024 * 1024;
  private static final int MAX_STREAMS = 100;

  /** No timeouts of AsyncHttpClient's: it cannot know when we do not read. */
  private static final Duration OWN_COUNTDOWN = Duration.ofMillis(-1);

  private static final String ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

  // Immutable.
  private final FetchConfig config;
  private final BodyBudget budget;
  private final ConnectionLimits limits;
  private final BackgroundExecutor background;
  private final String acceptEncoding;
  private final TlsEngines tls;
  private final HostResolvers resolvers;
  private final Routes routes;
  private final Ticker ticker = Ticker.systemTicker();
  private final HashedWheelTimer timer;
  private final DefaultAsyncHttpClient client;

  private final Set<PendingFetch> inFlight = ConcurrentHashMap.newKeySet();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A fetcher of its own connections and threads.
   *
   * @param config valid: {@link FetchConfig#problems()} is empty
   * @param budget what bodies in memory are counted on; may be shared between fetchers
   * @param ioThreads how many I/O threads, at least 1
   * @param acceptEncoding the Accept-Encoding of requests: what whoever reads the pages can decode
   */
  public static Fetcher create(
      FetchConfig config, BodyBudget budget, int ioThreads, String acceptEncoding) {
    return new AhcFetcher(
        config, budget, ioThreads, acceptEncoding, ConnectionLimits.DEFAULT, null);
  }

  /** A fetcher that asks the given name servers; null for those of the system. */
  AhcFetcher(
      FetchConfig config,
      BodyBudget budget,
      int ioThreads,
      String acceptEncoding,
      ConnectionLimits limits,
      @Nullable DnsServerAddressStreamProvider nameServers) {
    this.config = config;
    this.budget = budget;
    this.limits = limits;
    this.acceptEncoding = acceptEncoding;
    this.background = new BackgroundExecutor(new DaemonThreads("outlink-background"));
    this.tls = new TlsEngines(background, config.insecure(), config.network());
    this.timer = new HashedWheelTimer(new DaemonThreads("outlink-client-timer"));
    timer.start();
    this.resolvers = new HostResolvers(background, timer, ticker, config.timeout(), nameServers);
    this.routes = new Routes(config.network(), resolvers, timer, config.connectTimeout());
    this.client =
        new DefaultAsyncHttpClient(
            settings(
                limits,
                ioThreads,
                timer,
                ticker,
                open,
                new RouteHandler.Setting(routes, tls, config)));
  }

  private static AsyncHttpClientConfig settings(
      ConnectionLimits limits,
      int ioThreads,
      Timer timer,
      Ticker ticker,
      Set<Channel> open,
      RouteHandler.Setting network) {
    FetchConfig config = network.config();
    IdleConnections idle = new IdleConnections(limits.idleConnections());
    DefaultAsyncHttpClientConfig.Builder settings =
        new DefaultAsyncHttpClientConfig.Builder()
            .setConnectTimeout(config.connectTimeout())
            .setHandshakeTimeout((int) config.connectTimeout().toMillis())
            .setReadTimeout(OWN_COUNTDOWN)
            .setRequestTimeout(OWN_COUNTDOWN)
            .setIoThreadsCount(ioThreads)
            .setThreadFactory(new DaemonThreads("outlink-io"))
            .setNettyTimer(timer)
            .setShutdownQuietPeriod(Duration.ZERO)
            .setShutdownTimeout(limits.shutdown())
            .setChannelPool(idle)
            .setKeepAlive(true)
            .setMaxRequestRetry(0)
            .setFailedIpCooldownEnabled(false)
            .setFollowRedirect(false)
            .setCookieStore(null)
            .setCompressionEnforced(false)
            .setEnableAutomaticDecompression(false)
            .setKeepEncodingHeader(true)
            .setHttp2InitialWindowSize(STREAM_WINDOW)
            .setHttp2MaxHeaderListSize(MAX_HEADERS)
            .setHttp2MaxConcurrentStreams(MAX_STREAMS)
            .setSslEngineFactory(network.tls())
            .setUserAgent(config.userAgent())
            .setResponseBodyPartFactory(ResponseBodyPartFactory.LAZY)
            .setHttpAdditionalChannelInitializer(
                channel -> {
                  open.add(channel);
                  channel.closeFuture().addListener(done -> open.remove(channel));
                  Connection.install(channel, idle, limits.idleCheck(), ticker);
                  Http1Codec.install(channel, ChannelManager.HTTP_CLIENT_CODEC, MAX_HEADERS);
                  ConnectionFields.install(channel);
                  NameWarnings.await(channel.pipeline());
                  if (!network.routes().areDirect()) {
                    RouteHandler.install(channel.pipeline(), network);
                  }
                });
    return settings.build();
  }

  @Override
  public FetchConfig config() {
    return config;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
    return fetch(request, bytes -> {});
  }

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request, IntConsumer arrived) {
    PendingFetch flight = new PendingFetch(this, request, budget.lease(), arrived);
    inFlight.add(flight);
    try {
      begin(flight, request);
    } catch (Throwable bug) {
      flight.fail(bug);
    }
    return flight.result();
  }

  @Override
  public Countdown countdown(PendingFetch flight) {
    return new Countdown(timer, ticker, flight.timeout(), config.readTimeout(), flight);
  }

  @Override
  public CompletableFuture<String> address(Host host) {
    if (routes.proxy(host.scheme(), host.name()) != null) {
      return CompletableFuture.completedFuture("");
    }
    try {
      return routes
          .addresses(host.name(), host.port(), ioThread(), false)
          .handle((found, problem) -> problem == null ? found.get(0).getHostAddress() : "");
    } catch (RuntimeException closing) {
      return CompletableFuture.completedFuture(""); // the fetch will say what is wrong
    }
  }

  @Override
  public CompletableFuture<Boolean> reaches(Host host) {
    ProxyAddress proxy = routes.proxy(host.scheme(), host.name());
    String name = proxy == null ? host.name() : proxy.host();
    int port = proxy == null ? host.port() : proxy.port();
    try {
      EventLoop loop = ioThread();
      return Probe.of(
          routes.addresses(name, port, loop, true), port, loop, timer, config.connectTimeout());
    } catch (RuntimeException closing) {
      return CompletableFuture.completedFuture(false);
    }
  }

  private EventLoop ioThread() {
    return client.getEventLoopGroup().next();
  }

  private void begin(PendingFetch flight, FetchRequest request) {
    if (closed.get()) {
      flight.stop();
      return;
    }
    flight.countdown().start();
    if (!request.url().isHttp()) {
      flight.settle(FailureOutcomes.badRequest(new IllegalArgumentException("not http or https")));
    } else if (request.url().scheme().equals("https") || isToSecureProxy(request.url())) {
      flight.startAfter(tls.ready());
    } else {
      flight.start();
    }
  }

  private boolean isToSecureProxy(CrawlUrl url) {
    ProxyAddress proxy = routes.proxy(url.scheme(), url.hostname());
    return proxy != null && proxy.kind() == ProxyAddress.Kind.HTTPS;
  }

  @Override
  public FetchOutcome told(PendingFetch flight, FetchOutcome outcome) {
    return routes.told(flight.url(), outcome);
  }

  /** Fetches that have not ended. */
  int inFlight() {
    return inFlight.size();
  }

  @Override
  public void needsHttp1(CrawlUrl url) {
    tls.needHttp1(url.hostname(), url.port());
  }

  @Override
  public void landed(PendingFetch flight) {
    inFlight.remove(flight);
  }

  @Override
  public @Nullable Future<Boolean> send(
      PendingFetch flight, CrawlUrl url, boolean ownHeaders, boolean fresh) {
    Request request;
    try {
      request = request(url, ownHeaders, fresh);
    } catch (IllegalArgumentException e) {
      flight.settle(FailureOutcomes.badRequest(e));
      return null;
    }
    return client.executeRequest(
        request, new GuardedHandler<>(new AhcExchange(flight), flight::fail));
  }

  private Request request(CrawlUrl url, boolean ownHeaders, boolean fresh) {
    RequestBuilder request =
        new RequestBuilder("GET", true)
            .setUri(
                new Uri(
                    url.scheme(), null, url.hostname(), url.port(), url.path(), url.query(), null))
            .setNameResolver(routes.resolver(url, ioThread()))
            .setHeader(HttpHeaderNames.ACCEPT, ACCEPT)
            .setHeader(HttpHeaderNames.ACCEPT_ENCODING, acceptEncoding);
    String user = url.userInfo();
    if (user != null) {
      request.setHeader(HttpHeaderNames.AUTHORIZATION, Credentials.basic(user));
    }
    if (ownHeaders) {
      HeaderList own = config.headers();
      own.forEach((name, value) -> request.setHeader(name, own.all(name)));
    }
    if (url.scheme().equals("https") && isToSecureProxy(url)) {
      request.setProxyServer(RouteHandler.PRETENDED);
    }
    boolean http1 = url.scheme().equals("https") && tls.wantsHttp1(url.hostname(), url.port());
    if (fresh || http1) {
      request.setChannelPoolPartitioning(new OwnConnections(fresh, http1));
    }
    return request.build();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits up to {@link ConnectionLimits#shutdown} in all, so it is not to be called on an I/O
   * thread; what has not ended by then, because a thread hangs, ends when it no longer does.
   * Netty's own global executor thread, which ends by itself one second after its last task, is not
   * waited for.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    inFlight.forEach(PendingFetch::stop);
    CountDownLatch ended = new CountDownLatch(1);
    background.execute(() -> end(ended));
    try {
      if (!ended.await(limits.shutdown().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("I/O threads still run after {}", DetailText.of(limits.shutdown()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends connections, threads and timer, in this order, so that the threads see the connections
   * off; those have half of the time. On a thread of its own because to stop the timer may take
   * long.
   */
  private void end(CountDownLatch ended) {
    try {
      List<ChannelFuture> closing = open.stream().map(Channel::close).toList();
      CountDownLatch left = new CountDownLatch(closing.size());
      closing.forEach(connection -> connection.addListener(done -> left.countDown()));
      boolean unused = left.await(limits.shutdown().toMillis() / 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tls.close();
      resolvers.close();
      client.close();
      Set<Timeout> unused = timer.stop();
    }
    client.getEventLoopGroup().terminationFuture().addListener(done -> ended.countDown());
  }

  /** Which kept connections a request may use; what it opens is kept as usual. */
  private static final class OwnConnections
      implements org.asynchttpclient.channel.ChannelPoolPartitioning {
    private final boolean http1;
    private boolean fresh;

    /**
     * For one request.
     *
     * @param fresh whether it finds none when it first asks
     * @param http1 whether those of HTTP/2 are none of its own
     */
    OwnConnections(boolean fresh, boolean http1) {
      this.fresh = fresh;
      this.http1 = http1;
    }

    @Override
    public Object getPartitionKey(
        Uri uri, @Nullable String virtualHost, @Nullable ProxyServer proxy) {
      if (fresh) {
        fresh = false;
        return new Object();
      }
      Object key = PerHostChannelPoolPartitioning.INSTANCE.getPartitionKey(uri, virtualHost, proxy);
      return http1 ? new OverHttp1(key) : key;
    }

    private record OverHttp1(Object key) {}
  }

  /** Daemon threads with a name and a number. */
  private static final class DaemonThreads extends DefaultThreadFactory {
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    DaemonThreads(String prefix) {
      super(prefix, true);
      this.prefix = prefix;
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
      return super.newThread(task, prefix + "-" + count.incrementAndGet());
    }
  }
}
