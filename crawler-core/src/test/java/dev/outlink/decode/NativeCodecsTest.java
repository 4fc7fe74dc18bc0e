package dev.outlink.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeCodecsTest {

  /** A process that is killed from here on leaves nothing, since there is nothing any more. */
  @Test
  void libraries_areLoaded_andTheirFilesGoneAtOnce() throws IOException {
    assertThat(NativeCodecs.brotliProblem()).isNull();
    assertThat(NativeCodecs.zstdProblem()).isNull();
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith(NativeCodecs.PREFIX + ProcessHandle.current().pid()));
    }
  }
}
