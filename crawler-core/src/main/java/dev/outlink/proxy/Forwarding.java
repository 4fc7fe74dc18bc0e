package dev.outlink.proxy;

import dev.outlink.network.ProxyAddress;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/**
 * Requests for http URLs that a proxy forwards: the whole URL is their target (RFC 9112, section
 * 3.2.2), and 407 is the proxy's own word (RFC 9110, section 15.5.8). Confined to one I/O thread.
 */
final class Forwarding extends ChannelDuplexHandler {

  static final String NAME = "outlink-forwarding";

  private static final String USUAL_PORT = ":80";

  private final ProxyAddress proxy;
  private final String target;
  private boolean refused;

  /**
   * For the requests of one connection.
   *
   * @param target host and port
   */
  Forwarding(ProxyAddress proxy, String target) {
    this.proxy = proxy;
    this.target = target;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest request) {
      String host =
          target.endsWith(USUAL_PORT)
              ? target.substring(0, target.length() - USUAL_PORT.length())
              : target;
      request.setUri("http://" + host + request.uri());
      String authorization = proxy.authorization();
      if (authorization != null) {
        request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, authorization);
      }
    }
    ChannelFuture unused = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean asksForUser =
        message instanceof HttpResponse response
            && response.status().code() == HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED.code();
    if (!refused && !asksForUser) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (!refused) {
      refused = true;
      context.fireExceptionCaught(
          ProxyException.refusal(proxy, target, "407 Proxy Authentication Required"));
    }
  }
}
