package dev.outlink.crawl;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what keeps a crawl from ending: one for the reader, and one for each input from when it is
 * read, or each URL from before it is offered to the frontier, until the sink has its record. Once
 * it is zero it stays zero. Safe for any thread.
 */
final class OpenCount {

  private final Runnable atZero;
  private final AtomicLong open = new AtomicLong(1);
  private final AtomicBoolean readerCounts = new AtomicBoolean(true);

  /**
   * Counts the reader.
   *
   * @param atZero run once, by who counts the last one out
   */
  OpenCount(Runnable atZero) {
    this.atZero = atZero;
  }

  /** One more is open; false, and nothing is counted, if the crawl has ended. */
  boolean countIn() {
    return open.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
  }

  void countOut() {
    countOut(1);
  }

  void countOut(long count) {
    if (open.addAndGet(-count) == 0) {
      atZero.run();
    }
  }

  /** The reader has ended, or is no longer waited for. Only the first call counts. */
  void countOutReader() {
    if (readerCounts.compareAndSet(true, false)) {
      countOut();
    }
  }

  long get() {
    return open.get();
  }
}
