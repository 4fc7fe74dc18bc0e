package dev.outlink.frontier;

import com.google.errorprone.annotations.CheckReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/*
 * States of a URL: waiting (in its host's queue) -> out (taken; its host's turn is being waited for or used) -> in process
 * (fetched, its links on their way to the sink) -> settled (gone; only its fingerprint stays).
 *
 * A host's queue is ready exactly when it has a waiting URL and fewer than `hostLimit` URLs are out, so a host that is slow
 * or delayed keeps at most hostLimit URLs out, however many of its URLs come first in the list. Of the ready hosts the one
 * with the most URLs waiting is served first, since it takes longest at its limited rate; of equal ones the one whose next
 * URL was admitted first. Every eighth time only the latter counts, so that no host starves (docs/adr/0004).
 */
/**
 * What is known and what waits: the URLs admitted and not yet settled, bounded in memory, in one
 * queue per host. Safe for any thread; only {@link #awaitRoom()} blocks.
 */
@CheckReturnValue
public final class Frontier {

  /** One turn in so many goes to the host that has waited longest. */
  private static final int OLDEST_TURN = 8;

  /** A URL takes one unit of the capacity, and one more for each 256 characters. */
  private static final int UNIT = 256;

  private final int capacity;
  private final int hostLimit;
  private final Fingerprint.Keys keys;
  private final CanonicalKey sameness;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();

  @GuardedBy("lock") private final KnownUrls known = new KnownUrls();

  @GuardedBy("lock") private final Map<Host, HostQueue> queues = new HashMap<>();

  @GuardedBy("lock") private final TreeSet<HostQueue> mostWaiting = new TreeSet<>(HostQueue.MOST_WAITING_FIRST);

  @GuardedBy("lock") private final TreeSet<HostQueue> oldest = new TreeSet<>(HostQueue.OLDEST_FIRST);

  @GuardedBy("lock") private int turns;

  @GuardedBy("lock") private int used;

  @GuardedBy("lock") private int waiting;

  @GuardedBy("lock") private long admitted;

  @GuardedBy("lock") private long settled;

  @GuardedBy("lock") private boolean closed;

  /**
   * An empty frontier.
   *
   * @param capacity URLs admitted and not yet settled, at most; a URL longer than 256 characters
   *     counts as several
   * @param hostLimit URLs of one host that may be out at one time
   * @param sameness which URLs count as one
   * @param random keys the fingerprints
   */
  public Frontier(int capacity, int hostLimit, CanonicalKey sameness, RandomGenerator random) {
    this.sameness = sameness;
    this.capacity = capacity;
    this.hostLimit = hostLimit;
    this.keys = new Fingerprint.Keys(random);
  }

  /** Offers a URL. Its fragment does not count for "known" and is kept for the row. */
  public Admission admit(CrawlUrl url, int depth) {
    if (!url.isHttp()) {
      return Admission.NOT_CRAWLABLE;
    }
    Fingerprint fingerprint = keys.of(sameness.of(url));
    Host host = url.host();
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (used >= capacity) {
        return Admission.FULL;
      }
      if (!known.add(fingerprint)) {
        return Admission.ALREADY_KNOWN;
      }
      HostQueue queue = queues.computeIfAbsent(host, unknown -> new HostQueue());
      unready(queue);
      queue.waiting.add(new Waiting(new CrawlTask(url, depth), admitted));
      waiting++;
      admitted++;
      used += units(url);
      makeReady(queue);
      return Admission.ADMITTED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next URL whose host has a turn to spare, or null if there is none now. It must be released
   * and then settled.
   */
  public @Nullable CrawlTask take() {
    lock.lock();
    try {
      if (oldest.isEmpty()) {
        return null;
      }
      HostQueue queue = ++turns % OLDEST_TURN == 0 ? oldest.first() : mostWaiting.first();
      unready(queue);
      CrawlTask task = queue.waiting.remove().task;
      queue.out++;
      waiting--;
      makeReady(queue);
      return task;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The host's turn of this URL has been used: another URL of the host may be taken. Once for each
   * one taken.
   */
  public void release(CrawlTask task) {
    Host host = task.url().host();
    lock.lock();
    try {
      HostQueue queue = queues.get(host);
      if (queue == null || queue.out == 0) {
        throw new IllegalStateException("released twice: " + task);
      }
      queue.out--;
      makeReady(queue);
      if (queue.out == 0 && queue.waiting.isEmpty()) {
        queues.remove(host);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The URL has its outcome: its place is free. Once for each one taken, after its release. */
  public void settle(CrawlTask task) {
    lock.lock();
    try {
      settled++;
      used -= units(task.url());
      // Some room at once, so that a reader that waits is not woken for every single URL.
      if (used <= capacity - capacity / 8) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until there is room for a URL or the frontier is closed. */
  public void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (used >= capacity && !closed) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes nothing in and gives nothing out any more. Returns what was waiting, to be settled; empty
   * when called again.
   */
  public List<CrawlTask> close() {
    lock.lock();
    try {
      closed = true;
      List<CrawlTask> left = new ArrayList<>(waiting);
      for (HostQueue queue : queues.values()) {
        queue.waiting.forEach(each -> left.add(each.task));
        queue.waiting.clear();
        queue.ready = false;
      }
      queues.values().removeIf(queue -> queue.out == 0);
      mostWaiting.clear();
      oldest.clear();
      waiting = 0;
      room.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** URLs that wait in their host's queue. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** URLs ever admitted. */
  public long admitted() {
    lock.lock();
    try {
      return admitted;
    } finally {
      lock.unlock();
    }
  }

  /** URLs ever settled. */
  public long settled() {
    lock.lock();
    try {
      return settled;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void makeReady(HostQueue queue) {
    if (!queue.ready && queue.out < hostLimit && !queue.waiting.isEmpty()) {
      queue.ready = true;
      mostWaiting.add(queue);
      oldest.add(queue);
    }
  }

  /** To be called before a queue changes, since its place depends on what is in it. */
  @GuardedBy("lock") private void unready(HostQueue queue) {
    if (queue.ready) {
      queue.ready = false;
      mostWaiting.remove(queue);
      oldest.remove(queue);
    }
  }

  private static int units(CrawlUrl url) {
    return 1 + url.href().length() / UNIT;
  }

  private record Waiting(CrawlTask task, long number) {}

  /** The waiting URLs of one host. Guarded by the frontier's lock. */
  private static final class HostQueue {

    static final Comparator<HostQueue> OLDEST_FIRST =
        (one, other) -> Long.compare(one.next(), other.next());

    static final Comparator<HostQueue> MOST_WAITING_FIRST =
        (one, other) -> {
          int byNumber = Integer.compare(other.waiting.size(), one.waiting.size());
          return byNumber != 0 ? byNumber : Long.compare(one.next(), other.next());
        };

    final ArrayDeque<Waiting> waiting = new ArrayDeque<>(2);
    int out;
    boolean ready;

    /** When its next URL was admitted: no two queues have the same. */
    private long next() {
      return waiting.element().number;
    }
  }
}
