package dev.outlink.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 of one connection, one request at a time: in place of Netty's {@code HttpClientCodec},
 * which it behaves like towards other handlers. It knows neither HEAD nor CONNECT, and does not
 * pipeline.
 *
 * <p>Malformed responses are messages whose decoder result is a failure: {@link MalformedResponse},
 * {@link io.netty.handler.codec.TooLongFrameException} or {@link StrayBytes}; each ends the
 * connection's use.
 */
public final class Http1Codec
    extends CombinedChannelDuplexHandler<ResponseDecoder, HttpRequestEncoder> {

  private static final AttributeKey<Http1Codec> KEY = AttributeKey.valueOf("dev.outlink.http1");

  private Http1Codec(int mostHead) {
    super(new ResponseDecoder(mostHead), new HttpRequestEncoder());
  }

  /**
   * Takes the place of the handler of that name. On the I/O thread, or before the channel is
   * registered.
   *
   * @param mostHead bytes of a response's status line and fields, and of its interim responses
   */
  public static void install(Channel channel, String name, int mostHead) {
    Http1Codec codec = new Http1Codec(mostHead);
    channel.pipeline().replace(name, name, codec);
    channel.attr(KEY).set(codec);
  }

  /** Whether another request can be sent over a connection whose response has ended. */
  public static boolean canBeUsedAgain(Channel channel) {
    Http1Codec codec = channel.attr(KEY).get();
    return codec == null || codec.inboundHandler().isClear();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (!(message instanceof HttpRequest request)) {
      super.write(context, message, promise);
    } else if (inboundHandler().isUsed()) {
      // What has come since the last response is looked at first: it is no answer to this request.
      Future<?> unused =
          context
              .executor()
              .schedule(() -> send(context, request, promise), 0, TimeUnit.NANOSECONDS);
    } else {
      inboundHandler().expect();
      super.write(context, message, promise);
    }
  }

  private void send(ChannelHandlerContext context, HttpRequest request, ChannelPromise promise) {
    if (!inboundHandler().isClear() || !context.channel().isActive()) {
      ReferenceCountUtil.release(request);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    try {
      inboundHandler().expect();
      super.write(context, request, promise);
      context.flush();
    } catch (Exception problem) {
      promise.tryFailure(problem);
    }
  }
}
