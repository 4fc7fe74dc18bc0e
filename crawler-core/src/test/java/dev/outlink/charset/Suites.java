package dev.outlink.charset;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Other people's test data. Where it is: system property {@code outlink.suites}, else {@code
 * shared/suites} beside the repository. Absent, a test is skipped; on CI it fails.
 */
final class Suites {

  private Suites() {}

  static Path file(String name) {
    Path file = folder().resolve(name);
    if (!Files.exists(file)) {
      String message = "no test data at " + file + "; set -Doutlink.suites=FOLDER";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      Assumptions.abort(message);
    }
    return file;
  }

  /** The objects of a JSON array; comments, which are strings, left out. */
  static List<JsonNode> cases(String name) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(file(name).toFile())) {
      if (node.isObject()) {
        cases.add(node);
      }
    }
    return cases;
  }

  /** The objects of a file with one on each line. */
  static List<JsonNode> lines(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file(name))) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }

  private static Path folder() {
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
