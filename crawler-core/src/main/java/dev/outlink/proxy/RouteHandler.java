package dev.outlink.proxy;

import dev.outlink.detail.DetailText;
import dev.outlink.failure.ConnectFailure;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.network.ProxyAddress;
import dev.outlink.tls.NameWarnings;
import dev.outlink.tls.TlsEngines;
import dev.outlink.tls.TlsFailure;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.socksx.v5.Socks5ClientEncoder;
import io.netty.handler.codec.socksx.v5.Socks5InitialResponseDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.proxy.ProxyType;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a proxy where an address stands for a {@link Route}, and tells of the connection when
 * it leads to the host. It leaves the pipeline then. Confined to one I/O thread.
 */
public final class RouteHandler extends ChannelOutboundHandlerAdapter {

  /** What all the routes of a fetcher have in common. */
  public record Setting(Routes routes, TlsEngines tls, FetchConfig config) {}

  /** With a https proxy, AsyncHttpClient is told of this one; see {@link #removeSocks}. */
  public static final ProxyServer PRETENDED =
      new ProxyServer.Builder("proxy.invalid", 1080).setProxyType(ProxyType.SOCKS_V5).build();

  private static final String NAME = "outlink-route";

  private final Setting setting;

  // Set once.
  private @Nullable Future<?> alarm;

  private RouteHandler(Setting setting) {
    this.setting = setting;
  }

  /** To be called when the channel is initialised. */
  public static void install(ChannelPipeline pipeline, Setting setting) {
    pipeline.addFirst(NAME, new RouteHandler(setting));
  }

  @Override
  public void connect(
      ChannelHandlerContext context,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    Route route = setting.routes.of(remote);
    if (route == null) {
      ChannelFuture unused = context.connect(remote, local, promise);
      context.pipeline().remove(this);
      return;
    }
    removeSocks(context.pipeline());
    InetSocketAddress proxy = new InetSocketAddress(route.at(), route.proxy().port());
    ChannelPromise reached = context.newPromise();
    reached.addListener(
        done -> {
          if (done.isSuccess()) {
            reached(context, route, (InetSocketAddress) remote, promise);
          } else {
            setting.routes.lost(route);
            promise.tryFailure(
                new ProxyException(
                    ConnectFailure.of(
                        "the proxy " + route.proxy(),
                        done.cause(),
                        setting.config.connectTimeout())));
          }
        });
    long limit = setting.config.connectTimeout().toMillis();
    alarm =
        context
            .executor()
            .schedule(() -> tooLate(context, route, promise), limit, TimeUnit.MILLISECONDS);
    promise.addListener(done -> stopAlarm());
    ChannelFuture unused = context.connect(proxy, local, reached);
  }

  /**
   * With a https proxy, AsyncHttpClient is told of a SOCKS proxy, because only then it puts the
   * host's TLS behind the proxy's. The handlers that it has for it are not used.
   */
  private static void removeSocks(ChannelPipeline pipeline) {
    for (String name : pipeline.names()) {
      ChannelHandler handler = pipeline.get(name);
      if (name.equals(ChannelManager.SOCKS_HANDLER)
          || handler instanceof Socks5InitialResponseDecoder
          || handler instanceof Socks5ClientEncoder) {
        pipeline.remove(name);
      }
    }
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  private void tooLate(ChannelHandlerContext context, Route route, ChannelPromise promise) {
    String limit = DetailText.of(setting.config.connectTimeout());
    fail(
        context,
        promise,
        new ProxyException(
            FetchEnd.CONNECT_TIMEOUT,
            "no connection through the proxy " + route.proxy() + " within " + limit));
  }

  private static void fail(
      ChannelHandlerContext context, ChannelPromise promise, ProxyException problem) {
    if (promise.tryFailure(problem)) {
      ChannelFuture unused = context.close();
    }
  }

  private void reached(
      ChannelHandlerContext context,
      Route route,
      InetSocketAddress target,
      ChannelPromise promise) {
    ProxyAddress proxy = route.proxy();
    if (proxy.kind() != ProxyAddress.Kind.HTTPS) {
      ask(context, route, target, promise);
      return;
    }
    SslHandler tls = new SslHandler(setting.tls.engineOfProxy(proxy.host(), proxy.port()));
    tls.setHandshakeTimeoutMillis(setting.config.connectTimeout().toMillis());
    tls.handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                ask(context, route, target, promise);
              } else {
                fail(
                    context,
                    promise,
                    new ProxyException(
                        FetchEnd.TLS_ERROR,
                        "no TLS with the proxy " + proxy + ": " + TlsFailure.words(done.cause())));
              }
            });
    context.pipeline().addFirst(ChannelManager.SOCKS_HANDLER, tls);
  }

  private void ask(
      ChannelHandlerContext context,
      Route route,
      InetSocketAddress target,
      ChannelPromise promise) {
    String host = authority(target);
    if (route.isForwarding()) {
      Forwarding forwarding = new Forwarding(route.proxy(), host);
      context.pipeline().addBefore(ChannelManager.AHC_HTTP_HANDLER, Forwarding.NAME, forwarding);
      done(context, promise);
      return;
    }
    ChannelPromise answered = context.newPromise();
    answered.addListener(
        done -> {
          if (done.isSuccess()) {
            done(context, promise);
          } else {
            fail(context, promise, (ProxyException) done.cause());
          }
        });
    Dialogue dialogue =
        route.proxy().kind().isSocks()
            ? new SocksDialogue(route.proxy(), target, host, setting.routes, answered)
            : new ConnectDialogue(route.proxy(), host, setting.config.userAgent(), answered);
    context.pipeline().addBefore(NAME, Dialogue.NAME, dialogue);
  }

  private void done(ChannelHandlerContext context, ChannelPromise promise) {
    ChannelPipeline pipeline = context.pipeline();
    pipeline.remove(this);
    if (promise.trySuccess()) {
      NameWarnings.guard(pipeline);
    }
  }

  /** Host and port, IPv6 in brackets. */
  private static String authority(InetSocketAddress target) {
    String host = target.getHostString();
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + target.getPort();
  }
}
