package dev.outlink.testing;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;

/**
 * Where other people's test data is: system property {@code outlink.suites}, else {@code
 * shared/suites} beside the repository. A clone has none, and its tests pass without; what must not
 * be without sets the environment's {@code OUTLINK_SUITES_REQUIRED} to {@code true}. {@code CI}
 * says nothing of that: it is set on everybody's build machines.
 */
public final class Suites {

  /** The environment variable that says that the data must be there. */
  static final String REQUIRED = "OUTLINK_SUITES_REQUIRED";

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private Suites() {}

  /**
   * A file or folder of it; ends the test, as skipped or where the data must be there as failed,
   * where it is absent.
   */
  public static Path find(String name) {
    return find(suites(), name, System.getenv());
  }

  static Path find(Path suites, String name, Map<String, String> environment) {
    Path path = suites.resolve(name);
    if (!Files.exists(path)) {
      if ("true".equals(environment.get(REQUIRED))) {
        fail("no test data at " + path + ", and " + REQUIRED + " is set");
      }
      String message =
          "skipped: no test data of other projects at " + path + "; set -Doutlink.suites=FOLDER";
      if (TOLD.compareAndSet(false, true)) {
        System.out.println(message + " (the first of several)"); // Maven shows numbers only
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
