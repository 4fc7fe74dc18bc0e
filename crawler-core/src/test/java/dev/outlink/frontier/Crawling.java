package dev.outlink.frontier;

import static dev.outlink.testing.Urls.url;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A frontier and what a crawl does with it. */
public final class Crawling {

  private final Semaphore readyCalls = new Semaphore(0);
  public final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  public final Frontier frontier;

  public Crawling(int capacity, int hostLimit, boolean levels, Overflow overflow) {
    this(capacity, hostLimit, levels, overflow, Budget.NONE, Ticker.systemTicker());
  }

  Crawling(
      int capacity,
      int hostLimit,
      boolean levels,
      Overflow overflow,
      Budget budget,
      Ticker ticker) {
    this(
        new FrontierConfig(capacity, hostLimit, 1_000, levels, CanonicalKey.STANDARD),
        overflow,
        budget,
        ticker);
  }

  Crawling(FrontierConfig config, Overflow overflow, Budget budget, Ticker ticker) {
    frontier =
        new Frontier(
            config,
            budget,
            () -> overflow,
            readyCalls::release,
            failure::set,
            ticker,
            new Random(1));
  }

  Crawling(
      int capacity, int hostLimit, Overflow overflow, Runnable ready, Consumer<Throwable> failed) {
    frontier =
        new Frontier(
            new FrontierConfig(capacity, hostLimit, 1_000, false, CanonicalKey.STANDARD),
            Budget.NONE,
            () -> overflow,
            ready,
            failed,
            Ticker.systemTicker(),
            new Random(1));
  }

  static CrawlTask seed(String url) {
    return CrawlTask.seed(url(url));
  }

  public static CrawlTask link(String url, int depth) {
    return new CrawlTask(url(url), depth, 0, 1, ImmutableList.of(url("http://root.example/")));
  }

  /** The next one; waits for the disk where there is none in memory. Null when there is none. */
  @Nullable CrawlTask take() {
    while (true) {
      readyCalls.drainPermits();
      boolean onDisk = frontier.spilled() > 0;
      CrawlTask task = frontier.take();
      if (task != null || !onDisk) {
        return task;
      }
      awaitReady();
    }
  }

  /** The next one; null when nothing comes from the disk in a while. */
  @Nullable CrawlTask takeSoon() {
    CrawlTask task = frontier.take();
    while (task == null && isReadyWithin(200)) {
      task = frontier.take();
    }
    return task;
  }

  void awaitReady() {
    if (!isReadyWithin(20_000)) {
      throw new IllegalStateException("nothing comes back: " + frontier.waiting());
    }
  }

  private boolean isReadyWithin(int millis) {
    try {
      return readyCalls.tryAcquire(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  public void finish(CrawlTask task) {
    frontier.leaveHost(task);
    frontier.settle(task);
  }

  /** Takes and settles all, one after the other. */
  public List<CrawlTask> takeAll() {
    List<CrawlTask> all = new ArrayList<>();
    for (CrawlTask task = take(); task != null; task = take()) {
      finish(task);
      all.add(task);
    }
    return all;
  }

  /** Closes, and settles what was waiting. */
  public List<CrawlTask> abandon() {
    frontier.close();
    return Stream.iterate(frontier.abandoned(), Objects::nonNull, each -> frontier.abandoned())
        .peek(frontier::settle)
        .toList();
  }
}
