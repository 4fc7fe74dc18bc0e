package dev.outlink.cli.console;

import dev.outlink.Crawl;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ends a crawl when the user sends signals: after the first, requests in flight are completed; the
 * second aborts them; the third ends the process. Safe for any thread.
 */
public final class Interrupts {

  /** A shell adds this to the number of a signal. */
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

  /** Handles a signal; {@code number} is 2 for SIGINT, 15 for SIGTERM. */
  public void signal(int number) {
    first.compareAndSet(0, number);
    switch (count.incrementAndGet()) {
      case 1 -> {
        crawl.stop(); // before the message, because a blocked terminal would delay it
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

  /** The exit status for the first signal, or 0 if there was none. */
  public int exitStatus() {
    int number = first.get();
    return number == 0 ? 0 : SIGNAL_BASE + number;
  }
}
