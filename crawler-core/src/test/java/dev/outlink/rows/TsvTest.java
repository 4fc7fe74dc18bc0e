package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlink.record.PageResult;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TsvTest {
  private static final String A = "https://a.example/";
  private static final String B = "https://b.example/";

  private final Path folder;

  TsvTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tsv_existingFile_madeAnewWithHeader() throws Exception {
    Path file = Files.writeString(folder.resolve("links.tsv"), "old\n".repeat(1_000));
    LinkSink sink = Tsv.links(file);
    sink.open();
    get(sink.write(Results.result(A, B)));
    get(sink.finish());

    assertThat(file).hasContent("source\tlink\n" + A + "\t" + B + "\n");
  }

  @Test
  void tsv_noResults_headerOnlyOrNothing() throws Exception {
    Path with = folder.resolve("with");
    Path without = folder.resolve("without");
    LinkSink sink = Tsv.links(with).and(Tsv.links(without, false));
    sink.open();
    get(sink.finish());

    assertThat(with).hasContent("source\tlink\n");
    assertThat(without).isEmptyFile();
  }

  @Test
  void tsv_eightWriters_rowsIntactAndInOrderOfEachWriter() throws Exception {
    Path file = folder.resolve("links.tsv");
    LinkSink sink = Tsv.links(file, false);
    sink.open();
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String host = "https://w" + writer + ".example/";
      ends.add(CompletableFuture.runAsync(() -> writePages(sink, host), writers));
    }
    for (CompletableFuture<Void> end : ends) {
      get(end);
    }
    writers.shutdown();
    get(sink.finish());

    Map<String, Integer> next = new HashMap<>();
    for (String row : Files.readAllLines(file)) {
      String[] cells = row.split("\t", -1);
      String host = cells[0].substring(0, cells[0].indexOf('/', 8) + 1);
      int number = next.merge(host, 1, Integer::sum) - 1;
      assertThat(cells).containsExactly(host + number / 20, host + "link" + number % 20);
    }
    assertThat(next).hasSize(8).allSatisfy((host, rows) -> assertThat(rows).isEqualTo(10_000));
  }

  /** 500 pages of 20 links. */
  private static void writePages(LinkSink sink, String host) {
    String[] links = new String[20];
    for (int i = 0; i < links.length; i++) {
      links[i] = host + "link" + i;
    }
    for (int page = 0; page < 500; page++) {
      sink.write(Results.result(host + page, links)).toCompletableFuture().join();
    }
  }

  @Test
  void open_cannotBeWritten_saysWhy() {
    Path missing = folder.resolve("no").resolve("links.tsv");
    assertThatThrownBy(() -> Tsv.links(missing).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(missing + ": no such folder");
    assertThatThrownBy(() -> Tsv.pages(folder).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(folder + ": is a directory");
  }

  @Test
  void open_noPermission_saysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("links.tsv"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assumeFalse(Files.isWritable(file), "root writes everything");

    assertThatThrownBy(() -> Tsv.links(file).open()).hasMessage(file + ": permission denied");
  }

  @Test
  void open_fileOfAnotherSink_refusedAndUntouched() throws Exception {
    Path file = folder.resolve("links.tsv");
    LinkSink first = Tsv.links(file);
    first.open();
    get(first.write(Results.result(A, B)));
    Path link = Files.createLink(folder.resolve("hard"), file);

    assertThatThrownBy(() -> Tsv.links(file).open())
        .hasMessage(file + ": is being written by another output or crawl");
    assertThatThrownBy(() -> Tsv.pages(link).open())
        .hasMessage(link + ": is being written by another output or crawl");
    get(first.finish());
    assertThat(file).hasContent("source\tlink\n" + A + "\t" + B + "\n");

    LinkSink second = Tsv.links(file);
    second.open();
    get(second.finish());
  }

  @Test
  void write_diskFull_failsByNameAndEnds() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    LinkSink sink = Tsv.links(full);
    sink.open();

    assertFails(sink.write(Results.repeated(A, B, 10_000)), "/dev/full: no space left on device");
    assertFails(sink.write(Results.result(A, B)), "/dev/full: no space left on device");
    assertFails(sink.finish(), "/dev/full: no space left on device");
  }

  @Test
  void finish_diskFullAtTheLastFlush_fails() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    LinkSink sink = Tsv.links(full);
    sink.open();

    assertFails(sink.finish(), "/dev/full: no space left on device");
  }

  @Test
  void tsv_streamWhoseReaderIsGone_fails() throws Exception {
    PipedOutputStream pipe = new PipedOutputStream();
    new PipedInputStream(pipe).close();
    LinkSink sink = Tsv.links(pipe, "<stdout>", true);
    sink.open();

    assertFails(sink.write(Results.repeated(A, B, 10_000)), "<stdout>: pipe closed");
    assertFails(sink.finish(), "<stdout>: pipe closed");
  }

  @Test
  void rowFile_writeFailsInARow_cutToTheLastWholeRow() throws IOException {
    Path file = folder.resolve("links.tsv");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    RowFile rows = new RowFile(new FullDisk(channel, 25), true);
    rows.write("first\tx\n".getBytes(UTF_8));
    assertThatThrownBy(() -> rows.write("second\ty\nthird\tzzzzzzz\nfourth\t0\n".getBytes(UTF_8)))
        .hasMessage("No space left on device");
    assertThat(file).hasSize(25);
    rows.close();

    assertThat(file).hasContent("first\tx\nsecond\ty\n");
  }

  @Test
  void and_results_reachBoth() throws Exception {
    Path links = folder.resolve("links.tsv");
    Path pages = folder.resolve("pages.tsv");
    LinkSink sink = Tsv.links(links, false).and(Tsv.pages(pages, false));
    sink.open();
    get(sink.write(Results.result(A, B)));
    get(sink.finish());

    assertThat(links).hasContent(A + "\t" + B + "\n");
    assertThat(Files.readString(pages)).startsWith(A + "\tpage\t200\t").endsWith("\t\t1\n");
  }

  @Test
  void and_sameFile_refusedBeforeItIsTouched() throws Exception {
    Path file = Files.writeString(folder.resolve("links.tsv"), "old");
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), folder).resolve("links.tsv");
    LinkSink other = Tsv.pages(folder.resolve("pages.tsv"));

    assertThatThrownBy(() -> Tsv.links(file).and(other).and(Tsv.pages(alias)).open())
        .isInstanceOf(IOException.class)
        .hasMessage(alias + ": two outputs cannot be the same file");
    assertThat(file).hasContent("old");

    Path fresh = folder.resolve("fresh");
    Path same = folder.resolve("alias").resolve("x").resolve("..").resolve("fresh");
    assertThatThrownBy(() -> Tsv.links(fresh).and(Tsv.pages(same)).open())
        .hasMessageContaining("two outputs cannot be the same file");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void and_deviceTwice_allowed() throws Exception {
    Path nowhere = Path.of("/dev/null");
    assumeTrue(Files.exists(nowhere));
    LinkSink sink = Tsv.links(nowhere).and(Tsv.pages(nowhere));
    sink.open();
    get(sink.write(Results.result(A, B)));
    get(sink.finish());
  }

  @Test
  void and_secondCannotOpen_firstIsFinished() {
    CountDownLatch finished = new CountDownLatch(1);
    LinkSink first =
        new LinkSink() {
          @Override
          public CompletionStage<Void> write(PageResult result) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> finish() {
            finished.countDown();
            return CompletableFuture.completedFuture(null);
          }
        };
    assertThatThrownBy(() -> first.and(Tsv.links(folder)).open())
        .hasMessage(folder + ": is a directory");
    assertThat(finished.getCount()).isZero();
  }

  @Test
  void and_secondCannotOpen_firstFileKeepsItsContentAndIsFree() throws Exception {
    Path old = Files.writeString(folder.resolve("links.tsv"), "old");
    LinkSink cannotOpen =
        new LinkSink() {
          @Override
          public void open() throws IOException {
            throw new IOException("refused");
          }

          @Override
          public CompletionStage<Void> write(PageResult result) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> finish() {
            return CompletableFuture.completedFuture(null);
          }
        };
    LinkSink pages = Tsv.pages(folder.resolve("pages.tsv"));
    for (LinkSink other : List.of(Tsv.pages(folder), cannotOpen, pages.and(cannotOpen))) {
      assertThatThrownBy(() -> Tsv.links(old).and(other).open()).isInstanceOf(IOException.class);
      assertThat(old).hasContent("old");
    }

    LinkSink again = Tsv.links(old, false);
    again.open();
    get(again.finish());
    assertThat(old).isEmptyFile();
  }

  @Test
  void and_oneFails_stageFails() throws Exception {
    LinkSink sink =
        Tsv.links(folder.resolve("links.tsv"))
            .and(
                LinkSink.of(
                    result -> {
                      throw new IllegalStateException("refused");
                    }));
    sink.open();
    assertThatThrownBy(() -> get(sink.write(Results.result(A, B)))).hasMessageContaining("refused");
    get(sink.finish());
  }

  @Test
  void of_eightWriters_oneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<PageResult> seen = new ArrayList<>();
    LinkSink sink =
        LinkSink.of(
            result -> {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              seen.add(result);
              inside.decrementAndGet();
            });
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String host = "https://w" + writer + ".example/";
      ends.add(CompletableFuture.runAsync(() -> writePages(sink, host), writers));
    }
    for (CompletableFuture<Void> end : ends) {
      get(end);
    }
    writers.shutdown();
    get(sink.finish());

    assertThat(seen).hasSize(4_000);
  }

  @Test
  void of_writesFromWithin_queuedAndNotNested() throws Exception {
    AtomicInteger left = new AtomicInteger(100_000);
    List<LinkSink> self = new ArrayList<>();
    LinkSink sink =
        LinkSink.of(
            result -> {
              if (left.decrementAndGet() > 0) {
                self.get(0).write(result);
              }
            });
    self.add(sink);
    get(sink.write(Results.result(A, B)));

    assertThat(left).hasValue(0);
  }

  private static void get(CompletionStage<Void> stage) throws Exception {
    stage.toCompletableFuture().get(20, SECONDS);
  }

  private static void assertFails(CompletionStage<Void> stage, String message) {
    assertThatThrownBy(() -> get(stage))
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
