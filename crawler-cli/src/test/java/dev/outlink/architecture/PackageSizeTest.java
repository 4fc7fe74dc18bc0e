package dev.outlink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package is one room: it has at most 22 files, {@code package-info.java} included. */
class PackageSizeTest {

  private static final int MOST_FILES = 22;

  /** The modules that keep the rule. */
  private static final List<String> MODULES =
      List.of("crawler-core", "crawler-state", "crawler-cli");

  private static final List<String> SOURCE_ROOTS = List.of("src/main/java", "src/test/java");

  @Test
  void packages_areSmall() throws IOException {
    List<String> tooLarge = new ArrayList<>();
    int packages = 0;
    Path root = Path.of("").toAbsolutePath().getParent();
    for (String module : MODULES) {
      for (String sourceRoot : SOURCE_ROOTS) {
        Path sources = root.resolve(module).resolve(sourceRoot);
        for (Path folder : folders(sources)) {
          int files = files(folder);
          packages += files > 0 ? 1 : 0;
          if (files > MOST_FILES) {
            tooLarge.add(
                module + "/" + sourceRoot + "/" + sources.relativize(folder) + ": " + files);
          }
        }
      }
    }

    assertThat(packages).isGreaterThan(MODULES.size());
    assertThat(tooLarge).as("packages of more than %d files", MOST_FILES).isEmpty();
  }

  private static List<Path> folders(Path sources) throws IOException {
    try (Stream<Path> all = Files.walk(sources)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static int files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.filter(file -> file.toString().endsWith(".java")).count();
    }
  }
}
