package dev.outlink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Source files stay small: the median is about 80 lines, and none has more than 420. */
class FileSizeTest {

  private static final int MOST_LINES = 420;

  @Test
  void sourceFiles_ofEveryModule_areSmall() throws IOException {
    Map<String, List<Integer>> sizes = new TreeMap<>();
    List<String> tooLarge = new ArrayList<>();
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module :
          modules.filter(m -> m.getFileName().toString().startsWith("crawler-")).toList()) {
        Path sources = module.resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
            int lines = Files.readAllLines(file).size();
            sizes
                .computeIfAbsent(module.getFileName().toString(), name -> new ArrayList<>())
                .add(lines);
            if (lines > MOST_LINES) {
              tooLarge.add(sources.relativize(file) + ": " + lines);
            }
          }
        }
      }
    }

    print(sizes);
    assertThat(sizes).containsKeys("crawler-core", "crawler-state", "crawler-cli");
    assertThat(tooLarge).as("files of more than %d lines", MOST_LINES).isEmpty();
  }

  private static void print(Map<String, List<Integer>> sizes) {
    String table = String.format(Locale.ROOT, "%-16s %6s %7s %5s %5s%n", head());
    for (var module : sizes.entrySet()) {
      List<Integer> lines = module.getValue().stream().sorted().toList();
      table +=
          String.format(
              Locale.ROOT,
              "%-16s %6d %7d %5d %5d%n",
              module.getKey(),
              lines.size(),
              lines.get(lines.size() / 2),
              lines.get(Math.min(lines.size() - 1, lines.size() * 95 / 100)),
              lines.get(lines.size() - 1));
    }
    System.out.print(table);
  }

  private static Object[] head() {
    return new Object[] {"module", "files", "median", "p95", "max"};
  }
}
