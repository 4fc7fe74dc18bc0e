package dev.outlink.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings in a file. */
class ConfigFileTest {

  private final Path file;

  ConfigFileTest(@TempDir Path folder) {
    this.file = folder.resolve("outlink.properties");
  }

  private ConfigFile read(String... lines) throws IOException {
    return ConfigFile.read(Files.writeString(file, String.join("\n", lines)));
  }

  /** Keys, values and lines, one text each. */
  private List<String> entries(String... lines) throws IOException {
    ConfigFile config = read(lines);
    assertThat(config.problems()).isEmpty();
    return config.entries().stream()
        .map(
            entry ->
                entry.where().substring(file.toString().length())
                    + " "
                    + entry.key()
                    + "="
                    + entry.value())
        .toList();
  }

  private List<String> problems(String... lines) throws IOException {
    return read(lines).problems().stream()
        .map(problem -> problem.replace(file.toString(), "FILE"))
        .toList();
  }

  @Test
  void entries_comeInOrderWithTheirLines() throws IOException {
    assertThat(
            entries(
                "# a comment",
                "",
                "depth = 2",
                "  ! another \\",
                "timeout:20s",
                "\tuser-agent Bot/1.0 (b@c.example) "))
        .containsExactly(":3 depth=2", ":5 timeout=20s", ":6 user-agent=Bot/1.0 (b@c.example) ");
  }

  @Test
  void entry_overSeveralLines_isOneAndHasItsFirst() throws IOException {
    assertThat(entries("user-agent = a\\", "    b\\", "  # c", "depth=1"))
        .containsExactly(":1 user-agent=ab# c", ":4 depth=1");
    assertThat(entries("user-agent = a\\\\", "depth=1"))
        .as("a backslash that is one")
        .containsExactly(":1 user-agent=a\\", ":2 depth=1");
    assertThat(entries("user-agent = a\\")).containsExactly(":1 user-agent=a");
  }

  @Test
  void text_isUtf8AndMayHaveEscapes() throws IOException {
    assertThat(entries("user-agent = caf\u00e9 \\u20ac\\t\\="))
        .containsExactly(":1 user-agent=caf\u00e9 \u20ac\t=");
  }

  @Test
  void repeatable_options_mayHaveNumbers() throws IOException {
    assertThat(entries("header = A: 1", "header.2 = B: 2", "header.10 = C: 3", "header.02 = D: 4"))
        .containsExactly(":1 header=A: 1", ":2 header=B: 2", ":3 header=C: 3", ":4 header=D: 4");
  }

  @ParameterizedTest
  @CsvSource({
    "header.2.2, header.2.2: no such option",
    "header., 'header.: no such option; did you mean header?'",
    "header.x, 'header.x: no such option; did you mean header?'",
    "depth.2, 'depth.2: no such option; did you mean depth?'",
    "dept, 'dept: no such option; did you mean depth?'",
    "Depth, 'Depth: no such option; did you mean depth?'",
    "--depth, '--depth: no such option; did you mean depth?'",
    "something.quite.different, something.quite.different: no such option",
  })
  void key_thatIsNoOption_isNamedWithTheClosest(String key, String problem) throws IOException {
    assertThat(problems("", key + "=1"))
        .singleElement()
        .asString()
        .startsWith("FILE:2: " + problem);
  }

  @Test
  void problems_ofAllLines_areSaid() throws IOException {
    assertThat(
            problems(
                "depth=1", "depth=2", "timeout=\\u12", "x\u001b[31m=1", "header=a", "header=b"))
        .containsExactly(
            "FILE:2: depth: is set twice",
            "FILE:3: is not a line of a properties file: Malformed \\uxxxx encoding.",
            "FILE:4: x?[31m: no such option",
            "FILE:6: header: is set twice");
    assertThat(read("depth=1", "depth=2").entries()).as("the first one").hasSize(1);
  }

  @Test
  void file_thatCannotBeRead_isNamed(@TempDir Path folder) throws IOException {
    assertThat(ConfigFile.read(folder).problems())
        .containsExactly("--config: " + folder + ": is a directory");
    assertThat(ConfigFile.read(folder.resolve("none")).problems())
        .containsExactly("--config: " + folder.resolve("none") + ": no such file");
    Files.write(file, "user-agent=caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ConfigFile.read(file).problems())
        .containsExactly("--config: " + file + ": is not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void file_ofOneMiB_isTheLargest(int more) throws IOException {
    ConfigFile config = read("#".repeat((1 << 20) + more));
    assertThat(config.entries()).isEmpty();
    assertThat(config.problems())
        .isEqualTo(more > 0 ? List.of("--config: " + file + ": is larger than 1 MiB") : List.of());
  }

  @Test
  void file_ofManyLines_isReadSoon() throws IOException {
    assertThat(problems("x=1\n".repeat(30_000))).hasSize(30_000);
    assertThat(entries("user-agent=" + "\\\n".repeat(500_000) + "x"))
        .containsExactly(":1 user-agent=x");
  }
}
