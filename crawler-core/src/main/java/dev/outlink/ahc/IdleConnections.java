package dev.outlink.ahc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.http1.Http1Codec;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.asynchttpclient.channel.ChannelPool;
import org.asynchttpclient.netty.channel.Channels;
import org.asynchttpclient.netty.channel.Http2ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are kept for a next request, bounded in number: a crawl meets more hosts
 * than a process can have sockets. The one that has been idle for longest gives way. Safe for any
 * thread.
 *
 * <p>HTTP/1.1 connections are in here only while they are idle, and are given out. HTTP/2
 * connections AsyncHttpClient keeps and gives out itself, as long as they are open; they are
 * counted here while they have no stream.
 */
final class IdleConnections implements ChannelPool {

  /** In place of a target: not given out from here. */
  private static final Object HTTP2 = new Object();

  private final int limit;
  private final Object lock = new Object();

  @GuardedBy("lock") private final Map<Object, ArrayDeque<Channel>> byTarget = new HashMap<>();

  /** Oldest first, with the target. */
  @GuardedBy("lock") private final LinkedHashMap<Channel, Object> byAge = new LinkedHashMap<>();

  @GuardedBy("lock") private boolean closed;

  IdleConnections(int limit) {
    this.limit = limit;
  }

  @Override
  public boolean offer(Channel channel, Object target) {
    if (!Http1Codec.canBeUsedAgain(channel)) {
      return false;
    }
    Channel evicted;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      if (byAge.putIfAbsent(channel, target) == null) {
        byTarget.computeIfAbsent(target, key -> new ArrayDeque<>(2)).addLast(channel);
      }
      evicted = oldestOfTooMany();
    }
    close(evicted);
    return true;
  }

  /** An HTTP/2 connection has no stream any more. */
  void rest(Channel channel) {
    Channel evicted;
    synchronized (lock) {
      if (closed) {
        return;
      }
      byAge.putIfAbsent(channel, HTTP2);
      evicted = oldestOfTooMany();
    }
    close(evicted);
  }

  /** An HTTP/2 connection gets a stream. */
  void use(Channel channel) {
    synchronized (lock) {
      remove(channel);
    }
  }

  @GuardedBy("lock") private @Nullable Channel oldestOfTooMany() {
    if (byAge.size() <= limit) {
      return null;
    }
    Channel oldest = byAge.keySet().iterator().next();
    remove(oldest);
    return oldest;
  }

  private static void close(@Nullable Channel idle) {
    if (idle != null && mayClose(idle)) {
      Channels.silentlyCloseChannel(idle);
    }
  }

  /**
   * Whether a connection is not in use. AsyncHttpClient gives an HTTP/2 connection to no further
   * request from here on; where one just got it, it closes the connection itself after the last
   * stream.
   */
  private static boolean mayClose(Channel channel) {
    Http2ConnectionState state = channel.attr(Http2ConnectionState.HTTP2_STATE_KEY).get();
    if (state == null) {
      return true;
    }
    state.setDraining(Integer.MAX_VALUE);
    return state.getActiveStreams() <= 0;
  }

  @Override
  public @Nullable Channel poll(Object target) {
    synchronized (lock) {
      while (true) {
        ArrayDeque<Channel> channels = byTarget.get(target);
        if (channels == null) {
          return null;
        }
        Channel channel = channels.getLast();
        remove(channel);
        if (channel.isActive()) {
          return channel;
        }
      }
    }
  }

  @Override
  public boolean removeAll(Channel channel) {
    synchronized (lock) {
      return remove(channel);
    }
  }

  @GuardedBy("lock") private boolean remove(Channel channel) {
    Object target = byAge.remove(channel);
    if (target == null) {
      return false;
    }
    ArrayDeque<Channel> channels = byTarget.get(target);
    if (channels != null && channels.removeLastOccurrence(channel) && channels.isEmpty()) {
      byTarget.remove(target);
    }
    return true;
  }

  /** Takes an idle connection out, so that it can be closed; false where it is in use. */
  boolean claim(Channel channel) {
    Http2ConnectionState state = channel.attr(Http2ConnectionState.HTTP2_STATE_KEY).get();
    if (state == null) {
      return removeAll(channel);
    }
    if (state.getActiveStreams() > 0) {
      return false;
    }
    use(channel);
    return mayClose(channel);
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return !closed;
    }
  }

  @Override
  public void destroy() {
    List<Channel> channels;
    synchronized (lock) {
      closed = true;
      channels = new ArrayList<>(byAge.keySet());
      byAge.clear();
      byTarget.clear();
    }
    channels.forEach(Channels::silentlyCloseChannel);
  }

  @Override
  public void flushPartitions(Predicate<Object> targets) {
    List<Channel> channels = new ArrayList<>();
    synchronized (lock) {
      byAge.forEach(
          (channel, target) -> {
            if (target != HTTP2 && targets.test(target)) {
              channels.add(channel);
            }
          });
      channels.forEach(this::removeAll);
    }
    channels.forEach(Channels::silentlyCloseChannel);
  }

  /** Connections that are idle. */
  int size() {
    synchronized (lock) {
      return byAge.size();
    }
  }

  @Override
  public Map<String, Long> getIdleChannelCountPerHost() {
    return Map.of();
  }
}
