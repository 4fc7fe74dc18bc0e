package dev.outlink.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.asynchttpclient.netty.channel.ChannelManager;

/**
 * Drops the alert {@code unrecognized_name} of level warning from a TLS handshake: the server does
 * not know the name that it was asked for, and goes on with the certificate that it has, which is
 * then looked at as any (RFC 6066, section 3: clients should ignore it). The JDK ends the handshake
 * at any alert but {@code close_notify}.
 *
 * <p>Records are looked at up to the first one that is, or may be, encrypted; then this leaves the
 * pipeline. Confined to one I/O thread.
 */
public final class NameWarnings extends ByteToMessageDecoder {

  private static final String NAME = "outlink-name-warnings";

  private static final int HEADER = 5;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int MAJOR_VERSION = 3;
  private static final int WARNING = 1;
  private static final int UNRECOGNIZED_NAME = 112;

  /** What is still to come of a record that is passed on as it comes. */
  private int rest;

  private NameWarnings() {}

  /** Waits for the connection: AsyncHttpClient puts TLS in the first place just before that. */
  public static void await(ChannelPipeline pipeline) {
    pipeline.addFirst(
        NAME,
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            ChannelPipeline present = context.pipeline();
            context.fireChannelActive();
            present.remove(this);
            guard(present);
          }
        });
  }

  /** Puts itself in front of TLS, if there is any. To be called before the first byte is read. */
  public static void guard(ChannelPipeline pipeline) {
    if (pipeline.get(ChannelManager.SSL_HANDLER) != null) {
      pipeline.addBefore(ChannelManager.SSL_HANDLER, NAME, new NameWarnings());
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (rest == 0) {
      if (in.readableBytes() < HEADER) {
        return;
      }
      int start = in.readerIndex();
      int type = in.getUnsignedByte(start);
      int length = in.getUnsignedShort(start + 3);
      boolean isShortAlert = type == ALERT && length == 2;
      boolean isPlain = isShortAlert || (type == HANDSHAKE && length > 0);
      if (!isPlain || in.getUnsignedByte(start + 1) != MAJOR_VERSION) {
        context.pipeline().remove(this);
        return;
      }
      if (isShortAlert && in.readableBytes() < HEADER + length) {
        return;
      }
      if (isShortAlert
          && in.getUnsignedByte(start + HEADER) == WARNING
          && in.getUnsignedByte(start + HEADER + 1) == UNRECOGNIZED_NAME) {
        in.skipBytes(HEADER + length);
        return;
      }
      rest = HEADER + length;
    }
    int now = Math.min(rest, in.readableBytes());
    rest -= now;
    out.add(in.readRetainedSlice(now));
  }
}
