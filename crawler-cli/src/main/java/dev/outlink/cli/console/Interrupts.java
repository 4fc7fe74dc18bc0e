package dev.outlink.cli.console;

import dev.outlink.crawl.Crawl;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ends a crawl as the user asks: the first signal lets requests in flight end, the second aborts
 * them, the third ends the process. Safe for any thread.
 */
public final class Interrupts {

  /** What a shell adds to a signal's number. */
  private static final int SIGNAL_BASE = 128;

  private final Crawl crawl;
  private final Terminal terminal;
  private final IntConsumer halt;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger first = new AtomicInteger();

  public Interrupts(Crawl crawl, Terminal terminal, IntConsumer halt) {
    this.crawl = crawl;
    this.terminal = terminal;
    this.halt = halt;
  }

  /** A signal has come; {@code number} is 2 for SIGINT, 15 for SIGTERM. */
  public void signal(int number) {
    first.compareAndSet(0, number);
    switch (count.incrementAndGet()) {
      case 1 -> {
        crawl.stop(); // first, since a terminal that is held up would delay it
        int inFlight = crawl.progress().inFlight();
        terminal.complain(
            "stopping: "
                + inFlight
                + (inFlight == 1 ? " request" : " requests")
                + " in flight; press Ctrl-C again to abort");
      }
      case 2 -> {
        crawl.cancel();
        terminal.complain("aborting; press Ctrl-C again to end at once");
      }
      default -> halt.accept(SIGNAL_BASE + number);
    }
  }

  /** The exit status that the first signal asks for, or 0 where none came. */
  public int exitStatus() {
    int number = first.get();
    return number == 0 ? 0 : SIGNAL_BASE + number;
  }
}
