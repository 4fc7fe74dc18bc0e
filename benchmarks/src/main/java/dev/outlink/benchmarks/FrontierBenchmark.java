package dev.outlink.benchmarks;

import com.google.common.base.Ticker;
import com.sun.management.OperatingSystemMXBean;
import dev.outlink.admission.Admission;
import dev.outlink.frontier.Budget;
import dev.outlink.frontier.Frontier;
import dev.outlink.frontier.FrontierConfig;
import dev.outlink.overflow.OverflowProvider;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many million distinct URLs through the frontier and its set of known URLs, most of them by way of
 * the disk, in the heap of the command: to be run with {@code -Xmx320m -XX:+UseSerialGC
 * -XX:TieredStopAtLevel=1}. Each page that is taken has four links: half of them new, the others
 * known, until all are found, so that half of what was found waits; the rest is only taken. Prints
 * for each million of URLs found what it took, by the clock and in processor time, the longest
 * offer, and memory; at the end how the last million compares with the second.
 */
public final class FrontierBenchmark {

  private static final int CAPACITY = 1 << 16;
  private static final int LINKS = 4;
  private static final int STEP = 1_000_000;
  private static final String[] WORDS = {
    "news",
    "the",
    "product",
    "2024",
    "archive",
    "review",
    "en",
    "how-to",
    "city",
    "a",
    "download",
    "article",
    "support",
    "of",
    "gallery",
    "history"
  };

  private final Semaphore readyCalls = new Semaphore(0);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final int urls;
  private final int hosts;
  private final Frontier frontier;
  private final List<CrawlUrl> roots = List.of(url("http://www.example.org/"));
  private int found;
  private long longestOffer;

  private FrontierBenchmark(int urls, int hosts, @Nullable Path folder) {
    this.urls = urls;
    this.hosts = hosts;
    frontier =
        new Frontier(
            new FrontierConfig(CAPACITY, 4, 8, false, CanonicalKey.STANDARD),
            Budget.NONE,
            () -> OverflowProvider.find(Runtime.getRuntime().maxMemory()).overflow(folder),
            readyCalls::release,
            cause -> {
              failure.set(cause);
              readyCalls.release();
            },
            Ticker.systemTicker(),
            new SplittableRandom());
  }

  /**
   * Arguments: the number of URLs, the number of hosts, the folder for temporary files, and "leave"
   * to leave at the end what waits, once taken back and once forgotten.
   */
  public static void main(String[] args) throws InterruptedException {
    int urls = args.length > 0 ? Integer.parseInt(args[0]) : 10 * STEP;
    int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    Path folder = args.length > 2 ? Path.of(args[2]) : null;
    new FrontierBenchmark(urls, hosts, folder).run(args.length > 3 ? args[3] : "");
  }

  private void run(String end) throws InterruptedException {
    offer(found++, 0);
    Span first = Span.START;
    Span last = Span.START;
    Span mark = Span.now();
    int next = STEP;
    long taken = 0;
    for (CrawlTask task = take(); task != null; task = take()) {
      frontier.leaveHost(task);
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
      if (found >= urls && !end.isEmpty()) {
        break;
      }
    }
    if (end.isEmpty()) {
      print("emptied", found, taken, Span.now().minus(mark));
    } else {
      leave(end, taken);
    }
    System.out.printf(
        "rate of the last million / of the second: %.2f by the clock, %.2f by processor time%n",
        (double) first.nanos / last.nanos, (double) first.processorNanos / last.processorNanos);
    frontier.close();
    while (frontier.abandoned() != null) {
      taken++;
    }
    System.out.printf("settled %,d of %,d%n", frontier.settled(), frontier.admitted());
  }

  private void leave(String end, long taken) {
    Span mark = Span.now();
    frontier.close();
    if (end.equals("forget")) {
      long forgotten = frontier.forget();
      print("forgot", (int) forgotten, taken, Span.now().minus(mark));
    }
    int left = 0;
    for (CrawlTask task = frontier.abandoned(); task != null; task = frontier.abandoned()) {
      frontier.settle(task);
      left++;
    }
    print("left", left, taken, Span.now().minus(mark));
  }

  private void print(String what, int number, long taken, Span span) {
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s %,d: %.2f s, processor %.2f s, longest offer %.1f ms, taken %,d, on disk %,d, heap %d"
            + " MB,%s%n",
        what,
        number,
        span.nanos / 1e9,
        span.processorNanos / 1e9,
        longestOffer / 1e6,
        taken,
        frontier.spilled(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        resident());
    longestOffer = 0;
  }

  /** What the process has in memory, by kind, where the system tells. */
  private static String resident() {
    StringBuilder text = new StringBuilder();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS") || line.startsWith("RssAnon") || line.startsWith("RssFile")) {
          String[] words = line.split("\\s+", -1);
          text.append(' ').append(words[0]).append(Long.parseLong(words[1]) >> 10).append(" MB");
        }
      }
    } catch (IOException noSuchSystem) {
      text.append(" RSS unknown");
    }
    return text.toString();
  }

  private void offer(int number, int depth) {
    CrawlTask task = new CrawlTask(url(text(number)), depth, 0, 1, roots);
    long start = System.nanoTime();
    Admission answer = frontier.discover(task);
    longestOffer = Math.max(longestOffer, System.nanoTime() - start);
    if (answer == Admission.CLOSED) {
      while (failure.get() == null) {
        readyCalls.acquireUninterruptibly();
      }
      throw new IllegalStateException("the disk failed", failure.get());
    }
  }

  /** The URL of a number: 40 to 110 characters, 70 on average. */
  private String text(int number) {
    StringBuilder text = new StringBuilder(128);
    text.append("https://www.host").append(number % hosts).append(".example");
    long mixed = number * 0x9e37_79b9_7f4a_7c15L;
    for (long rest = mixed >>> 20; (rest & 7) != 0; rest >>>= 7) {
      text.append('/').append(WORDS[(int) (rest >>> 3) & (WORDS.length - 1)]);
    }
    return text.append('/').append(number).append(".html").toString();
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
