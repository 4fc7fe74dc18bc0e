package dev.outlink.frontier;

import static dev.outlink.frontier.Crawling.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.admission.Admission;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForgetTest {

  private final MemoryOverflow overflow = new MemoryOverflow();

  @Test
  void forget_aMillionOnASlowDisk_returnsAtOnceAndTheSumsMeet() {
    SlowOverflow slow = new SlowOverflow();
    Crawling crawl = new Crawling(100, 1, false, slow);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(crawl.frontier.discover(link("http://" + i % 3 + "/" + i, 1)))
          .isEqualTo(Admission.ADMITTED);
    }
    slow.reads = new CountDownLatch(1); // from now on it gives nothing back
    CrawlTask task = crawl.frontier.take();
    while (task != null) {
      crawl.finish(task);
      task = crawl.frontier.take();
    }
    crawl.frontier.close();
    long forgotten = crawl.frontier.forget();
    assertThat(forgotten).isGreaterThan(980_000);
    assertThat(crawl.frontier.forget()).isZero();
    assertThat(crawl.frontier.spilled()).isZero();
    slow.reads.countDown();
    assertThat(crawl.abandon().size()).isLessThan(20_000);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(1_000_000);
    assertThat(slow.given).hasValueLessThan(2_000);
    assertThat(slow.closed).isTrue();
    assertThat(crawl.failure.get()).isNull();
  }

  @Test
  void forget_whileWhatIsLeftIsReadBack_countsEachOnce() {
    Crawling crawl = new Crawling(50, 2, false, overflow);
    for (int i = 0; i < 20_000; i++) {
      assertThat(crawl.frontier.discover(link("http://" + i % 7 + ".example/" + i, i % 3)))
          .isEqualTo(Admission.ADMITTED);
    }
    crawl.frontier.close();
    for (int i = 0; i < 7_000; i++) {
      crawl.frontier.settle(Objects.requireNonNull(crawl.frontier.abandoned()));
    }
    long forgotten = crawl.frontier.forget();
    List<CrawlTask> rest = crawl.abandon();
    assertThat(rest).doesNotHaveDuplicates();
    assertThat(7_000 + forgotten + rest.size()).isEqualTo(20_000);
    assertThat(forgotten).isGreaterThan(1_000);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
    assertThat(overflow.closed).isTrue();
  }

  @Test
  void forget_diskFailed_settlesWhatIsLost() {
    Crawling crawl = new Crawling(50, 2, false, overflow);
    overflow.broken = true;
    Admission answer = Admission.ADMITTED;
    for (int i = 0; answer == Admission.ADMITTED; i++) {
      answer = crawl.frontier.discover(link("http://a/" + i, 1));
    }
    await().untilAsserted(() -> assertThat(crawl.failure.get()).hasMessageContaining("No space"));
    assertThat(crawl.frontier.forget()).isPositive();
    crawl.abandon();
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted());
  }

  /** Keeps a million entries without their weight, and gives back only when it may. */
  private static final class SlowOverflow implements Overflow {

    private final Map<Long, List<Long>> lines = new HashMap<>();
    final AtomicLong given = new AtomicLong();
    volatile CountDownLatch reads = new CountDownLatch(0);
    volatile boolean closed;

    @Override
    public void append(List<Entry> entries) {
      for (Entry entry : entries) {
        lines.computeIfAbsent(entry.host(), host -> new ArrayList<>()).add(entry.number());
      }
    }

    @Override
    public void read(long host, int depth, long from, Predicate<Entry> wantsMore)
        throws IOException {
      try {
        reads.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
      for (long number : lines.getOrDefault(host, List.of())) {
        if (number >= from) {
          given.incrementAndGet();
          CrawlTask task = link("http://" + host + "/read/" + number, depth);
          if (!wantsMore.test(new Entry(host, number, task))) {
            return;
          }
        }
      }
    }

    @Override
    public void discard(long host, int depth, long from, long end) {}

    @Override
    public ByteBuffer memory(int bytes) {
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
