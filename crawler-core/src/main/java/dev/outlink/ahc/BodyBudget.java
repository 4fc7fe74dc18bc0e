package dev.outlink.ahc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.fetch.Lease;
import dev.outlink.fetch.Room;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that bodies, and the links found in them, may hold in memory at one time, over all
 * fetches. Safe for any thread.
 *
 * <p>Two bounds. The soft one is for the engine: while {@link #isTight()}, half of the bytes are in
 * use and no new request should be started. The hard one is kept here: once all bytes are in use,
 * every connection that a body arrives on is told to stop reading. While there are complete pages,
 * room comes from those who read and close them, which they must do without waiting for another
 * fetch. What a page takes when it is decoded is not counted here: who decodes has {@link Room} for
 * that. When there is none, all bytes are in bodies that still arrive; then the one whose fetch
 * began first reads on until it is complete, or its timeout ends it. So there is always progress.
 * When an eighth is free again, all read on.
 *
 * <p>Held are therefore at most the budget, plus one largest body for each request in flight on the
 * connection that reads on (one with HTTP/1.1, the host concurrency with HTTP/2), plus 64 KiB and
 * one read for every other connection: less than that of a body is never held back.
 */
public final class BodyBudget {

  // Immutable.
  private final long limit;
  private final Runnable whenRelaxed;
  private final Object lock = new Object();

  // Written under the lock, read anywhere.
  private volatile boolean tight;
  private volatile boolean full;

  @GuardedBy("lock") private long held;

  @GuardedBy("lock") private long leases;

  /** Bodies that are arriving, by the age of their fetch. */
  @GuardedBy("lock") private final TreeMap<Long, BodyLease> arriving = new TreeMap<>();

  @GuardedBy("lock") private final Set<Inlet> shut = new HashSet<>();

  /** Leases of complete bodies, which somebody is going to close. */
  @GuardedBy("lock") private int complete;

  /** While full and no body is complete: the one whose connection reads on. */
  @GuardedBy("lock") private @Nullable BodyLease favoured;

  /**
   * A budget of which nothing is in use.
   *
   * @param bytes how many, at least 1
   * @param whenRelaxed called on any thread, outside of any lock, each time the budget stops being
   *     tight; must not block
   */
  public BodyBudget(long bytes, Runnable whenRelaxed) {
    if (bytes < 1) {
      throw new IllegalArgumentException("budget of " + bytes + " bytes");
    }
    this.limit = bytes;
    this.whenRelaxed = whenRelaxed;
  }

  /** True from half of the bytes on, until fewer than three eighths are in use. */
  public boolean isTight() {
    return tight;
  }

  /** True from when all bytes are in use, until an eighth is free. */
  public boolean isFull() {
    return full;
  }

  /** Bytes in use. */
  public long held() {
    synchronized (lock) {
      return held;
    }
  }

  /** A lease of no bytes yet. Its age, which decides who reads on, begins now. */
  public BodyLease lease() {
    synchronized (lock) {
      return new BodyLease(leases++);
    }
  }

  /** The reading side of one connection. Shut only while a body is arriving through it. */
  static final class Inlet {
    private final Runnable changed;
    private volatile boolean isShut;

    /** Bodies arriving; guarded by the budget's lock. */
    private int bodies;

    /**
     * An open inlet.
     *
     * @param changed called on any thread, outside of any lock, after each change of {@link
     *     #isShut}; calls may overtake one another, so the callee looks at the present state
     */
    Inlet(Runnable changed) {
      this.changed = changed;
    }

    boolean isShut() {
      return isShut;
    }
  }

  /** The lease of one fetch, from its start until its page is closed. Safe for any thread. */
  final class BodyLease implements Lease {
    private final long age;

    /** While the body arrives; guarded by the budget's lock. */
    private @Nullable Inlet inlet;

    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private boolean closed;

    @GuardedBy("lock") private boolean isComplete;

    private BodyLease(long age) {
      this.age = age;
    }

    /** A body begins to arrive. */
    void arriveThrough(Inlet connection) {
      synchronized (lock) {
        if (!closed && inlet == null) {
          inlet = connection;
          connection.bodies++;
          arriving.put(age, this);
        }
      }
    }

    /**
     * Takes more bytes: those that are wanted while there is room for them, else those that are
     * needed. Never fails: it is the connection that is stopped, after {@link #afterRead}.
     *
     * @return what was taken
     */
    int take(int needed, int wanted) {
      synchronized (lock) {
        boolean generous = this == favoured || held + wanted <= limit;
        int taken = generous ? wanted : needed;
        if (!closed) {
          add(taken);
        }
        return taken;
      }
    }

    @GuardedBy("lock") private void add(long more) {
      bytes += more;
      held += more;
      tight |= held >= limit - limit / 2;
      full |= held >= limit;
    }

    @Override
    public void resize(long wanted) {
      List<Runnable> effects = new ArrayList<>(2);
      synchronized (lock) {
        if (!closed) {
          add(wanted - bytes);
          relax(effects);
        }
      }
      effects.forEach(Runnable::run);
    }

    /** Decides whether the connection reads on. To be called after each read. */
    void afterRead() {
      if (full) {
        List<Runnable> effects = new ArrayList<>(2);
        synchronized (lock) {
          shutUnlessFavoured(effects);
        }
        effects.forEach(Runnable::run);
      }
    }

    @GuardedBy("lock") private void shutUnlessFavoured(List<Runnable> effects) {
      Inlet connection = inlet;
      if (!full || connection == null) {
        return;
      }
      favourOne(effects);
      boolean readsOn = favoured != null && favoured.inlet == connection;
      if (!readsOn && shut.add(connection)) {
        connection.isShut = true;
        effects.add(connection.changed);
      }
    }

    /** The body is complete; the receiver of its page will close this lease. */
    void arrived() {
      List<Runnable> effects = new ArrayList<>(2);
      synchronized (lock) {
        if (!closed && !isComplete) {
          isComplete = true;
          complete++;
          leave(effects);
        }
      }
      effects.forEach(Runnable::run);
    }

    @GuardedBy("lock") private void leave(List<Runnable> effects) {
      Inlet connection = inlet;
      if (connection == null) {
        return;
      }
      inlet = null;
      arriving.remove(age);
      connection.bodies--;
      if (connection.bodies == 0) {
        open(connection, effects);
      }
      if (favoured == this) {
        favoured = null;
      }
    }

    @Override
    public void close() {
      List<Runnable> effects = new ArrayList<>(2);
      synchronized (lock) {
        giveBack(effects);
      }
      effects.forEach(Runnable::run);
    }

    @GuardedBy("lock") private void giveBack(List<Runnable> effects) {
      if (closed) {
        return;
      }
      closed = true;
      complete -= isComplete ? 1 : 0;
      leave(effects);
      held -= bytes;
      relax(effects);
      favourOne(effects);
    }
  }

  /** Fewer bytes may be in use than before. */
  @GuardedBy("lock") private void relax(List<Runnable> effects) {
    if (full && held <= limit - Math.max(1, limit / 8)) {
      full = false;
      favoured = null;
      for (Inlet connection : List.copyOf(shut)) {
        open(connection, effects);
      }
    }
    if (tight && held * 8 < limit * 3) {
      tight = false;
      effects.add(whenRelaxed);
    }
  }

  /** Lets the oldest body arrive where nothing else can make room. */
  @GuardedBy("lock") private void favourOne(List<Runnable> effects) {
    if (full && complete == 0 && favoured == null && !arriving.isEmpty()) {
      BodyLease oldest = arriving.firstEntry().getValue();
      favoured = oldest;
      if (oldest.inlet != null) {
        open(oldest.inlet, effects);
      }
    }
  }

  @GuardedBy("lock") private void open(Inlet connection, List<Runnable> effects) {
    if (shut.remove(connection)) {
      connection.isShut = false;
      effects.add(connection.changed);
    }
  }
}
