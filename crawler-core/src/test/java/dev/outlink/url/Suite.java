package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file of cases that others have written. What is known to differ stands in {@code
 * known-deviations.tsv}, with a reason each; a case there that passes fails the test.
 */
final class Suite {

  private final String file;
  private final List<JsonNode> cases;

  private Suite(String file, List<JsonNode> cases) {
    this.file = file;
    this.cases = cases;
  }

  /** Reads the cases; ends the test as {@link Suites#find} does where there is no file. */
  static Suite read(String file) {
    Path path = Suites.find(file);
    try {
      JsonNode all = new ObjectMapper().readTree(path.toFile());
      return new Suite(
          file, StreamSupport.stream(all.spliterator(), false).filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inputs of the file's cases, to make others of; one that is harmless without the file. */
  static List<String> inputs(String file) {
    return Suites.has(file)
        ? read(file).cases.stream().map(test -> test.get("input").asText()).toList()
        : List.of("http://example.org/");
  }

  /**
   * Checks all cases.
   *
   * @param count how many there are, so that none is lost
   * @param names what identifies a case
   * @param difference what is wrong with a case, or null
   */
  void check(
      int count,
      Function<JsonNode, String> names,
      Function<JsonNode, @Nullable String> difference) {
    Map<String, String> failed = new TreeMap<>();
    for (JsonNode test : cases) {
      String wrong = difference.apply(test);
      if (wrong != null) {
        failed.put(escape(names.apply(test)), wrong);
      }
    }
    assertThat(cases).hasSize(count);
    assertThat(failed.keySet())
        .as(() -> file + ": should differ as in known-deviations.tsv; differs: " + lines(failed))
        .isEqualTo(knownDeviations());
  }

  private Set<String> knownDeviations() {
    Set<String> known = new TreeSet<>();
    try (InputStream in = Suite.class.getResourceAsStream("known-deviations.tsv")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t", -1);
        assertThat(cells).as("file, case, reason: %s", line).hasSize(3).doesNotContain("");
        if (cells[0].equals(file)) {
          known.add(cells[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private static String lines(Map<String, String> failed) {
    StringBuilder lines = new StringBuilder();
    failed.forEach((name, wrong) -> lines.append('\n').append(name).append(": ").append(wrong));
    return lines.toString();
  }

  /** Printable ASCII as it is, all else by its number. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        escaped.append(c);
      } else {
        escaped.append('{').append(Integer.toHexString(c)).append('}');
      }
    }
    return escaped.toString();
  }
}
