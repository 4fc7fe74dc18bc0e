package dev.outlink.request;

import com.google.common.base.Ticker;
import com.google.common.collect.Sets;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Fetcher;
import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * up -> (a failure that may be ours, and no host that answered before can be reached) -> down -> (one can) -> up.
 *
 * Hosts that answered before are the witnesses. A failure is looked into when it is of our own making by its kind, or when no
 * answer of any host comes for a second after it; then some witnesses are asked for a connection. As long as one is reached,
 * the failure is the host's.
 */
/**
 * Tells failures of our own network from those of hosts: what fails while hosts that answered
 * before cannot be reached either is {@link FetchEnd#NETWORK_ERROR}, and while that lasts {@link
 * #isDown()}, so that nothing is sent. It goes up again by itself. Safe for any thread;
 * docs/adr/0016 has the reasons.
 */
public final class NetworkWatch {

  private static final Logger log = LoggerFactory.getLogger(NetworkWatch.class);

  /** Ours by their kind, unless hosts can be reached all the same. */
  private static final Set<FetchEnd> LOCAL =
      Sets.immutableEnumSet(FetchEnd.DNS_TIMEOUT, FetchEnd.NETWORK_ERROR);

  /** Mostly the host's, but ours if all fail. */
  private static final Set<FetchEnd> EITHER =
      Sets.immutableEnumSet(
          FetchEnd.DNS_ERROR,
          FetchEnd.CONNECT_TIMEOUT,
          FetchEnd.CONNECT_FAILED,
          FetchEnd.CONNECT_REFUSED,
          FetchEnd.TIMEOUT,
          FetchEnd.READ_TIMEOUT,
          FetchEnd.CONNECTION_CLOSED,
          FetchEnd.INCOMPLETE);

  /**
   * For so long an answer is waited for that shows that the network works; and so long counts what
   * was found out.
   */
  private static final long RECENT = TimeUnit.SECONDS.toNanos(1);

  /** A host that answered is remembered as a witness no more often than that. */
  private static final long SELDOM = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long FIRST_LOOK = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_LOOK = TimeUnit.SECONDS.toNanos(15);

  /** So many witnesses are asked; fewer cannot tell a host's failure from ours. */
  private static final int ASKED = 3;

  private static final int WITNESSES = 16;

  private final Fetcher fetcher;
  private final Ticker ticker;
  private final ScheduledExecutorService timer;
  private final Runnable recovered;
  private final Object lock = new Object();

  private volatile boolean down;
  private volatile boolean wasDown;
  private volatile long upAt;
  private volatile long rememberedAt;
  private volatile boolean answered;

  /** The one that answered last comes last. */
  @GuardedBy("lock") private final LinkedHashSet<Host> witnesses = new LinkedHashSet<>();

  /** Who waits for an answer of any host; written under the lock. */
  private volatile @Nullable CompletableFuture<Boolean> next;

  @GuardedBy("lock") private @Nullable CompletableFuture<Boolean> look;

  @GuardedBy("lock") private long lookedAt;

  @GuardedBy("lock") private boolean looked;

  /**
   * A network that is up.
   *
   * @param recovered run each time it is up again, outside locks, on any thread
   */
  public NetworkWatch(
      Fetcher fetcher, Ticker ticker, ScheduledExecutorService timer, Runnable recovered) {
    this.fetcher = fetcher;
    this.ticker = ticker;
    this.timer = timer;
    this.recovered = recovered;
  }

  /** The time by which {@link #judge} measures. */
  long now() {
    return ticker.read();
  }

  /** Whether nothing can be sent now. */
  public boolean isDown() {
    return down;
  }

  /** Whether it was down at some time since then, a time of the ticker. */
  public boolean wasDown(long since) {
    return down || (wasDown && upAt - since > 0);
  }

  /**
   * What a request comes to that ended so: the same, or {@link FetchEnd#NETWORK_ERROR} where our
   * own network has failed. Completes at once but where that must be found out.
   *
   * @param sentAt when it was sent, a time of the ticker
   */
  public CompletableFuture<FetchOutcome> judge(Host host, FetchOutcome outcome, long sentAt) {
    boolean local = outcome instanceof FetchOutcome.Other end && LOCAL.contains(end.end());
    boolean either =
        outcome instanceof FetchOutcome.Other end
            && end.status() == 0
            && EITHER.contains(end.end());
    if (!local && !either) {
      answered(host, outcome);
      return CompletableFuture.completedFuture(outcome);
    }
    if (wasDown(sentAt)) {
      return CompletableFuture.completedFuture(ours(outcome));
    }
    CompletableFuture<Boolean> works =
        local
            ? reachesAny(null)
            : nextAnswer(host)
                .thenCompose(
                    came -> came ? CompletableFuture.completedFuture(true) : reachesAny(host));
    return works.thenApply(does -> does && !wasDown(sentAt) ? outcome : ours(outcome));
  }

  /**
   * Completes with true when an answer of any host comes, with false when none does for a while.
   */
  private CompletableFuture<Boolean> nextAnswer(Host suspect) {
    CompletableFuture<Boolean> answer;
    synchronized (lock) {
      if (lastWitnesses(suspect).size() < ASKED) {
        return CompletableFuture.completedFuture(true); // nobody could tell
      }
      if (next != null) {
        return next.copy();
      }
      answer = new CompletableFuture<>();
      next = answer;
    }
    var unused = timer.schedule(() -> tellNext(answer, false), RECENT, TimeUnit.NANOSECONDS);
    return answer.copy();
  }

  private void tellNext(CompletableFuture<Boolean> waiting, boolean came) {
    synchronized (lock) {
      if (next == waiting) {
        next = null;
      }
    }
    waiting.complete(came);
  }

  private static FetchOutcome ours(FetchOutcome outcome) {
    String detail = outcome instanceof FetchOutcome.Other end ? end.detail() : "";
    return new FetchOutcome.Other(
        FetchEnd.NETWORK_ERROR, 0, null, "our own network failed: " + detail);
  }

  private void answered(Host host, FetchOutcome outcome) {
    if (outcome instanceof FetchOutcome.Other end && end.status() == 0) {
      return; // stopped, say
    }
    CompletableFuture<Boolean> waiting = next;
    if (waiting != null) {
      tellNext(waiting, true);
    }
    long now = ticker.read();
    if (answered && now - rememberedAt < SELDOM) {
      return;
    }
    answered = true;
    rememberedAt = now;
    synchronized (lock) {
      witnesses.remove(host);
      witnesses.add(host);
      if (witnesses.size() > WITNESSES) {
        witnesses.remove(witnesses.iterator().next());
      }
    }
  }

  /**
   * Whether one of the witnesses can be reached; true where there are too few to tell.
   *
   * @param suspect a host that may have failed by itself and is no witness; null where none may
   */
  private CompletableFuture<Boolean> reachesAny(@Nullable Host suspect) {
    CompletableFuture<Boolean> answer;
    List<Host> asked;
    synchronized (lock) {
      if (look != null) {
        return look.copy();
      }
      if (looked && ticker.read() - lookedAt < RECENT) {
        return CompletableFuture.completedFuture(!down);
      }
      asked = lastWitnesses(suspect);
      if (asked.isEmpty() || (suspect != null && asked.size() < ASKED)) {
        return CompletableFuture.completedFuture(true);
      }
      answer = new CompletableFuture<>();
      look = answer;
    }
    var unused =
        reachesOneOf(asked).whenComplete((reached, bug) -> found(answer, bug != null || reached));
    return answer.copy();
  }

  @GuardedBy("lock") private List<Host> lastWitnesses(@Nullable Host suspect) {
    List<Host> all = new ArrayList<>(witnesses);
    List<Host> last = new ArrayList<>(ASKED);
    for (int i = all.size() - 1; i >= 0 && last.size() < ASKED; i--) {
      if (!all.get(i).equals(suspect)) {
        last.add(all.get(i));
      }
    }
    return last;
  }

  /** Completes with true as soon as one is reached, with false when none is. */
  private CompletableFuture<Boolean> reachesOneOf(List<Host> hosts) {
    CompletableFuture<Boolean> one = new CompletableFuture<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Host host : hosts) {
      all.add(
          fetcher
              .reaches(host)
              .thenAccept(
                  reached -> {
                    if (reached) {
                      one.complete(true);
                    }
                  }));
    }
    var unused =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
            .whenComplete((nothing, bug) -> one.complete(false));
    return one;
  }

  private void found(CompletableFuture<Boolean> answer, boolean reached) {
    synchronized (lock) {
      look = null;
      looked = true;
      lookedAt = ticker.read();
      if (!reached) {
        wasDown = true;
        down = true;
      }
    }
    if (!reached) {
      log.warn("Our own network fails: hosts that answered before cannot be reached. Waiting.");
      lookAgain(FIRST_LOOK);
    }
    answer.complete(reached);
  }

  private void lookAgain(long nanos) {
    var unused = timer.schedule(() -> lookNow(nanos), nanos, TimeUnit.NANOSECONDS);
  }

  private void lookNow(long waited) {
    List<Host> asked;
    synchronized (lock) {
      asked = lastWitnesses(null);
    }
    var unused =
        reachesOneOf(asked)
            .whenComplete(
                (reached, bug) -> {
                  if (bug == null && !reached) {
                    lookAgain(Math.min(LONGEST_LOOK, waited + waited / 2));
                  } else {
                    up();
                  }
                });
  }

  private void up() {
    synchronized (lock) {
      upAt = ticker.read();
      lookedAt = upAt;
      down = false;
    }
    log.warn("Our own network works again.");
    recovered.run();
  }
}
