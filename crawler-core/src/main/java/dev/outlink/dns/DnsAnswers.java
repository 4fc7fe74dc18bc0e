package dev.outlink.dns;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is known of names: their addresses, or that there are none, or that the name servers did not
 * answer; each for its own time. Bounded: the name that was not looked at for longest gives way,
 * one for each new one. Safe for any thread.
 */
final class DnsAnswers {

  private final int limit;
  private final Ticker ticker;
  private final Object lock = new Object();

  /** Least recently used first. */
  @GuardedBy("lock") private final LinkedHashMap<String, Answer> byName = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * Nothing known.
   *
   * @param limit most names, at least 1
   */
  DnsAnswers(int limit, Ticker ticker) {
    this.limit = limit;
    this.ticker = ticker;
  }

  /** One name's addresses, not empty, or why there are none. */
  private record Answer(
      List<InetAddress> addresses, @Nullable UnknownHostException failure, long expiry) {

    CompletableFuture<List<InetAddress>> asFuture() {
      return failure == null
          ? CompletableFuture.completedFuture(addresses)
          : CompletableFuture.failedFuture(failure);
    }
  }

  /** What is known of a name and has not expired, or null. */
  @Nullable CompletableFuture<List<InetAddress>> get(String name) {
    long now = ticker.read();
    Answer answer;
    synchronized (lock) {
      answer = byName.get(name);
      if (answer != null && answer.expiry() - now <= 0) {
        byName.remove(name);
        answer = null;
      }
    }
    return answer == null ? null : answer.asFuture();
  }

  /** Remembers addresses; nothing of no addresses. */
  void found(String name, List<InetAddress> addresses, Duration time) {
    if (!addresses.isEmpty()) {
      Answer answer = new Answer(List.copyOf(addresses), null, ticker.read() + time.toNanos());
      synchronized (lock) {
        add(name, answer);
      }
    }
  }

  /**
   * Remembers a failure. That no name server answered is no reason to forget addresses that still
   * count.
   */
  void failed(String name, UnknownHostException failure, Duration time) {
    long now = ticker.read();
    Answer answer = new Answer(List.of(), failure, now + time.toNanos());
    synchronized (lock) {
      Answer known = failure instanceof NoAnswerException ? byName.get(name) : null;
      if (known == null || known.failure() != null || known.expiry() - now <= 0) {
        add(name, answer);
      }
    }
  }

  @GuardedBy("lock") private void add(String name, Answer answer) {
    byName.put(name, answer);
    if (byName.size() > limit) {
      Iterator<Answer> oldest = byName.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Names of which something is remembered, expired or not. */
  int size() {
    synchronized (lock) {
      return byName.size();
    }
  }
}
