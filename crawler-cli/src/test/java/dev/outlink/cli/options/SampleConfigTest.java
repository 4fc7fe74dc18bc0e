package dev.outlink.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the sample configuration file true. */
class SampleConfigTest {

  private static final Path SAMPLE = Path.of("../config/outlink.properties");

  private final Path folder;

  SampleConfigTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void sample_asItStands_setsNothing() {
    ConfigFile config = ConfigFile.read(SAMPLE);

    assertThat(config.problems()).isEmpty();
    assertThat(config.entries()).isEmpty();
  }

  @Test
  void sample_uncommented_isCompleteAndValid_andShowsTheDefaults() throws Exception {
    ConfigFile config = ConfigFile.read(uncommented());

    assertThat(config.problems()).isEmpty();
    Map<String, String> first = new TreeMap<>();
    CrawlSettingsBuilder draft = new CrawlSettingsBuilder(Map.of());
    for (ConfigFile.Entry entry : config.entries()) {
      first.putIfAbsent(entry.key(), entry.value());
      draft.set(entry.key(), entry.value());
    }
    assertThat(draft.build().verbosity()).isZero();
    for (Option option : Option.ALL) {
      assertThat(first).containsKey(option.key());
      if (!option.fallback().isEmpty()) {
        assertThat(first).containsEntry(option.key(), option.fallback());
      }
    }
  }

  /** Settings are the lines that have no space after their mark. */
  private Path uncommented() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLE)) {
      boolean setting = line.startsWith("#") && !line.startsWith("# ");
      lines.add(setting ? line.substring(1) : line);
    }
    return Files.write(folder.resolve("all.properties"), lines);
  }
}
