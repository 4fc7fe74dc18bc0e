package dev.outlink.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.netty.channel.Channels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we add to the head of every connection: it stops and starts reading as the {@link
 * BodyBudget} says, remembers whether the connection broke, and closes it when it has been idle.
 *
 * <p>Not reading takes two steps: switching automatic reads off, and swallowing the explicit reads
 * that handlers further up ask for when they are off.
 */
final class Connection extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final AttributeKey<Connection> KEY =
      AttributeKey.valueOf("dev.outlink.connection");

  // Immutable.
  private final IdleConnections idle;
  private final long checkMillis;

  // Set once, when the channel is initialised.
  private BodyBudget.@Nullable Inlet inlet;

  // Confined to the I/O thread.
  private boolean stopped;
  private boolean broken;
  private boolean used;
  private @Nullable Future<?> idleCheck;

  private Connection(IdleConnections idle, long checkMillis) {
    this.idle = idle;
    this.checkMillis = checkMillis;
  }

  /** Idle connections are closed after one to two of the intervals. */
  static void install(Channel channel, IdleConnections idle, Duration interval) {
    Connection connection = new Connection(idle, interval.toMillis());
    connection.inlet = new BodyBudget.Inlet(() -> connection.follow(channel));
    channel.attr(KEY).set(connection);
    channel.pipeline().addFirst("outlink-connection", connection);
  }

  /** Of a connection, or of the connection that an HTTP/2 stream belongs to. */
  static @Nullable Connection of(Channel channel) {
    return channel.attr(KEY).get();
  }

  BodyBudget.@Nullable Inlet inlet() {
    return inlet;
  }

  /** True after a reset or another I/O error: what looks like the end of a body is none. */
  boolean isBroken() {
    return broken;
  }

  private void follow(Channel channel) {
    if (channel.eventLoop().inEventLoop()) {
      apply(channel);
    } else {
      try {
        channel.eventLoop().execute(() -> apply(channel));
      } catch (RejectedExecutionException e) {
        LOG.debug("{} ends with its thread", channel, e);
      }
    }
  }

  private void apply(Channel channel) {
    boolean stop = inlet != null && inlet.isShut();
    if (stop != stopped) {
      stopped = stop;
      channel.config().setAutoRead(!stop);
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (!stopped) {
      context.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    used = true;
    context.fireChannelRead(message);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    idleCheck =
        context
            .executor()
            .scheduleWithFixedDelay(
                () -> closeIfIdle(context.channel()),
                checkMillis,
                checkMillis,
                TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (idleCheck != null) {
      idleCheck.cancel(false);
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true;
    context.fireExceptionCaught(cause);
  }

  private void closeIfIdle(Channel channel) {
    boolean wasUsed = used;
    used = false;
    if (!wasUsed && idle.claim(channel)) {
      Channels.silentlyCloseChannel(channel);
    }
  }
}
