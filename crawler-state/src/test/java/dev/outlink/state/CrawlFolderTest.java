package dev.outlink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrawlFolderTest {

  private static final String DEAD = "outlink-crawl-1-1-";

  private final Path parent;

  CrawlFolderTest(@TempDir Path parent) {
    this.parent = parent;
  }

  /** What a killed process left. */
  private Path dead(String name) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(folder.resolve("outlink.lock"));
    Files.createDirectory(folder.resolve("waiting"));
    Files.writeString(folder.resolve("waiting/000007.sst"), "rows");
    return folder;
  }

  @Test
  void remove_manyOfDeadProcesses_removesAllAndOnlyThose() throws IOException {
    List<Path> kept = new ArrayList<>();
    kept.add(Files.createDirectory(parent.resolve("outlink-crawl-1-1-x")));
    kept.add(Files.createDirectory(parent.resolve("outlink-frontier-11")));
    kept.add(Files.createFile(parent.resolve(DEAD + "7")));
    Path unmarked = Files.createDirectory(parent.resolve(DEAD + "8"));
    kept.add(unmarked);
    for (int i = 100; i < 200; i++) {
      dead(DEAD + i);
    }
    try (CrawlFolder own = CrawlFolder.make(parent)) {
      kept.add(own.path());
      assertThat(LeftFolders.remove(parent)).isEqualTo(100);
      try (Stream<Path> left = Files.list(parent)) {
        assertThat(left).containsExactlyInAnyOrderElementsOf(kept);
      }
      assertThat(own.path().resolve("outlink.lock")).exists();
    }
    assertThat(LeftFolders.remove(parent)).isZero();
    assertThat(LeftFolders.remove(parent.resolve("missing"))).isZero();
  }

  @Test
  void remove_linksAndFoldersThatOthersMayWriteTo_areLeft() throws IOException {
    Path outside = dead("precious");
    Files.createSymbolicLink(parent.resolve(DEAD + "1"), outside);
    Path open = dead(DEAD + "2");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path linkedLock = dead(DEAD + "3");
    Files.delete(linkedLock.resolve("outlink.lock"));
    Files.createSymbolicLink(linkedLock.resolve("outlink.lock"), outside.resolve("outlink.lock"));
    assertThat(LeftFolders.remove(parent)).isZero();
    assertThat(outside.resolve("waiting/000007.sst")).exists();
    assertThat(open).exists();
  }

  @Test
  void remove_linkInsideOfADeadFolder_goesWithoutWhatItPointsAt() throws IOException {
    Path outside = dead("precious");
    Path dead = dead(DEAD + "1");
    Files.createSymbolicLink(dead.resolve("waiting/link"), outside);
    assertThat(LeftFolders.remove(parent)).isEqualTo(1);
    assertThat(dead).doesNotExist();
    assertThat(outside.resolve("waiting/000007.sst")).exists();
  }

  @Test
  void remove_folderOfAnotherLivingProcess_isLeftUntilItIsKilled() throws Exception {
    String command = ProcessHandle.current().info().command().orElse("");
    assumeThat(command).isNotEmpty();
    Process other =
        new ProcessBuilder(
                command,
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                parent.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      assertThat(LeftFolders.remove(parent)).isZero();
      try (Stream<Path> left = Files.list(parent)) {
        assertThat(left).hasSize(1);
      }
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(LeftFolders.remove(parent)).isEqualTo(1);
    assertThat(parent).isEmptyDirectory();
  }

  /** A process that has a folder, with memory in it, until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException {
      CrawlFolder folder = CrawlFolder.make(Path.of(args[0]));
      MappedFile memory = MappedFile.create(folder.path().resolve("known"), 1 << 20, 0);
      ByteBuffer piece = memory.piece();
      piece.put(0, (byte) '!');
      System.out.write(piece.get(0));
      System.out.flush();
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void make_noSuchFolder_fails() {
    assertThatThrownBy(() -> CrawlFolder.make(parent.resolve("missing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2_000_000, 1L << 40})
  void piece_several_areZeroAndKeepWhatIsWritten(long memoryBytes) throws IOException {
    Path path = parent.resolve("known");
    try (MappedFile file = MappedFile.create(path, 300_000, memoryBytes)) {
      List<ByteBuffer> pieces = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ByteBuffer piece = file.piece();
        assertThat(piece.remaining()).isEqualTo(300_000);
        assertThat(piece.get(0)).isZero();
        assertThat(piece.get(299_999)).isZero();
        piece.putInt(299_996, i);
        piece.putInt(0, -i);
        pieces.add(piece);
      }
      for (int i = 0; i < 20; i++) {
        assertThat(pieces.get(i).getInt(299_996)).isEqualTo(i);
        assertThat(pieces.get(i).getInt(0)).isEqualTo(-i);
      }
    }
    assertThat(path).doesNotExist();
  }

  /** What is never written back costs no disk, however often it changes. */
  @Test
  void piece_withinMemory_isNotOfTheFile() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeThat(maps).exists();
    try (MappedFile file = MappedFile.create(parent.resolve("known"), 4_096, 10_000)) {
      for (int i = 0; i < 4; i++) {
        file.piece().put(0, (byte) 1);
      }
      assertThat(Files.readAllLines(maps))
          .filteredOn(line -> line.contains(parent.toString()))
          .extracting(line -> line.split(" ", -1)[1])
          .containsExactlyInAnyOrder("rw-p", "rw-p", "rw-s", "rw-s");
    }
  }

  @Test
  void close_manyFiles_leavesNoMapping() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeThat(maps).exists();
    for (int i = 0; i < 200; i++) {
      try (MappedFile file = MappedFile.create(parent.resolve("known" + i), 4_096, 5_000)) {
        file.piece().put(0, (byte) 1);
        file.piece().put(0, (byte) 1);
        if (i == 0) {
          assertThat(Files.readString(maps)).contains(parent.toString());
        }
      }
    }
    assertThat(Files.readString(maps)).doesNotContain(parent.toString());
  }
}
