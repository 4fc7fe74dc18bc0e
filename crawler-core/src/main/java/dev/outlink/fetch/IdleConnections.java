package dev.outlink.fetch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.asynchttpclient.channel.ChannelPool;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.asynchttpclient.netty.channel.Channels;
import org.asynchttpclient.netty.channel.Http2ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/1.1 connections that are kept for a next request, bounded in number: a crawl meets more
 * hosts than a process can have sockets. The oldest one gives way. Safe for any thread.
 */
final class IdleConnections implements ChannelPool {

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
    Channel evicted = null;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      if (byAge.putIfAbsent(channel, target) == null) {
        byTarget.computeIfAbsent(target, key -> new ArrayDeque<>(2)).addLast(channel);
      }
      if (byAge.size() > limit) {
        evicted = byAge.keySet().iterator().next();
        remove(evicted);
      }
    }
    if (evicted != null) {
      Channels.silentlyCloseChannel(evicted);
    }
    return true;
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
    if (ChannelManager.isHttp2(channel)) {
      Http2ConnectionState state = channel.attr(Http2ConnectionState.HTTP2_STATE_KEY).get();
      return state != null && state.getActiveStreams() == 0;
    }
    return removeAll(channel);
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
            if (targets.test(target)) {
              channels.add(channel);
            }
          });
      channels.forEach(this::removeAll);
    }
    channels.forEach(Channels::silentlyCloseChannel);
  }

  @Override
  public Map<String, Long> getIdleChannelCountPerHost() {
    return Map.of();
  }
}
