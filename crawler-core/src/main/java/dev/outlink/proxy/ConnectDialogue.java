package dev.outlink.proxy;

import dev.outlink.detail.DetailText;
import dev.outlink.network.ProxyAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an HTTP proxy for a connection with CONNECT (RFC 9110, section 9.3.6). A status of 2xx makes
 * it, but for 204, which says that there is none; every other answer is the proxy's refusal,
 * whatever its headers ask for.
 */
final class ConnectDialogue extends Dialogue {

  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int NO_CONTENT = 204;

  /** So much is enough to see that it is not HTTP. */
  private static final String START = "HTTP/1.";

  /** What no head can have: NUL, and a CR that ends no line. */
  private static final Pattern UNFIT = Pattern.compile("\\x00|\\r(?!\\n)");

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[0-9][ \\t]+([1-5][0-9][0-9])(?:[ \\t]+(.*))?");

  private final ProxyAddress proxy;
  private final String target;
  private final String userAgent;

  /**
   * A dialogue that has not begun.
   *
   * @param target host and port
   */
  ConnectDialogue(ProxyAddress proxy, String target, String userAgent, ChannelPromise answered) {
    super(proxy, answered);
    this.proxy = proxy;
    this.target = target;
    this.userAgent = userAgent;
  }

  @Override
  void begin(ChannelHandlerContext context) {
    String authorization = proxy.authorization();
    String request =
        "CONNECT "
            + target
            + " HTTP/1.1\r\nHost: "
            + target
            + "\r\nUser-Agent: "
            + userAgent
            + (authorization == null ? "" : "\r\nProxy-Authorization: " + authorization)
            + "\r\n\r\n";
    ChannelFuture unused = context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), request));
  }

  @Override
  boolean read(ChannelHandlerContext context, ByteBuf in) throws ProxyException {
    while (in.isReadable() && isLineEnd(in.getByte(in.readerIndex()))) {
      in.skipBytes(1); // RFC 9112, section 2.2: empty lines in front
    }
    int seen = Math.min(in.readableBytes(), START.length());
    String start = in.toString(in.readerIndex(), seen, StandardCharsets.ISO_8859_1);
    if (!START.startsWith(start)) {
      throw ProxyException.failure(proxy, "does not speak HTTP");
    }
    int length = headLength(in);
    if (length < 0) {
      if (in.readableBytes() > LONGEST_HEAD) {
        throw ProxyException.failure(proxy, "answered with more than 64 KiB of headers");
      }
      return false;
    }
    String head = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    Matcher line = STATUS_LINE.matcher(head.lines().findFirst().orElse("").stripTrailing());
    if (!line.matches() || UNFIT.matcher(head).find()) {
      throw ProxyException.failure(proxy, "does not speak HTTP");
    }
    int status = Integer.parseInt(line.group(1));
    if (status < 200 && status != 101) {
      return false; // interim: what is behind it is read next
    }
    if (status / 100 != 2 || status == NO_CONTENT) {
      String reason = line.group(2) == null ? "" : DetailText.sanitised(line.group(2));
      throw ProxyException.refusal(proxy, target, (status + " " + reason).strip());
    }
    return true;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  /** With the empty line at its end; -1 where that has not come. */
  private static int headLength(ByteBuf in) {
    int start = in.readerIndex();
    for (int i = in.indexOf(start, in.writerIndex(), (byte) '\n');
        i >= 0;
        i = in.indexOf(i + 1, in.writerIndex(), (byte) '\n')) {
      int next = i + 1;
      if (next < in.writerIndex() && in.getByte(next) == '\r') {
        next++;
      }
      if (next < in.writerIndex() && in.getByte(next) == '\n') {
        return next + 1 - start;
      }
    }
    return -1;
  }
}
