package dev.outlink.fetch;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Netty's DNS cache with a bound: it is emptied each time that many answers have been put in. Safe
 * for any thread.
 */
final class BoundedDnsCache implements DnsCache {

  private final DefaultDnsCache cache;
  private final int limit;
  private final AtomicInteger entries = new AtomicInteger();

  BoundedDnsCache(int limit, int maxTtlSeconds, int negativeTtlSeconds) {
    this.cache = new DefaultDnsCache(1, maxTtlSeconds, negativeTtlSeconds);
    this.limit = limit;
  }

  private void makeRoom() {
    if (entries.incrementAndGet() > limit) {
      clear();
    }
  }

  @Override
  public void clear() {
    entries.set(0);
    cache.clear();
  }

  @Override
  public boolean clear(String name) {
    return cache.clear(name);
  }

  @Override
  public @Nullable List<? extends DnsCacheEntry> get(String name, DnsRecord[] additionals) {
    return cache.get(name, additionals);
  }

  @Override
  public DnsCacheEntry cache(
      String name, DnsRecord[] additionals, InetAddress address, long ttl, EventLoop loop) {
    makeRoom();
    return cache.cache(name, additionals, address, ttl, loop);
  }

  @Override
  public DnsCacheEntry cache(
      String name, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
    makeRoom();
    return cache.cache(name, additionals, cause, loop);
  }
}
