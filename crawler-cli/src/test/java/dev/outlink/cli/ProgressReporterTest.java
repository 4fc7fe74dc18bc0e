package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.crawl.CrawlProgress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

  private static final String NUMBERS = "8.0 pages/s, 7 in flight, 1,200 waiting, 3 errors";

  private final FakeCrawl crawl = new FakeCrawl();
  private final ManualScheduler scheduler = new ManualScheduler();
  private long now = 5;

  @AfterEach
  void endScheduler() {
    scheduler.shutdownNow();
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

    // 1,307 URLs from half of the input make 2,614; 2,514 of them are left, at 10 a second.
    assertThat(screen.err())
        .isEqualTo("outlink: 100 done, " + NUMBERS + ", about 4 min 11 s left\n");
    reporter.close();
    scheduler.tick.run();
    assertThat(screen.err().lines()).hasSize(1);
  }

  @Test
  void sizeUnknown_noTimeLeft() {
    crawl.progress = new CrawlProgress(100, 80, 1, 900, 1_000_000, 7, 1_200, Double.NaN);

    assertThat(new Pace(crawl.progress, Duration.ofSeconds(10), false).line())
        .isEqualTo("100 done, 8.0 pages/s, 7 in flight, 1,200 waiting, 1 error");
  }

  @Test
  void crawlThatGrows_noTimeLeft() {
    assertThat(new Pace(crawl.progress, Duration.ofSeconds(10), true).line())
        .isEqualTo("100 done, " + NUMBERS);
  }

  @Test
  void onTerminal_aBar() {
    Screen screen = new Screen("", true, Map.of());
    ProgressReporter reporter =
        new ProgressReporter(crawl, screen.terminal, scheduler, () -> now, false);
    assertThat(scheduler.intervalMillis).isEqualTo(500);

    now += Duration.ofSeconds(10).toNanos();
    scheduler.tick.run();
    reporter.close();

    assertThat(screen.err()).contains("crawl", "100/2614", "8.0 pages/s");
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
