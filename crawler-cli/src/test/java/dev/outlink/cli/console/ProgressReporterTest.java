package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.CrawlProgress;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressReporterTest {

  private final FakeCrawl crawl = new FakeCrawl();
  private final ManualScheduler scheduler = new ManualScheduler();
  private long now = 5;
  private volatile int columns = 80;

  @AfterEach
  void endScheduler() {
    scheduler.shutdownNow();
  }

  private ProgressReporter onTerminal(ScreenLines screen, boolean grows) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(screen, false, StandardCharsets.UTF_8),
            false,
            true,
            () -> columns,
            Map.of());
    return new ProgressReporter(crawl, terminal, scheduler, () -> now, grows);
  }

  @Test
  void withoutTerminal_aLineEveryTenSeconds() {
    Screen screen = new Screen();
    ProgressReporter reporter =
        new ProgressReporter(crawl, screen.terminal, scheduler, () -> now, false);
    assertThat(scheduler.intervalMillis).isEqualTo(10_000);
    assertThat(screen.err()).isEmpty();

    now += Duration.ofSeconds(10).toNanos();
    scheduler.tick.run();

    assertThat(screen.err())
        .isEqualTo(
            "outlink: 100 of 1,307 done, 7 in flight, 12 to extract, 3 to write, 1,185 waiting,"
                + " 8.0 requests/s, 3 errors, about 5 min 12 s left\n");
    reporter.close();
    scheduler.tick.run();
    assertThat(screen.err().lines()).hasSize(1);
  }

  /** A recorded crawl: it starts, is held up by extraction and then by the disk, and ends. */
  @ParameterizedTest
  @ValueSource(ints = {80, 100, 200})
  void onTerminal_oneLineWhoseNumbersAddUp(int wide) {
    columns = wide;
    ScreenLines screen = new ScreenLines(wide);
    ProgressReporter reporter = onTerminal(screen, false);
    assertThat(scheduler.intervalMillis).isEqualTo(500);
    long known = 0;
    for (int i = 0; i < 60; i++) {
      now += Duration.ofMillis(500).toNanos();
      known = Math.min(3_000_000, known + 97_531);
      long settled = known * i / 60;
      int inFlight = i < 50 ? 256 : 0;
      long toExtract = i < 50 ? i * 33L : 1_630;
      long toWrite = i * 7L;
      long waiting = known - settled - inFlight - toExtract - toWrite;
      crawl.progress =
          new CrawlProgress(
              settled,
              settled / 9,
              settled,
              i,
              1,
              1,
              settled + 256,
              inFlight,
              toExtract,
              toWrite,
              waiting,
              known / 3e6);
      scheduler.tick.run();
      String line = screen.states().get(screen.states().size() - 1);
      assertThat(line).hasLineCount(1).hasSizeLessThan(wide);
      assertThat(ShownNumbers.of(line).sum()).as(line).isEqualTo(known);
      assertThat(ShownNumbers.of(line).known()).as(line).isEqualTo(known);
      assertThat(line.contains(" left")).as(line).isEqualTo(i > 0); // when something is done
    }
    reporter.close();
    assertThat(screen.states().get(screen.states().size() - 1)).isEmpty();
  }

  @Test
  void onTerminal_thatBecomesNarrower_theNextLineFits() {
    columns = 200;
    ScreenLines screen = new ScreenLines(200);
    ProgressReporter reporter = onTerminal(screen, false);
    now += Duration.ofSeconds(10).toNanos();
    for (int wide : new int[] {200, 80, 40, 20, 3, 1, 100}) {
      columns = wide;
      screen.resize(wide);
      scheduler.tick.run();
      String written = screen.written();
      assertThat(written).as("%d columns", wide).hasSizeLessThan(wide).doesNotContain("\n");
    }
    reporter.close();
  }

  @Test
  void onTerminal_thatIsNoLongerThere_nothingHappens() {
    columns = 0;
    ProgressReporter reporter = onTerminal(new ScreenLines(80), true);
    scheduler.tick.run();
    reporter.close();
  }

  /** Keeps the task for the test to run. */
  private static final class ManualScheduler extends ScheduledThreadPoolExecutor {
    Runnable tick = () -> {};
    long intervalMillis;

    ManualScheduler() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      tick = task;
      intervalMillis = unit.toMillis(period);
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }
  }
}
