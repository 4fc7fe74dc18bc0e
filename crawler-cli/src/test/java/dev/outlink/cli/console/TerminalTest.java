package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

  @Test
  void isTty_systemSays_counts(@TempDir Path descriptors) throws IOException {
    Files.createSymbolicLink(descriptors.resolve("1"), Path.of("/tmp/links.tsv"));
    Files.createSymbolicLink(descriptors.resolve("2"), Path.of("/dev/pts/3"));

    assertThat(Terminal.isTty(1, descriptors, "12")).isFalse();
    assertThat(Terminal.isTty(2, descriptors, "")).isTrue();
  }

  @Test
  void isPipe_onlyWhatTheSystemCallsThat(@TempDir Path descriptors) throws IOException {
    Files.createSymbolicLink(descriptors.resolve("1"), Path.of("pipe:[4711]"));
    Files.createSymbolicLink(descriptors.resolve("2"), Path.of("/tmp/pipe:"));

    assertThat(Terminal.isPipe(1, descriptors)).isTrue();
    assertThat(Terminal.isPipe(2, descriptors)).isFalse();
    assertThat(Terminal.isPipe(3, descriptors)).isFalse();
  }

  @Test
  void isTty_systemSaysNothing_launcherIsAsked(@TempDir Path nowhere) {
    assertThat(Terminal.isTty(1, nowhere, "2")).isFalse();
    assertThat(Terminal.isTty(2, nowhere, "2")).isTrue();
    assertThat(Terminal.isTty(2, nowhere, "")).isFalse();
  }
}
