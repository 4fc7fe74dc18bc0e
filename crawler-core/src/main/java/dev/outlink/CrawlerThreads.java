package dev.outlink;

import dev.outlink.crawl.Threads;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of a crawler: its own ones, which it ends, and those that were handed in. */
final class CrawlerThreads {

  private static final long END_SECONDS = 5;

  private final @Nullable ExecutorService ownCompute;
  private final @Nullable ExecutorService ownListeners;
  private final Executor compute;
  private final Executor listeners;
  private final ExecutorService serial;
  private final ScheduledThreadPoolExecutor timer;

  CrawlerThreads(Resources resources) {
    Executor given = resources.computeExecutor();
    ownCompute =
        given == null
            ? Executors.newFixedThreadPool(resources.computeThreads(), factory("outlink-compute"))
            : null;
    compute = given == null ? Objects.requireNonNull(ownCompute) : given;
    Executor hearing = resources.listenerExecutor();
    ownListeners =
        hearing == null
            ? new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factory("outlink-listener"),
                new ThreadPoolExecutor.DiscardPolicy())
            : null;
    listeners = hearing == null ? Objects.requireNonNull(ownListeners) : hearing;
    timer =
        new ScheduledThreadPoolExecutor(
            1, factory("outlink-timer"), new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    serial = // what comes after its end is done by whoever brings it
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory("outlink-crawl"),
            (task, ended) -> task.run());
  }

  /** What runs the work of an engine. */
  Threads forEngine() {
    return new Threads(compute, serial, listeners, timer);
  }

  /** Starts a thread of its own for a task that blocks. */
  static void start(String name, Runnable task) {
    factory(name).newThread(task).start();
  }

  void endTimer() {
    timer.shutdownNow();
  }

  /** Ends the crawler's own threads, within five seconds. */
  void end() {
    serial.shutdown();
    if (ownListeners != null) {
      ownListeners.shutdown();
    }
    if (ownCompute == null) {
      return;
    }
    ownCompute.shutdown();
    try {
      if (!ownCompute.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        ownCompute.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      ownCompute.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Daemon threads, numbered. */
  private static ThreadFactory factory(String name) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
