package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.LeaksExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.util.List;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks as Netty's encoder writes them, read by its decoder, which refuses what is malformed. */
@ExtendWith(LeaksExtension.class)
class ConnectionFieldsTest {

  private static final List<String> FIELDS =
      List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private static EmbeddedChannel channel(String codec) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel
        .pipeline()
        .addLast(ChannelManager.HTTP_CLIENT_CODEC, new ChannelInboundHandlerAdapter());
    ConnectionFields.install(channel);
    channel.pipeline().replace(ChannelManager.HTTP_CLIENT_CODEC, codec, new Nothing());
    return channel;
  }

  private static final class Nothing extends ChannelInboundHandlerAdapter {}

  private static ByteBuf frame(int type, int flags, ByteBuf... parts) {
    ByteBuf payload = Unpooled.wrappedBuffer(parts);
    return Unpooled.wrappedBuffer(
        Unpooled.buffer()
            .writeMedium(payload.readableBytes())
            .writeByte(type)
            .writeByte(flags)
            .writeInt(1),
        payload);
  }

  private static ByteBuf read(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf some = channel.readInbound(); some != null; some = channel.readInbound()) {
      all.writeBytes(some);
      some.release();
    }
    return all;
  }

  /** Whole frames and single bytes; plain and in Huffman's code; indexed, and never indexed. */
  @ParameterizedTest
  @CsvSource({"0,false,true", "0,true,false", "1000,false,false", "1000,true,true"})
  void fields_inAnyForm_areRenamed(int plainBelow, boolean neverIndexed, boolean inPieces)
      throws Exception {
    EmbeddedChannel channel = channel(ChannelManager.HTTP2_FRAME_CODEC);
    Http2HeadersEncoder.SensitivityDetector sensitive = (name, value) -> neverIndexed;
    DefaultHttp2HeadersEncoder encoder =
        new DefaultHttp2HeadersEncoder(sensitive, true, 16, plainBelow);
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true);
    for (int i = 0; i < 3; i++) {
      Http2Headers sent = new DefaultHttp2Headers(false).status("200");
      for (String field : FIELDS) {
        sent.set("x-" + field, "before").set(field, "close").set("y-" + field, "behind " + i);
      }
      ByteBuf block = Unpooled.buffer();
      encoder.encodeHeaders(1, sent, block);
      ByteBuf padding = Unpooled.wrappedBuffer(new byte[] {3});
      ByteBuf priority = Unpooled.wrappedBuffer(new byte[5]);
      ByteBuf headers =
          frame(1, 0x4 | 0x8 | 0x20, padding, priority, block, Unpooled.wrappedBuffer(new byte[3]));
      ByteBuf data = frame(0, 0, Unpooled.wrappedBuffer(new byte[20_000]));
      int length = headers.readableBytes();
      ByteBuf all = Unpooled.wrappedBuffer(headers, data);
      if (inPieces) {
        while (all.isReadable()) {
          channel.writeInbound(all.readBytes(1));
        }
        all.release();
      } else {
        channel.writeInbound(all);
      }
      ByteBuf seen = read(channel);
      assertThat(seen.readableBytes()).isEqualTo(length + 9 + 20_000);
      Http2Headers got = decoder.decodeHeaders(1, seen.slice(9 + 1 + 5, length - 9 - 1 - 5 - 3));
      assertThat(got.size()).isEqualTo(1 + 3 * FIELDS.size());
      for (String field : FIELDS) {
        assertThat(got.get("x-" + field)).hasToString("before");
        assertThat(got.get("y-" + field)).hasToString("behind " + i);
        assertThat(got.contains(field)).isFalse();
      }
    }
    channel.finishAndReleaseAll();
  }

  @Test
  void http1_isLeftAlone() {
    EmbeddedChannel channel = channel("http1");
    channel.writeInbound(Unpooled.copiedBuffer(new byte[] {0, 0, 1, 1, 4, 0, 0, 0, 1, 7}));
    assertThat(channel.pipeline().get(ConnectionFields.class)).isNull();
    assertThat(read(channel).readableBytes()).isEqualTo(10);
    channel.finishAndReleaseAll();
  }

  /** What nobody can read comes out as it went in. */
  @Test
  void blocks_thatAreBroken_arePassedOn() {
    EmbeddedChannel channel = channel(ChannelManager.HTTP2_FRAME_CODEC);
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] block = new byte[random.nextInt(12)];
      random.nextBytes(block);
      channel.writeInbound(frame(1, random.nextInt(64) | 0x4, Unpooled.wrappedBuffer(block)));
      assertThat(read(channel).readableBytes()).isEqualTo(9 + block.length);
    }
    channel.finishAndReleaseAll();
  }
}
