package dev.outlink.testing;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where other people's test data is: system property {@code outlink.suites}, else {@code
 * shared/suites} beside the repository.
 */
public final class Suites {

  private Suites() {}

  /**
   * A file or folder of it; ends the test, as skipped or under CI as failed, where it is absent.
   */
  public static Path find(String name) {
    Path path = suites().resolve(name);
    if (!Files.exists(path)) {
      String message = "no test data at " + path + "; set -Doutlink.suites=FOLDER";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      Assumptions.abort(message);
    }
    return path;
  }

  /** Whether there is such a file or folder. */
  public static boolean has(String name) {
    return Files.exists(suites().resolve(name));
  }

  private static Path suites() {
    String given = System.getProperty("outlink.suites");
    if (given != null) {
      return Path.of(given);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("shared/suites"))) {
        return folder.resolve("shared/suites");
      }
    }
    return here.resolve("../../shared/suites").normalize();
  }
}
