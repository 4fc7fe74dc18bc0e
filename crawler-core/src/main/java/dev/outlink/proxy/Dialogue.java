package dev.outlink.proxy;

import dev.outlink.failure.Causes;
import dev.outlink.network.ProxyAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * What is said between the connection to a proxy and the one through it. Begins when it is put into
 * the pipeline of an open connection, and leaves it at its end; bytes behind that end are the
 * host's. Confined to one I/O thread.
 */
abstract class Dialogue extends ByteToMessageDecoder {

  static final String NAME = "outlink-dialogue";

  private final ChannelPromise answered;
  private final ProxyAddress proxy;

  /**
   * A dialogue that has not begun.
   *
   * @param answered gets its end: that the connection leads to the host, or a {@link
   *     ProxyException}
   */
  Dialogue(ProxyAddress proxy, ChannelPromise answered) {
    this.proxy = proxy;
    this.answered = answered;
  }

  /** Says the first word. */
  abstract void begin(ChannelHandlerContext context) throws ProxyException;

  /**
   * Reads on, and answers.
   *
   * @return true if the connection leads to the host now
   * @throws ProxyException if it will not
   */
  abstract boolean read(ChannelHandlerContext context, ByteBuf in) throws ProxyException;

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    try {
      begin(context);
    } catch (ProxyException e) {
      fail(e);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (answered.isDone()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      if (read(context, in)) {
        context.pipeline().remove(this);
        answered.trySuccess();
      }
    } catch (ProxyException e) {
      in.skipBytes(in.readableBytes());
      fail(e);
    }
  }

  void fail(ProxyException problem) {
    answered.tryFailure(problem);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(ProxyException.failure(proxy, "closed the connection before it answered"));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(ProxyException.failure(proxy, "broke the connection: " + Causes.words(cause)));
  }
}
