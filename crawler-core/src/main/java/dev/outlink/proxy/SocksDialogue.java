package dev.outlink.proxy;

import dev.outlink.dns.HostResolvers;
import dev.outlink.dns.NameFailure;
import dev.outlink.network.ProxyAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks a SOCKS proxy for a connection (RFC 1928), with user and password if there are any (RFC
 * 1929). A proxy of kind socks5 is told an address, one of kind socks5h the name.
 */
final class SocksDialogue extends Dialogue {

  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int NONE_OF_THESE = 0xff;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int LONGEST_NAME = 255;

  /** By their numbers, from 1 on. */
  private static final List<String> REFUSALS =
      List.of(
          "general failure",
          "not allowed by its rules",
          "network unreachable",
          "host unreachable",
          "connection refused",
          "it took too long",
          "it takes no such command",
          "it takes no such address");

  private enum Step {
    METHOD,
    PASSWORD,
    RESOLVING,
    REPLY
  }

  private final ProxyAddress proxy;
  private final InetSocketAddress target;
  private final String words;
  private final Routes routes;
  private Step step = Step.METHOD;

  /**
   * A dialogue that has not begun.
   *
   * @param target whose host string is what counts
   * @param words host and port, for messages
   * @param routes resolve names for socks5
   */
  SocksDialogue(
      ProxyAddress proxy,
      InetSocketAddress target,
      String words,
      Routes routes,
      ChannelPromise answered) {
    super(proxy, answered);
    this.proxy = proxy;
    this.target = target;
    this.words = words;
    this.routes = routes;
  }

  @Override
  void begin(ChannelHandlerContext context) {
    ByteBuf hello = context.alloc().buffer().writeByte(VERSION);
    if (proxy.user() == null) {
      hello.writeByte(1).writeByte(NO_AUTHENTICATION);
    } else {
      hello.writeByte(2).writeByte(NO_AUTHENTICATION).writeByte(PASSWORD);
    }
    send(context, hello);
  }

  private static void send(ChannelHandlerContext context, ByteBuf message) {
    ChannelFuture unused = context.writeAndFlush(message);
  }

  @Override
  boolean read(ChannelHandlerContext context, ByteBuf in) throws ProxyException {
    return switch (step) {
      case METHOD -> {
        method(context, in);
        yield false;
      }
      case PASSWORD -> {
        if (in.readableBytes() >= 2) {
          in.skipBytes(1);
          if (in.readByte() != 0) {
            throw ProxyException.refusal(proxy, words, "it does not take user and password");
          }
          address(context);
        }
        yield false;
      }
      case RESOLVING -> throw ProxyException.failure(proxy, "does not speak SOCKS 5");
      case REPLY -> reply(in);
    };
  }

  private void method(ChannelHandlerContext context, ByteBuf in) throws ProxyException {
    if (in.getByte(in.readerIndex()) != VERSION) {
      throw ProxyException.failure(proxy, "does not speak SOCKS 5");
    }
    if (in.readableBytes() < 2) {
      return;
    }
    in.skipBytes(1);
    int method = in.readUnsignedByte();
    String user = proxy.user();
    if (method == NO_AUTHENTICATION) {
      address(context);
    } else if (method == PASSWORD && user != null) {
      step = Step.PASSWORD;
      byte[] name = user.getBytes(StandardCharsets.UTF_8);
      byte[] password = proxy.password().getBytes(StandardCharsets.UTF_8);
      send(
          context,
          context
              .alloc()
              .buffer()
              .writeByte(1)
              .writeByte(name.length)
              .writeBytes(name)
              .writeByte(password.length)
              .writeBytes(password));
    } else if (method == NONE_OF_THESE) {
      throw ProxyException.refusal(
          proxy,
          words,
          user == null
              ? "it asks for a user and a password"
              : "it asks for another authentication");
    } else {
      throw ProxyException.failure(proxy, "does not speak SOCKS 5");
    }
  }

  /** The host's, which may have to be asked for first. */
  private void address(ChannelHandlerContext context) throws ProxyException {
    String host = target.getHostString();
    InetAddress literal = HostResolvers.literal(host);
    if (literal != null || proxy.kind() == ProxyAddress.Kind.SOCKS5H) {
      connect(context, literal);
      return;
    }
    step = Step.RESOLVING;
    EventLoop loop = context.channel().eventLoop();
    CompletableFuture<?> unused =
        routes
            .addresses(host, target.getPort(), loop, false)
            .whenComplete(
                (found, problem) -> loop.execute(() -> resolved(context, found, problem)));
  }

  private void resolved(
      ChannelHandlerContext context,
      @Nullable List<InetAddress> found,
      @Nullable Throwable problem) {
    try {
      if (found == null) {
        throw new ProxyException(
            NameFailure.of(
                target.getHostString(), problem == null ? new UnknownHostException() : problem));
      }
      connect(context, found.get(0));
    } catch (ProxyException e) {
      fail(e);
    }
  }

  private void connect(ChannelHandlerContext context, @Nullable InetAddress address)
      throws ProxyException {
    step = Step.REPLY;
    ByteBuf request = context.alloc().buffer().writeByte(VERSION).writeByte(CONNECT).writeByte(0);
    if (address != null) {
      request
          .writeByte(address instanceof Inet4Address ? IPV4 : IPV6)
          .writeBytes(address.getAddress());
    } else {
      byte[] name = target.getHostString().getBytes(StandardCharsets.US_ASCII);
      if (name.length > LONGEST_NAME) {
        request.release();
        throw ProxyException.refusal(proxy, words, "the name is too long for SOCKS");
      }
      request.writeByte(NAME).writeByte(name.length).writeBytes(name);
    }
    send(context, request.writeShort(target.getPort()));
  }

  private boolean reply(ByteBuf in) throws ProxyException {
    int start = in.readerIndex();
    if (in.getByte(start) != VERSION) {
      throw ProxyException.failure(proxy, "does not speak SOCKS 5");
    }
    if (in.readableBytes() < 2) {
      return false;
    }
    int status = in.getUnsignedByte(start + 1);
    if (status > 0) {
      String reason = status <= REFUSALS.size() ? REFUSALS.get(status - 1) : "failure " + status;
      throw ProxyException.refusal(proxy, words, reason);
    }
    if (in.readableBytes() < 5) {
      return false;
    }
    int length =
        switch (in.getByte(start + 3)) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> 1 + in.getUnsignedByte(start + 4);
          default -> throw ProxyException.failure(proxy, "does not speak SOCKS 5");
        };
    if (in.readableBytes() < 4 + length + 2) {
      return false;
    }
    in.skipBytes(4 + length + 2);
    return true;
  }
}
