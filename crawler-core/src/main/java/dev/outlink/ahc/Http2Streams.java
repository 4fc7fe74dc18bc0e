package dev.outlink.ahc;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an HTTP/2 connection, seen between frames and requests: who is told of the first
 * frame of an answer, also of one that AsyncHttpClient skips (1xx); and whether the connection is
 * idle. Confined to one I/O thread.
 */
final class Http2Streams extends ChannelDuplexHandler {

  private final IdleConnections idle;
  private final Consumer<Throwable> broken;

  /** Http2Streams that are open, with whom their first frame is told to. */
  private final IdentityHashMap<Http2FrameStream, Runnable> open = new IdentityHashMap<>();

  private @Nullable Runnable next;

  /**
   * No streams yet.
   *
   * @param broken gets what the server did that ends the whole connection
   */
  Http2Streams(IdleConnections idle, Consumer<Throwable> broken) {
    this.idle = idle;
    this.broken = broken;
  }

  private static void nobody() {}

  /** The stream that is opened next, at once on this thread, belongs to this listener. */
  void expect(Runnable heard) {
    next = heard;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof Http2HeadersFrame frame && frame.stream() != null) {
      Runnable heard = next;
      next = null;
      if (open.isEmpty()) {
        idle.use(context.channel());
      }
      open.putIfAbsent(frame.stream(), heard == null ? Http2Streams::nobody : heard);
    }
    ChannelFuture unused = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2HeadersFrame frame) {
      Runnable heard = open.replace(frame.stream(), Http2Streams::nobody);
      if (heard != null) {
        heard.run();
      }
    }
    if (message instanceof Http2GoAwayFrame away
        && away.errorCode() == Http2Error.HTTP_1_1_REQUIRED.code()) {
      broken.accept(
          Http2Exception.connectionError(
              Http2Error.HTTP_1_1_REQUIRED, "the server wants HTTP/1.1"));
    }
    context.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof Http2FrameStreamEvent change
        && change.stream().state() == Http2Stream.State.CLOSED
        && open.remove(change.stream()) != null
        && open.isEmpty()) {
      idle.rest(context.channel());
    }
  }

  /** Netty closes the connection, and its streams learn no more than that it is closed. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2Exception) {
      broken.accept(cause);
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    open.clear();
    boolean unused = idle.removeAll(context.channel());
    context.fireChannelInactive();
  }
}
