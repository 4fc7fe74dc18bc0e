package dev.outlink.fetch;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops the 1xx responses that precede the final one (RFC 9110, section 15.2), except 101: nobody
 * asked to switch protocols. AsyncHttpClient would take the end of a 103 for the end of the
 * response. Confined to one I/O thread.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {

  private static final int SWITCHING_PROTOCOLS = 101;

  private boolean dropping;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse response) {
      dropping =
          response.status().codeClass() == HttpStatusClass.INFORMATIONAL
              && response.status().code() != SWITCHING_PROTOCOLS
              && response.decoderResult().isSuccess();
    }
    if (!dropping) {
      context.fireChannelRead(message);
      return;
    }
    dropping = !(message instanceof LastHttpContent);
    ReferenceCountUtil.release(message);
  }
}
