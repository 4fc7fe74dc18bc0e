package dev.outlink.ahc;

import com.google.common.base.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.netty.channel.ChannelManager;
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
public final class Connection extends ChannelDuplexHandler implements Countdown.Pauses {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final long OPEN = Long.MIN_VALUE;

  private static final AttributeKey<Connection> KEY =
      AttributeKey.valueOf("dev.outlink.connection");

  // Immutable.
  private final Channel channel;
  private final IdleConnections idle;
  private final long checkMillis;
  private final Ticker ticker;

  // Set once, when the channel is initialised.
  private BodyBudget.@Nullable Inlet inlet;

  // Written on the I/O thread.
  private volatile long shutNanos;
  private volatile long shutSince = OPEN;

  private volatile @Nullable Throwable violation;

  /** What the first bytes that come are told to; over HTTP/2, each stream has its own. */
  private volatile @Nullable Runnable listener;

  // Confined to the I/O thread.
  private @Nullable Http2Streams streams;
  private boolean stopped;
  private boolean broken;
  private boolean used;
  private @Nullable Future<?> idleCheck;

  private Connection(Channel channel, IdleConnections idle, long checkMillis, Ticker ticker) {
    this.channel = channel;
    this.idle = idle;
    this.checkMillis = checkMillis;
    this.ticker = ticker;
  }

  /** Idle connections are closed after one to two of the intervals. */
  static void install(Channel channel, IdleConnections idle, Duration interval, Ticker ticker) {
    Connection connection = new Connection(channel, idle, interval.toMillis(), ticker);
    connection.inlet = new BodyBudget.Inlet(connection::follow);
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

  /** How long the inlet was shut in all until now, by the connection's ticker. */
  @Override
  public long until(long now) {
    // In this order: what ends meanwhile is counted twice, and looked at again, but never missed.
    long since = shutSince;
    long before = shutNanos;
    return since == OPEN ? before : before + Math.max(0, now - since);
  }

  /**
   * A request is about to be sent. To be called before its first byte, over HTTP/2 on the I/O
   * thread.
   *
   * @param heard what to run when the first bytes of its answer come
   */
  void expect(Runnable heard) {
    if (!ChannelManager.isHttp2(channel)) {
      listener = heard;
      return;
    }
    Http2Streams present = streams;
    if (present == null) {
      present = new Http2Streams(idle, cause -> violation = cause);
      streams = present;
      channel.pipeline().addAfter(ChannelManager.HTTP2_FRAME_CODEC, "outlink-streams", present);
    }
    present.expect(heard);
  }

  /** What the server did that ended this connection with all its streams, or null. */
  @Nullable Throwable violation() {
    return violation;
  }

  private void follow() {
    if (channel.eventLoop().inEventLoop()) {
      apply();
    } else {
      try {
        channel.eventLoop().execute(this::apply);
      } catch (RejectedExecutionException e) {
        LOG.debug("{} ends with its thread", channel, e);
      }
    }
  }

  private void apply() {
    boolean stop = inlet != null && inlet.isShut();
    if (stop != stopped) {
      stopped = stop;
      long now = ticker.read();
      if (stop) {
        shutSince = now;
      } else {
        shutNanos = until(now);
        shutSince = OPEN;
      }
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
    Runnable first = listener;
    if (first != null) {
      listener = null;
      first.run();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    idleCheck =
        context
            .executor()
            .scheduleWithFixedDelay(
                this::closeIfIdle, checkMillis, checkMillis, TimeUnit.MILLISECONDS);
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

  private void closeIfIdle() {
    boolean wasUsed = used;
    used = false;
    if (!wasUsed && idle.claim(channel)) {
      Channels.silentlyCloseChannel(channel);
    }
  }
}
