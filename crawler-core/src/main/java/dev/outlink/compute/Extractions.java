package dev.outlink.compute;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.fetch.Room;
import dev.outlink.url.Host;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The turns of pages at the compute executor. A page may hold a thousand times more when it is
 * decoded and its links are found than it held before, and may take a thousand times longer than
 * another one. So a page is admitted by the bytes that it may come to, of a number that all pages
 * at work share; what needs more than it said asks again, and begins anew when there is room. One
 * page alone always gets what it asks for, up to that number. Safe for any thread.
 *
 * <p>Short work goes first: large pages take an eighth of the turns at most, but one, and one
 * begins only where no small one can, or after {@link #PATIENCE} small ones went before it. The
 * hosts take turns, and while others wait none has more than half of the threads. While memory is
 * full no page begins but the only one, so that what waits for the sink goes first.
 */
public final class Extractions {

  /** A page that may hold more than this is large: with some 200 KB of markup and more. */
  static final long LARGE = 4L << 20;

  /** Small pages that may begin while a large one waits. */
  static final int PATIENCE = 1_000;

  /**
   * Work on a page.
   *
   * @param expected the bytes that it will hold, about
   * @param in works, on the compute executor; null where its room was refused: then it is run
   *     again, from its beginning
   */
  public record Work<T>(long expected, Function<Room, @Nullable T> in) {}

  // Immutable.
  private final Executor compute;
  private final int most;
  private final int half;

  /** Large pages at a time while small ones wait. */
  private final int fewLarge;

  private final long bytes;

  /** What one page may hold: room for a small one is left. */
  private final long mostOfOne;

  private final BooleanSupplier memoryIsFull;
  private final Consumer<Throwable> broken;
  private final Object lock = new Object();

  @GuardedBy("lock") private final HostLanes<Job<?, ?>> small = new HostLanes<>();

  @GuardedBy("lock") private final HostLanes<Job<?, ?>> large = new HostLanes<>();

  /** How many of each host are at work. */
  @GuardedBy("lock") private final Map<Host, Integer> atWork = new HashMap<>();

  @GuardedBy("lock") private long held;

  /** Started, and not yet extracted. */
  @GuardedBy("lock") private int running;

  @GuardedBy("lock") private int runningLarge;

  /** Extracted, and not yet with the sink. */
  @GuardedBy("lock") private int unwritten;

  /** Small pages that began since a large one waits. */
  @GuardedBy("lock") private int overtaken;

  /** One thread starts what is waiting; others ask it to look once more. */
  @GuardedBy("lock") private boolean starting;

  @GuardedBy("lock") private boolean lookAgain;

  /**
   * Nothing runs yet.
   *
   * @param compute runs them
   * @param most at one time, at least 1
   * @param bytes that all which run may hold together, at least 1
   * @param memoryIsFull asked before each start, under a lock; it must be short
   * @param broken told of an {@code Error} or bug between two pages, for which no page stands: no
   *     more may begin then, so whoever waits has to be told; any thread, outside of any lock
   */
  public Extractions(
      Executor compute,
      int most,
      long bytes,
      BooleanSupplier memoryIsFull,
      Consumer<Throwable> broken) {
    this.compute = compute;
    this.most = most;
    this.half = Math.max(1, most / 2);
    this.fewLarge = Math.max(1, most / 8);
    this.bytes = bytes;
    this.mostOfOne = bytes - Math.min(LARGE, bytes / 16);
    this.memoryIsFull = memoryIsFull;
    this.broken = broken;
  }

  /**
   * Runs work on the executor when it is its turn, and there hands what comes of it on.
   *
   * @param host whose page it is
   * @param next its stage completes when the work's result no longer holds memory
   * @return fails as the work, {@code next} or its stage does, or if the executor takes no work
   */
  public <T, R> CompletableFuture<R> run(
      Host host, Work<T> work, Function<T, CompletableFuture<R>> next) {
    Job<T, R> job = new Job<>(host, work, next);
    queue(job);
    startNext();
    return job.end;
  }

  private void queue(Job<?, ?> job) {
    synchronized (lock) {
      (job.isLarge() ? large : small).add(job.host, job);
    }
  }

  /** Starts what may start; to be called also when memory is no longer full. */
  public void startNext() {
    synchronized (lock) {
      lookAgain = true;
      if (starting) {
        return; // what is started may end at once, and come here again
      }
      starting = true;
    }
    try {
      while (goesOn()) {
        for (Job<?, ?> next = next(); next != null; next = next()) {
          next.start();
        }
      }
    } catch (Throwable bug) {
      synchronized (lock) {
        starting = false;
      }
      broken.accept(bug);
    }
  }

  private boolean goesOn() {
    synchronized (lock) {
      starting = lookAgain;
      lookAgain = false;
      return starting;
    }
  }

  private @Nullable Job<?, ?> next() {
    synchronized (lock) {
      if (running >= most || (memoryIsFull.getAsBoolean() && running + unwritten > 0)) {
        return null;
      }
      boolean mayBeLarge = runningLarge < fewLarge || small.isEmpty();
      Job<?, ?> next = null;
      if (mayBeLarge && overtaken >= PATIENCE) {
        next = large.poll(this::mayStart);
        if (next == null && !large.isEmpty() && running > 0) {
          return null; // the small ones leave it no room, and have to end first
        }
      }
      if (next == null) {
        next = small.poll(this::mayStart);
      }
      if (next == null && mayBeLarge) {
        next = large.poll(this::mayStart);
      }
      if (next != null) {
        begin(next);
      }
      return next;
    }
  }

  private boolean mayStart(Job<?, ?> job) {
    synchronized (lock) { // held by the caller, which the compiler does not see
      boolean hasRoom = running == 0 || held + job.wanted <= bytes;
      boolean isAlone = small.isOnly(job.host) && large.isOnly(job.host);
      return hasRoom && (isAlone || atWork.getOrDefault(job.host, 0) < half);
    }
  }

  @GuardedBy("lock") private void begin(Job<?, ?> job) {
    atWork.merge(job.host, 1, Integer::sum);
    job.granted = job.wanted;
    held += job.granted;
    running++;
    job.countsAsLarge = job.isLarge();
    if (job.countsAsLarge) {
      runningLarge++;
      overtaken = 0;
    } else if (!large.isEmpty()) {
      overtaken++;
    }
  }

  /** Must not fail: what it counts is what keeps all others going. */
  private void ended(Job<?, ?> job, boolean isExtracted) {
    synchronized (lock) {
      running--;
      runningLarge -= job.countsAsLarge ? 1 : 0;
      unwritten += isExtracted ? 1 : 0;
      held -= job.granted;
      job.granted = 0;
      atWork.computeIfPresent(job.host, (host, count) -> count == 1 ? null : count - 1);
    }
  }

  private void written(Job<?, ?> job) {
    synchronized (lock) {
      unwritten -= job.isWritten ? 0 : 1;
      job.isWritten = true;
    }
    startNext();
  }

  /** One page's work, from its wish to its result's end. Its numbers are guarded by the lock. */
  private final class Job<T, R> implements Room {
    private final Host host;
    private final Work<T> work;
    private final Function<T, CompletableFuture<R>> next;
    private final CompletableFuture<R> end = new CompletableFuture<>();
    private long wanted;
    private long granted;
    private boolean countsAsLarge;
    private boolean isWritten;

    Job(Host host, Work<T> work, Function<T, CompletableFuture<R>> next) {
      this.host = host;
      this.wanted = Math.min(work.expected(), mostOfOne);
      this.work = work;
      this.next = next;
    }

    boolean isLarge() {
      return wanted > LARGE;
    }

    @Override
    public long most() {
      return mostOfOne;
    }

    @Override
    public boolean reaches(long all) {
      synchronized (lock) {
        if (all <= granted) {
          return true;
        }
        wanted = Math.min(all, mostOfOne);
        boolean alone = running == 1;
        boolean fits = held - granted + wanted <= bytes;
        boolean grows = isLarge() && !countsAsLarge;
        boolean inTurn = !grows || (large.isEmpty() && runningLarge < fewLarge) || small.isEmpty();
        if (!alone && !(fits && inTurn)) {
          wanted = Math.min(2 * wanted, mostOfOne); // or it might begin anew again and again
          return false;
        }
        held += wanted - granted;
        granted = wanted;
        if (grows) {
          countsAsLarge = true;
          runningLarge++;
        }
        return true;
      }
    }

    void start() {
      try {
        compute.execute(this::work);
      } catch (Throwable refusal) {
        ended(this, false);
        end.completeExceptionally(refusal);
      }
    }

    private void work() {
      boolean extracted = false;
      boolean again = false;
      try {
        T result = work.in().apply(this);
        again = result == null;
        extracted = !again;
        ended(this, extracted);
        if (result == null) {
          queue(this);
        } else {
          startNext();
          hand(result);
        }
      } catch (Throwable bug) {
        if (!extracted && !again) {
          ended(this, false);
        }
        end.completeExceptionally(bug);
      }
      if (!extracted) {
        startNext();
      }
    }

    private void hand(T result) {
      try {
        var unused =
            next.apply(result)
                .whenComplete(
                    (value, failure) -> {
                      written(this);
                      if (failure == null) {
                        end.complete(value);
                      } else {
                        end.completeExceptionally(failure);
                      }
                    });
      } catch (Throwable bug) {
        written(this);
        end.completeExceptionally(bug);
      }
    }
  }
}
