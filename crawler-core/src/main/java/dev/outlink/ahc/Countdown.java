package dev.outlink.ahc;

import com.google.common.base.Ticker;
import dev.outlink.fetch.FetchEnd;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch may still take, as a whole and in silence. Its clock stands still while our own side
 * does not read: while {@link BodyBudget} keeps the connection's inlet shut, the server cannot go
 * on, and is not to blame. Safe for any thread.
 *
 * <p>One alarm at a time: it is set for the earliest moment at which time may be over, and when it
 * rings, and the clock says otherwise, it is set anew. What comes meanwhile only leaves its time.
 */
public final class Countdown implements TimerTask {

  /** How long something has paused in all, until a moment of the ticker. */
  interface Pauses {
    Pauses NONE = now -> 0;

    long until(long now);
  }

  private static final long NOT_YET = Long.MIN_VALUE;

  /** The connection that a fetch is on, and what its pauses were when it began there. */
  private record Span(Pauses pauses, long before) {

    long until(long now) {
      return pauses.until(now) - before;
    }
  }

  // Immutable.
  private final Timer timer;
  private final Ticker ticker;
  private final long whole;
  private final long silence;
  private final long begun;

  /** Whom the end of time is told to; null after the end. A cancelled alarm stays for a while. */
  private volatile @Nullable PendingFetch flight;

  private volatile @Nullable Timeout alarm;
  private volatile Span span = new Span(Pauses.NONE, 0);

  /** By this clock; {@link #NOT_YET} while nothing is awaited. */
  private volatile long silentSince = NOT_YET;

  /**
   * A clock that begins now, without an alarm.
   *
   * @param whole what the fetch may take
   * @param silence what the server may be silent
   */
  public Countdown(
      Timer timer, Ticker ticker, Duration whole, Duration silence, PendingFetch flight) {
    this.timer = timer;
    this.ticker = ticker;
    this.whole = whole.toNanos();
    this.silence = silence.toNanos();
    this.begun = ticker.read();
    this.flight = flight;
  }

  /** Sets the alarm. */
  void start() {
    set(Math.min(whole, silence));
  }

  private long clock() {
    long now = ticker.read();
    return now - begun - span.until(now);
  }

  /** The fetch goes over this connection from now on. */
  void goesOver(Pauses pauses) {
    long now = ticker.read();
    Span last = span;
    span = new Span(pauses, pauses.until(now) - last.until(now));
  }

  /** The server is not awaited: the next exchange begins. */
  void awaitNothing() {
    silentSince = NOT_YET;
  }

  /** From now on the server is awaited; or it said something, and is awaited anew. */
  void awaitMore() {
    silentSince = clock();
  }

  /** No alarm from now on. */
  void end() {
    flight = null;
    Timeout set = alarm;
    if (set != null) {
      set.cancel();
    }
  }

  @Override
  public void run(Timeout rung) {
    PendingFetch late = flight;
    if (late == null) {
      return;
    }
    long since = silentSince; // Before the clock is read: silence is never negative.
    long time = clock();
    if (time >= whole) {
      late.outOfTime(FetchEnd.TIMEOUT);
    } else if (since != NOT_YET && time - since >= silence) {
      late.outOfTime(FetchEnd.READ_TIMEOUT);
    } else {
      long left = since == NOT_YET ? silence : since + silence - time;
      set(Math.min(whole - time, left));
    }
  }

  private void set(long nanos) {
    try {
      alarm = timer.newTimeout(this, nanos, TimeUnit.NANOSECONDS);
    } catch (IllegalStateException closing) {
      PendingFetch left = flight;
      if (left != null) {
        left.stop();
      }
      return;
    }
    if (flight == null) {
      end();
    }
  }
}
