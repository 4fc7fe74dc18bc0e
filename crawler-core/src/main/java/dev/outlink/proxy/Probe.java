package dev.outlink.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One try to connect to any of a host's addresses, in their order, within a time; the connection is
 * closed at once. Its result never fails.
 */
public final class Probe {

  private final Bootstrap bootstrap;
  private final int port;
  private final CompletableFuture<Boolean> result = new CompletableFuture<>();

  private Probe(EventLoop loop, int port, Duration limit) {
    boolean epoll = ((IoEventLoop) loop).isIoType(EpollIoHandler.class);
    this.port = port;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(epoll ? EpollSocketChannel::new : NioSocketChannel::new)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(limit.toMillis(), Integer.MAX_VALUE))
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {}
                });
  }

  /**
   * Begins.
   *
   * @param addresses where to; may fail
   * @param limit what all may take, the addresses included
   */
  public static CompletableFuture<Boolean> of(
      CompletableFuture<List<InetAddress>> addresses,
      int port,
      EventLoop loop,
      Timer timer,
      Duration limit) {
    Probe probe = new Probe(loop, port, limit);
    Timeout end =
        timer.newTimeout(
            late -> probe.result.complete(false), limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<?> unused =
        addresses.whenComplete(
            (found, problem) -> {
              if (problem == null) {
                probe.connect(found, 0);
              } else {
                probe.result.complete(false);
              }
            });
    return probe.result.whenComplete((reached, problem) -> end.cancel());
  }

  private void connect(List<InetAddress> addresses, int index) {
    if (result.isDone() || index == addresses.size()) {
      result.complete(false);
      return;
    }
    ChannelFuture connecting = bootstrap.connect(addresses.get(index), port);
    CompletableFuture<?> unused =
        result.whenComplete((reached, problem) -> close(connecting.channel()));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            result.complete(true);
          } else {
            connect(addresses, index + 1);
          }
        });
  }

  private static void close(Channel channel) {
    if (channel.isOpen()) { // One that could not be made is not.
      ChannelFuture unused = channel.close();
    }
  }
}
