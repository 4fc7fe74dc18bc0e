package dev.outlink.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SuitesTest {

  @Test
  void find_there_isIt(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("cases.json"));

    assertThat(Suites.find(folder, "cases.json", Map.of(Suites.REQUIRED, "true"))).isEqualTo(file);
  }

  @Test
  void find_absent_skipsAndSaysSo_alsoOnBuildMachines(@TempDir Path folder) {
    assertThatThrownBy(() -> Suites.find(folder, "cases.json", Map.of("CI", "true")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("skipped")
        .hasMessageContaining(folder.resolve("cases.json").toString());
  }

  @Test
  void find_absentButRequired_fails(@TempDir Path folder) {
    assertThatThrownBy(
            () -> Suites.find(folder, "cases.json", Map.of(Suites.REQUIRED, "true", "CI", "true")))
        .isInstanceOf(AssertionError.class)
        .isNotInstanceOf(TestAbortedException.class)
        .hasMessageContaining(Suites.REQUIRED);
  }
}
