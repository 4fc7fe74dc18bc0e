package dev.outlink.testing;

import com.google.common.base.Ticker;
import dev.outlink.ahc.Countdown;
import dev.outlink.ahc.PendingFetch;
import dev.outlink.fetch.FetchConfig;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Netty's timer and a ticker whose time a test moves on. */
public final class FakeTimer extends Ticker implements Timer {

  private final List<Alarm> alarms = new ArrayList<>();
  private long now = 1_000_000_007L;
  private int everSet;

  public Countdown countdown(FetchConfig config, PendingFetch flight) {
    return new Countdown(this, this, flight.timeout(), config.readTimeout(), flight);
  }

  @Override
  public long read() {
    return now;
  }

  /** Lets time go by; alarms ring in their order, at their time. */
  public void pass(Duration time) throws Exception {
    long end = now + time.toNanos();
    while (true) {
      Alarm next =
          alarms.stream()
              .filter(alarm -> alarm.at <= end)
              .min(Comparator.comparingLong(alarm -> alarm.at))
              .orElse(null);
      if (next == null) {
        now = end;
        return;
      }
      now = Math.max(now, next.at);
      alarms.remove(next);
      next.task.run(next);
    }
  }

  /** Alarms that are set and have not rung. */
  public int pending() {
    return alarms.size();
  }

  public int everSet() {
    return everSet;
  }

  @Override
  public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Alarm alarm = new Alarm(task, now + unit.toNanos(delay));
    alarms.add(alarm);
    everSet++;
    return alarm;
  }

  @Override
  public Set<Timeout> stop() {
    return Set.copyOf(alarms);
  }

  private final class Alarm implements Timeout {
    private final TimerTask task;
    private final long at;
    private boolean cancelled;

    Alarm(TimerTask task, long at) {
      this.task = task;
      this.at = at;
    }

    @Override
    public Timer timer() {
      return FakeTimer.this;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return !cancelled && !alarms.contains(this);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean cancel() {
      cancelled = true;
      return alarms.remove(this);
    }
  }
}
