package dev.outlink.overflow;

import static dev.outlink.frontier.Crawling.link;
import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import dev.outlink.admission.Admission;
import dev.outlink.frontier.Crawling;
import dev.outlink.frontier.MemoryOverflow;
import dev.outlink.overflow.Overflow.Entry;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HeapOverflowTest {

  private static final List<List<CrawlUrl>> ROOTS =
      List.of(
          ImmutableList.of(url("http://root.example/")), // no copies: tasks share it
          ImmutableList.of(url("http://a/"), url("https://b.example/" + "x".repeat(2_000))));

  private static Entry entry(long host, int depth, long number, List<CrawlUrl> roots) {
    CrawlUrl url = url("http://h" + host + ".example/" + number + "?q=%20#f");
    return new Entry(host, number, new CrawlTask(url, depth, 3, 2, roots));
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

  @Property(tries = 100)
  void anyUse_isThatOfAMap_andGivesAllBytesBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    HeapOverflows provider = new HeapOverflows(1 << 20);
    Overflow heap = provider.overflow(null);
    Overflow map = new MemoryOverflow();
    long number = 0;
    for (int step = 0; step < 300; step++) {
      long host = random.nextInt(3);
      int depth = random.nextInt(3);
      if (random.nextInt(3) == 0) {
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
          entries.add(
              entry(random.nextInt(3), random.nextInt(3), number++, ROOTS.get(random.nextInt(2))));
        }
        heap.append(entries);
        map.append(entries);
      } else {
        long from = random.nextInt(4) == 0 ? number / 2 : 0;
        int most = 1 + random.nextInt(8);
        List<Entry> read = read(heap, host, depth, from, most);
        assertThat(read).isEqualTo(read(map, host, depth, from, most));
        if (!read.isEmpty()) {
          long end = read.get(read.size() - 1).number() + 1;
          heap.discard(host, depth, 0, end);
          map.discard(host, depth, 0, end);
        }
      }
    }
    for (int line = 0; line < 9; line++) {
      assertThat(read(heap, line / 3, line % 3, 0, 9_999))
          .isEqualTo(read(map, line / 3, line % 3, 0, 9_999));
    }
    assertThat(provider.used()).isZero();
    heap.close();
    assertThat(provider.used()).isZero();
  }

  @Test
  void append_rootsOfMany_countOnceUntilTheLastIsGone() throws IOException {
    HeapOverflows provider = new HeapOverflows(1 << 20);
    Overflow overflow = provider.overflow(null);
    overflow.append(List.of(entry(1, 1, 1, ROOTS.get(1))));
    long one = provider.used();
    assertThat(one).isBetween(2_000L, 2_800L);
    overflow.append(List.of(entry(1, 1, 2, ROOTS.get(1))));
    long two = provider.used();
    assertThat(two - one)
        .isEqualTo(HeapOverflow.ENTRY_BYTES + "http://h1.example/2?q=%20#f".length());
    assertThat(read(overflow, 1, 1, 0, 1)).hasSize(1);
    assertThat(provider.used()).isEqualTo(one);
    assertThat(read(overflow, 1, 1, 0, 1)).hasSize(1);
    assertThat(provider.used()).isZero();
  }

  @Test
  void append_beyondItsBytes_saysWhatTheyAreAndWhatHelps() throws IOException {
    HeapOverflows provider = new HeapOverflows(3 << 20);
    Overflow overflow = provider.overflow(null);
    Overflow other = provider.overflow(null);
    overflow.memory(1 << 20);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      entries.add(entry(1, 1, i, ROOTS.get(0)));
    }
    assertThatExceptionOfType(FullHeapException.class)
        .isThrownBy(() -> overflow.append(entries))
        .withMessageMatching(
            "the heap has no room for more URLs that wait: 14,\\d{3} that wait take 1 MiB, and known"
                + " ones 1 MiB, of the 3 MiB .* Add dev\\.outlink:crawler-state to the class path, .*"
                + " larger heap \\(-Xmx\\)");
    assertThatExceptionOfType(FullHeapException.class).isThrownBy(() -> overflow.memory(1 << 20));
    assertThatExceptionOfType(FullHeapException.class)
        .isThrownBy(() -> other.append(entries.subList(0, 1_000)));
    assertThat(provider.used()).isBetween((3L << 20) - 500, 3L << 20);
    overflow.close();
    overflow.close();
    other.append(entries.subList(0, 1_000));
    assertThat(read(other, 1, 1, 0, 9_999)).isEqualTo(entries.subList(0, 1_000));
    other.close();
    assertThat(provider.used()).isZero();
  }

  /** The class path of these tests is that of core alone. */
  @Test
  void find_onCoreAlone_staysInAnEighthOfTheHeap() {
    OverflowProvider found = OverflowProvider.find(Runtime.getRuntime().maxMemory());
    assertThat(found)
        .isInstanceOf(HeapOverflows.class)
        .isNotSameAs(OverflowProvider.find(Runtime.getRuntime().maxMemory()));
    assertThat(found.heapBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 8);
    assertThat(found.removeLeft(null)).isZero();
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName("org.rocksdb.RocksDB"));
  }

  @Test
  void frontier_linksOnTheHeap_comeBackInOrder() {
    HeapOverflows provider = new HeapOverflows(8 << 20);
    Crawling crawl = new Crawling(100, 1, false, provider.overflow(null));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      assertThat(crawl.frontier.discover(link("http://a/" + i, 1))).isEqualTo(Admission.ADMITTED);
      expected.add("http://a/" + i);
    }
    assertThat(crawl.takeAll()).extracting(task -> task.url().href()).isEqualTo(expected);
    assertThat(crawl.abandon()).isEmpty();
    assertThat(provider.used()).isZero();
  }

  @Test
  void frontier_moreThanTheBound_failsAndEveryUrlIsAccountedFor() throws Exception {
    HeapOverflows provider = new HeapOverflows(1 << 20);
    Crawling crawl = new Crawling(100, 1, false, provider.overflow(null));
    Set<String> admitted = new HashSet<>();
    Admission answer = Admission.ADMITTED;
    for (int i = 0; answer == Admission.ADMITTED && i < 1_000_000; i++) {
      answer = crawl.frontier.discover(link("http://" + i % 90 + ".example/" + i, i % 4));
      if (answer == Admission.ADMITTED) {
        admitted.add("http://" + i % 90 + ".example/" + i);
      }
    }
    assertThat(answer).isEqualTo(Admission.CLOSED);
    List<String> left = new ArrayList<>();
    for (CrawlTask task : crawl.abandon()) {
      left.add(task.url().href());
    }
    await()
        .untilAsserted(() -> assertThat(crawl.failure.get()).isInstanceOf(FullHeapException.class));
    assertThat(left).doesNotHaveDuplicates();
    assertThat(admitted).containsAll(left);
    assertThat(crawl.frontier.forget()).isEqualTo(admitted.size() - left.size());
    assertThat(crawl.frontier.settled())
        .isEqualTo(crawl.frontier.admitted())
        .isEqualTo(admitted.size())
        .isGreaterThan(2_500);
    assertThat(provider.used()).isZero();
  }

  /** In a heap so small that more than the bound would end the JVM. */
  @ParameterizedTest
  @ValueSource(strings = {"wait", "known"})
  void frontier_urlsWithoutEnd_neverOutOfMemory(String what, @TempDir Path folder)
      throws Exception {
    Path output = folder.resolve("output");
    String command = ProcessHandle.current().info().command().orElse("");
    assumeThat(command).isNotEmpty();
    Process other =
        new ProcessBuilder(
                command,
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                what)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = other.waitFor(30, TimeUnit.SECONDS);
    other.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(said)
        .contains("FullHeapException: the heap has no room for more ")
        .doesNotContain("OutOfMemoryError");
    assertThat(other.exitValue()).isZero();
  }

  /** A frontier that is offered URLs until it takes no more. */
  static final class Endless {

    private Endless() {}

    public static void main(String[] args) {
      Crawling crawl =
          new Crawling(
              1 << 16,
              1,
              false,
              OverflowProvider.find(Runtime.getRuntime().maxMemory()).overflow(null));
      boolean waits = args[0].equals("wait");
      crawl.frontier.inputEnded();
      int hosts = waits ? 20_000 : 1;
      Admission answer = Admission.ADMITTED;
      for (int i = 0; answer == Admission.ADMITTED; i++) {
        answer = crawl.frontier.discover(link("http://" + i % hosts + ".example/" + i, 1));
        CrawlTask task = waits ? null : crawl.frontier.take();
        if (task != null) {
          crawl.finish(task);
        }
      }
      int left = crawl.abandon().size();
      long forgotten = crawl.frontier.forget();
      while (crawl.failure.get() == null) {
        Thread.onSpinWait(); // it is told last
      }
      System.out.println(crawl.failure.get());
      System.out.println(
          crawl.frontier.admitted() + " admitted, " + left + " left, " + forgotten + " forgotten");
      System.exit(crawl.frontier.settled() == crawl.frontier.admitted() ? 0 : 1);
    }
  }
}
