package dev.outlink.dns;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.EventLoop;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The names whose addresses are being asked for. Each is asked once, whoever wants to know it at
 * the same time or soon after; so many at a time, others wait in line; and each for so long at
 * most, the time in line included. Safe for any thread.
 *
 * <p>A name in lower case is a key, with its last dot only where it has no other one: a name of one
 * label is completed with the search domains of the system, one with a dot at its end is not.
 */
final class Lookups {

  /** Who sends the questions. */
  interface Asker {

    /** Asks, on the lookup's I/O thread; ends in one {@code found} or {@code failed}. */
    void ask(Lookup lookup, Lookups answers);
  }

  /** Addresses of a name that are tried in turn. */
  private static final int MAX_ADDRESSES = 8;

  /** So many packets at a time are not lost on their way into a name server of a home router. */
  private static final int TURNS = 128;

  private static final long TURN_MILLIS = 250;
  private static final Duration NO_ADDRESS_TTL = Duration.ofSeconds(10);
  private static final Duration NO_ANSWER_TTL = Duration.ofSeconds(5);

  // Immutable.
  private final DnsAnswers answers;
  private final Asker asker;
  private final Timer timer;
  private final int limit;
  private final long patienceMillis;
  private final Object lock = new Object();

  @GuardedBy("lock") private final Map<String, Lookup> current = new HashMap<>();

  @GuardedBy("lock") private final LinkedHashSet<Lookup> waiting = new LinkedHashSet<>();

  /** Asked and not ended. */
  @GuardedBy("lock") private int asking;

  /** Of those, asked just now. */
  @GuardedBy("lock") private int turns;

  @GuardedBy("lock") private boolean closed;

  /**
   * No questions yet.
   *
   * @param limit names that are asked at a time, however long the name servers are silent
   * @param remembered names that are remembered
   * @param patience what one name may take
   */
  Lookups(Asker asker, Timer timer, Ticker ticker, int limit, int remembered, Duration patience) {
    this.answers = new DnsAnswers(remembered, ticker);
    this.asker = asker;
    this.timer = timer;
    this.limit = limit;
    this.patienceMillis = patience.toMillis();
  }

  /** The name under which a host is known. */
  static String key(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int last = name.length() - 1;
    return last > 0 && name.charAt(last) == '.' && name.indexOf('.') < last
        ? name.substring(0, last)
        : name;
  }

  /**
   * The addresses of a host, at most eight and at least one; or an {@link UnknownHostException},
   * which is a {@link NoAnswerException} where the name servers did not say. May complete at once.
   *
   * @param fresh whether what is remembered does not count
   */
  CompletableFuture<List<InetAddress>> resolve(String host, EventLoop loop, boolean fresh) {
    String name = key(host);
    CompletableFuture<List<InetAddress>> known = fresh ? null : answers.get(name);
    if (known != null) {
      return known;
    }
    Lookup lookup;
    boolean isNew = false;
    synchronized (lock) {
      lookup = current.get(name);
      if (lookup == null) {
        if (closed) {
          return CompletableFuture.failedFuture(new UnknownHostException("closed"));
        }
        isNew = true;
        lookup = new Lookup(name, loop);
        current.put(name, lookup);
        waiting.add(lookup);
      }
    }
    if (isNew) {
      begin(lookup);
    }
    return lookup.result;
  }

  private void begin(Lookup lookup) {
    try {
      lookup.deadline =
          timer.newTimeout(
              late -> end(lookup, List.of(), lookup.silence(null)),
              patienceMillis,
              TimeUnit.MILLISECONDS);
    } catch (IllegalStateException closing) {
      end(lookup, List.of(), lookup.silence(closing));
      return;
    }
    if (lookup.result.isDone()) {
      cancel(lookup);
    }
    askNext();
  }

  private void askNext() {
    List<Lookup> next = new ArrayList<>();
    synchronized (lock) {
      Iterator<Lookup> line = waiting.iterator();
      while (turns < TURNS && asking < limit && line.hasNext()) {
        Lookup lookup = line.next();
        line.remove();
        lookup.hasTurn = true;
        turns++;
        asking++;
        next.add(lookup);
      }
    }
    next.forEach(this::begins);
  }

  private void begins(Lookup lookup) {
    try {
      lookup.turn =
          timer.newTimeout(
              over -> {
                giveTurnBack(lookup);
                askNext();
              },
              TURN_MILLIS,
              TimeUnit.MILLISECONDS);
    } catch (IllegalStateException closing) {
      end(lookup, List.of(), lookup.silence(closing));
      return;
    }
    ask(lookup);
  }

  private void giveTurnBack(Lookup lookup) {
    synchronized (lock) {
      turns -= lookup.hasTurn ? 1 : 0;
      lookup.hasTurn = false;
    }
  }

  private void ask(Lookup lookup) {
    try {
      lookup.loop.execute(() -> askNow(lookup));
    } catch (RejectedExecutionException closing) {
      end(lookup, List.of(), lookup.silence(closing));
    }
  }

  private void askNow(Lookup lookup) {
    if (lookup.result.isDone()) {
      return;
    }
    lookup.begin();
    try {
      asker.ask(lookup, this);
    } catch (RuntimeException problem) {
      failed(lookup, problem);
    }
  }

  /** The lookup of a name that is being asked, or null. */
  @Nullable Lookup current(String name) {
    synchronized (lock) {
      return current.get(key(name));
    }
  }

  /** A name server gave addresses. On the lookup's I/O thread. */
  void found(Lookup lookup, List<InetAddress> addresses) {
    List<InetAddress> first =
        List.copyOf(addresses.subList(0, Math.min(addresses.size(), MAX_ADDRESSES)));
    end(lookup, first, first.isEmpty() ? lookup.failure(new UnknownHostException()) : null);
  }

  /** No addresses came. On the lookup's I/O thread. */
  void failed(Lookup lookup, Throwable cause) {
    if (lookup.isWorthAnotherTry()) {
      ask(lookup);
    } else {
      end(lookup, List.of(), lookup.failure(cause));
    }
  }

  private void end(
      Lookup lookup, List<InetAddress> addresses, @Nullable UnknownHostException failure) {
    if (!lookup.isFirstEnd()) {
      return;
    }
    if (failure == null) {
      answers.found(lookup.name, addresses, Duration.ofSeconds(lookup.secondsToLive()));
    } else {
      boolean silent = failure instanceof NoAnswerException;
      answers.failed(lookup.name, failure, silent ? NO_ANSWER_TTL : NO_ADDRESS_TTL);
    }
    giveTurnBack(lookup);
    synchronized (lock) {
      current.remove(lookup.name, lookup);
      asking -= waiting.remove(lookup) ? 0 : 1;
    }
    cancel(lookup);
    askNext();
    if (failure == null) {
      lookup.result.complete(addresses);
    } else {
      lookup.result.completeExceptionally(failure);
    }
  }

  private static void cancel(Lookup lookup) {
    stop(lookup.deadline);
    stop(lookup.turn);
    Future<?> question = lookup.question;
    if (question != null) {
      question.cancel(false);
    }
  }

  private static void stop(@Nullable Timeout alarm) {
    if (alarm != null) {
      alarm.cancel();
    }
  }

  /** Fails what is asked and what waits; asks nothing any more. */
  void close() {
    List<Lookup> left;
    synchronized (lock) {
      closed = true;
      left = new ArrayList<>(current.values());
      current.clear();
      waiting.clear();
    }
    for (Lookup lookup : left) {
      cancel(lookup);
      lookup.result.completeExceptionally(new UnknownHostException("closed"));
    }
  }
}
