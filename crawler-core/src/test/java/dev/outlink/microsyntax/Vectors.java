package dev.outlink.microsyntax;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The test vectors. Where they are: system property {@code outlink.suites}, else {@code
 * shared/suites} beside the repository. Without them a test is skipped; under CI it fails.
 */
final class Vectors {

  private Vectors() {}

  static JsonNode read(String name) throws IOException {
    Path file = suites().resolve("vectors").resolve(name);
    if (!Files.exists(file)) {
      String message = "no test vectors at " + file + "; set -Doutlink.suites=FOLDER";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      Assumptions.abort(message);
    }
    return new ObjectMapper().readTree(file.toFile());
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
