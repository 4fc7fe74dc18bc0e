package dev.outlink.background;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** Runs each task on a thread of its own: for the few that block, once in a fetcher's life. */
public final class BackgroundExecutor implements Executor {

  private final ThreadFactory threads;

  public BackgroundExecutor(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    threads.newThread(task).start();
  }
}
