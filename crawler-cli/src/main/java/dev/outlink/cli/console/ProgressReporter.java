package dev.outlink.cli.console;

import dev.outlink.Crawl;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a running crawl: as a bar on a terminal, otherwise as a line from time to
 * time. Closing it removes the bar.
 */
public final class ProgressReporter implements AutoCloseable {

  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);
  private static final Duration BAR_INTERVAL = Duration.ofMillis(500);

  /** Shows the state of a crawl. */
  interface Display {
    void show(ProgressEstimate pace);

    void close();
  }

  // Immutable.
  private final Crawl crawl;
  private final Terminal terminal;
  private final LongSupplier nanoClock;
  private final boolean grows;
  private final long startedAt;
  private final Future<?> ticks;

  // Guarded by this.
  private @Nullable Display display;
  private boolean closed;

  /**
   * Starts to report.
   *
   * @param scheduler runs the reports; the caller shuts it down
   * @param nanoClock a clock that never goes back
   * @param grows whether the crawl goes beyond its inputs
   */
  public ProgressReporter(
      Crawl crawl,
      Terminal terminal,
      ScheduledExecutorService scheduler,
      LongSupplier nanoClock,
      boolean grows) {
    this.crawl = crawl;
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.grows = grows;
    startedAt = nanoClock.getAsLong();
    long interval = (terminal.errIsTty() ? BAR_INTERVAL : LINE_INTERVAL).toMillis();
    ticks = scheduler.scheduleAtFixedRate(this::tick, interval, interval, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void close() {
    closed = true;
    ticks.cancel(false);
    if (display != null) {
      display.close();
    }
  }

  private synchronized void tick() {
    if (closed) {
      return;
    }
    if (display == null) {
      display = terminal.errIsTty() ? new TtyProgress(terminal) : new Lines(terminal);
    }
    Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - startedAt);
    display.show(new ProgressEstimate(crawl.progress(), elapsed, grows));
  }

  private record Lines(Terminal terminal) implements Display {
    @Override
    public void show(ProgressEstimate pace) {
      terminal.complain(ProgressLine.full(pace));
    }

    @Override
    public void close() {}
  }
}
