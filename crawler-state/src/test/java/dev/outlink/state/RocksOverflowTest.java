package dev.outlink.state;

import static dev.outlink.state.Waiting.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.admission.Admission;
import dev.outlink.overflow.Overflow;
import dev.outlink.overflow.Overflow.Entry;
import dev.outlink.overflow.OverflowProvider;
import dev.outlink.task.CrawlTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RocksOverflowTest {

  @TempDir Path directory = Path.of("");

  private static Entry entry(long host, int depth, long number) {
    CrawlTask task =
        new CrawlTask(
            url("http://h" + host + ".example/" + number + "?q=%20#f"),
            depth,
            3,
            2,
            List.of(url("http://seed.example/"), url("https://other.example/x")));
    return new Entry(host, number, task);
  }

  private static List<Entry> read(Overflow overflow, long host, int depth, long from, int most)
      throws IOException {
    List<Entry> read = new ArrayList<>();
    overflow.read(
        host,
        depth,
        from,
        entry -> {
          read.add(entry);
          return read.size() < most;
        });
    return read;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void read_severalLines_givesOutEachInItsOrder() throws IOException {
    Overflow overflow = RocksOverflow.in(directory);
    assertThat(files()).isEmpty();
    List<Entry> all = new ArrayList<>();
    for (long number = 0; number < 3_000; number++) {
      all.add(entry(number % 3 * 300, (int) (number % 2) * Integer.MAX_VALUE, number));
    }
    overflow.append(all.subList(0, 1_500));
    overflow.append(all.subList(1_500, 3_000));
    for (long host : List.of(0L, 300L, 600L)) {
      for (int depth : List.of(0, Integer.MAX_VALUE)) {
        List<Entry> line =
            all.stream()
                .filter(each -> each.host() == host && each.task().depth() == depth)
                .toList();
        assertThat(read(overflow, host, depth, 0, 9_999)).isEqualTo(line);
        assertThat(read(overflow, host, depth, line.get(7).number(), 5))
            .isEqualTo(line.subList(7, 12));
        overflow.discard(host, depth, 0, line.get(100).number());
        assertThat(read(overflow, host, depth, 0, 1)).containsExactly(line.get(100));
      }
    }
    assertThat(read(overflow, 300, 1, 0, 10)).isEmpty();
    overflow.close();
    assertThat(files()).isEmpty();
    overflow.close();
  }

  @Test
  void append_noSuchDirectory_fails() {
    Overflow overflow = RocksOverflow.in(directory.resolve("missing"));
    assertThatThrownBy(() -> overflow.append(List.of(entry(1, 1, 1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void frontier_linksOnDisk_comeBackInOrder() throws Exception {
    Waiting crawl = new Waiting(100, RocksOverflow.in(directory));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      assertThat(crawl.frontier.discover(Waiting.link("http://a/" + i, 1)))
          .isEqualTo(Admission.ADMITTED);
      expected.add("http://a/" + i);
    }
    assertThat(crawl.takeAll()).extracting(task -> task.url().href()).isEqualTo(expected);
    assertThat(crawl.abandon()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void forget_moreThanTheHeapKnows_freesAllAndTheSumsMeet() throws IOException {
    // One piece of 6 MiB is this process's, the others are the file's.
    Waiting crawl = new Waiting(1_000, RocksOverflow.in(directory, 7_000_000));
    int urls = 1_300_000; // from 1.2 million on known URLs leave the heap
    for (int i = 0; i < urls; i++) {
      assertThat(crawl.frontier.discover(Waiting.link("http://" + i % 90 + "/" + i, 1)))
          .isEqualTo(Admission.ADMITTED);
    }
    assertThat(crawl.frontier.discover(Waiting.link("http://0/0", 1)))
        .isEqualTo(Admission.ALREADY_KNOWN);
    assertThat(files()).hasSize(1);
    crawl.frontier.close();
    assertThat(crawl.frontier.forget()).isGreaterThan(urls - 20_000L);
    assertThat(crawl.abandon().size()).isLessThan(20_000);
    assertThat(crawl.frontier.settled()).isEqualTo(crawl.frontier.admitted()).isEqualTo(urls);
    assertThat(files()).isEmpty();
  }

  @Test
  void memory_noSuchDirectory_failsAndNamesIt() {
    Overflow overflow = RocksOverflow.in(directory.resolve("missing"));
    assertThatThrownBy(() -> overflow.memory(1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void abandoned_linksOnDisk_givesOutAllAndRemovesTheDirectory() throws IOException {
    Waiting crawl = new Waiting(100, RocksOverflow.in(directory));
    for (int i = 0; i < 20_000; i++) {
      assertThat(crawl.frontier.discover(Waiting.link("http://" + i % 9 + "/" + i, i % 4)))
          .isEqualTo(Admission.ADMITTED);
    }
    assertThat(crawl.abandon()).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(files()).isEmpty();
  }

  /** Core does, whatever class loader the thread has that asks. */
  @Test
  void find_withThisModule_findsItsProvider() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      OverflowProvider found = OverflowProvider.find(Runtime.getRuntime().maxMemory());
      assertThat(found).isInstanceOf(RocksOverflows.class);
      assertThat(found.overflow(directory)).isInstanceOf(RocksOverflow.class);
      assertThat(found.heapBytes()).isZero();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
