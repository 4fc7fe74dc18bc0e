package dev.outlink.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.junit.jupiter.api.Test;

/** Which records of a handshake are passed on, in whatever pieces they come. */
class NameWarningsTest {

  private static final String WARNING = "15030100020170";
  private static final String HELLO = "160303000401020304";
  private static final String FATAL = "15030300020270";
  private static final String CLOSE = "15030300020100";
  private static final String CIPHER = "140303000101";
  private static final String SECRET = "1703030003010203";

  private static String passed(int piece, String... records) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.pipeline().addFirst(ChannelManager.SSL_HANDLER, new ChannelInboundHandlerAdapter());
    NameWarnings.guard(channel.pipeline());
    byte[] all = ByteBufUtil.decodeHexDump(String.join("", records));
    for (int i = 0; i < all.length; i += piece) {
      channel.writeInbound(
          Unpooled.copiedBuffer(all, i, Math.min(piece, all.length - i))); // released by it
    }
    StringBuilder text = new StringBuilder();
    for (ByteBuf each = channel.readInbound(); each != null; each = channel.readInbound()) {
      text.append(ByteBufUtil.hexDump(each));
      each.release();
    }
    channel.finishAndReleaseAll();
    return text.toString();
  }

  private static void assertPassed(String expected, String... records) {
    for (int piece = 1; piece <= 40; piece++) {
      assertThat(passed(piece, records)).as("pieces of %d", piece).isEqualTo(expected);
    }
  }

  @Test
  void warnings_beforeEncryption_dropped() {
    assertPassed(HELLO, WARNING, HELLO);
    assertPassed(HELLO + HELLO + CIPHER, HELLO, WARNING, HELLO, WARNING, CIPHER);
  }

  @Test
  void otherAlerts_passed() {
    assertPassed(HELLO + FATAL, HELLO, FATAL);
    assertPassed(CLOSE, WARNING, CLOSE);
  }

  @Test
  void whatIsEncrypted_passedWhateverItLooksLike() {
    assertPassed(CIPHER + WARNING, CIPHER, WARNING);
    assertPassed(HELLO + SECRET + WARNING, WARNING, HELLO, SECRET, WARNING);
  }

  @Test
  void whatIsNoTls_passed() {
    String http =
        ByteBufUtil.hexDump(
            "HTTP/1.1 400 Bad\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertPassed(http, http);
    assertPassed("150203000201701600", "15020300020170", "1600");
  }
}
