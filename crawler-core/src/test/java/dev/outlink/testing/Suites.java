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
  public static Path folder(String name) {
    String set = System.getProperty("outlink.suites");
    Path suites =
        set != null
            ? Path.of(set)
            : Path.of("").toAbsolutePath().resolve("../../shared/suites").normalize();
    Path path = suites.resolve(name);
    if (!Files.exists(path)) {
      String message = "no test data at " + path + "; set -Doutlink.suites=FOLDER";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      Assumptions.abort(message);
    }
    return path;
  }
}
