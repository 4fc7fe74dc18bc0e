package dev.outlink.state;

import com.google.common.base.Ticker;
import dev.outlink.frontier.Budget;
import dev.outlink.frontier.Frontier;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A frontier over an overflow, and what a crawl does with it. */
final class Waiting {

  final Frontier frontier;
  private final Semaphore readyCalls = new Semaphore(0);

  Waiting(int capacity, Overflow overflow) {
    frontier =
        new Frontier(
            new FrontierConfig(capacity, 1, 1_000, false, CanonicalKey.STANDARD),
            Budget.NONE,
            () -> overflow,
            readyCalls::release,
            failure -> {
              throw new IllegalStateException(failure);
            },
            Ticker.systemTicker(),
            new Random(1));
  }

  /** A URL that is known to be one. */
  static CrawlUrl url(String text) {
    if (CrawlUrl.parse(text) instanceof CrawlUrl url) {
      return url;
    }
    throw new IllegalArgumentException(text);
  }

  static CrawlTask link(String url, int depth) {
    return new CrawlTask(url(url), depth, 0, 1, List.of(url("http://root.example/")));
  }

  /** Takes and settles all, one after the other, and waits for the disk where there is none. */
  List<CrawlTask> takeAll() throws InterruptedException {
    List<CrawlTask> all = new ArrayList<>();
    while (true) {
      readyCalls.drainPermits();
      boolean onDisk = frontier.spilled() > 0;
      CrawlTask task = frontier.take();
      if (task != null) {
        frontier.leaveHost(task);
        frontier.settle(task);
        all.add(task);
      } else if (!onDisk) {
        return all;
      } else if (!readyCalls.tryAcquire(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing comes back: " + frontier.waiting());
      }
    }
  }

  /** Closes, and settles what was waiting. */
  List<CrawlTask> abandon() {
    frontier.close();
    return Stream.iterate(frontier.abandoned(), Objects::nonNull, each -> frontier.abandoned())
        .peek(frontier::settle)
        .toList();
  }
}
