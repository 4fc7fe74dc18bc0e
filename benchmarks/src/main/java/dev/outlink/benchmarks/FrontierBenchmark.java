package dev.outlink.benchmarks;

import com.google.common.base.Ticker;
import com.sun.management.OperatingSystemMXBean;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.Budget;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Frontier;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.state.RocksOverflow;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.CrawlUrl;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ten million distinct URLs through the frontier and its set of known URLs, most of them by way of
 * the disk: to be run with {@code -Xmx512m}. Each page that is taken has four links: half of them
 * new, the others known, until all are found; the rest is only taken. Prints for each million of
 * URLs found what it took, by the clock and in processor time, and at the end how the last million
 * compares with the second.
 */
public final class FrontierBenchmark {

  private static final int CAPACITY = 100_000;
  private static final int LINKS = 4;
  private static final int STEP = 1_000_000;

  private final Semaphore readyCalls = new Semaphore(0);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final int urls;
  private final int hosts;
  private final Frontier frontier;
  private final List<CrawlUrl> roots = List.of(url("http://www.example.org/"));
  private int found;

  private FrontierBenchmark(int urls, int hosts) {
    this.urls = urls;
    this.hosts = hosts;
    frontier =
        new Frontier(
            new FrontierConfig(CAPACITY, 4, 8, false, CanonicalKey.STANDARD),
            Budget.NONE,
            () -> RocksOverflow.in(null),
            readyCalls::release,
            cause -> {
              failure.set(cause);
              readyCalls.release();
            },
            Ticker.systemTicker(),
            new SplittableRandom());
  }

  /** Arguments: the number of URLs, the number of hosts. */
  public static void main(String[] args) throws InterruptedException {
    int urls = args.length > 0 ? Integer.parseInt(args[0]) : 10 * STEP;
    int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    new FrontierBenchmark(urls, hosts).run();
  }

  private void run() throws InterruptedException {
    offer(found++, 0);
    Span first = Span.START;
    Span last = Span.START;
    Span mark = Span.now();
    int next = STEP;
    long taken = 0;
    for (CrawlTask task = take(); task != null; task = take()) {
      frontier.release(task);
      for (int link = 0; link < LINKS && found < urls; link++) {
        offer(link % 2 == 0 ? found++ : random.nextInt(found), task.depth() + 1);
      }
      frontier.settle(task);
      taken++;
      if (found >= next && next <= urls) {
        last = Span.now().minus(mark);
        first = next == 2 * STEP ? last : first;
        print("found", next, taken, last);
        mark = Span.now();
        next += STEP;
      }
    }
    print("emptied", found, taken, Span.now().minus(mark));
    System.out.printf(
        "rate of the last million / of the second: %.2f by the clock, %.2f by processor time%n",
        (double) first.nanos / last.nanos, (double) first.processorNanos / last.processorNanos);
    System.out.printf("settled %,d of %,d%n", frontier.settled(), frontier.admitted());
    frontier.close();
    while (frontier.abandoned() != null) {
      taken++;
    }
  }

  private void print(String what, int number, long taken, Span span) {
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s %,d: %.2f s, processor %.2f s, taken %,d, on disk %,d, heap %d MB%n",
        what,
        number,
        span.nanos / 1e9,
        span.processorNanos / 1e9,
        taken,
        frontier.spilled(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private void offer(int number, int depth) {
    CrawlUrl url =
        url("http://host" + number % hosts + ".example/articles/" + number + "/index.html");
    Admission answer = frontier.discover(new CrawlTask(url, depth, 0, 1, roots));
    if (answer == Admission.CLOSED) {
      throw new IllegalStateException("the disk failed", failure.get());
    }
  }

  private @Nullable CrawlTask take() throws InterruptedException {
    while (true) {
      readyCalls.drainPermits();
      boolean onDisk = frontier.spilled() > 0;
      CrawlTask task = frontier.take();
      if (task != null || !onDisk) {
        return task;
      }
      readyCalls.acquire();
      if (failure.get() != null) {
        throw new IllegalStateException("the disk failed", failure.get());
      }
    }
  }

  private static CrawlUrl url(String text) {
    if (CrawlUrl.parse(text) instanceof CrawlUrl url) {
      return url;
    }
    throw new IllegalStateException(text);
  }

  /** Time that has passed, or a point of it. */
  private record Span(long nanos, long processorNanos) {

    static final Span START = new Span(0, 0);

    static Span now() {
      long processor =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getProcessCpuTime()
              : 0;
      return new Span(System.nanoTime(), processor);
    }

    Span minus(Span other) {
      return new Span(nanos - other.nanos, processorNanos - other.processorNanos);
    }
  }
}
