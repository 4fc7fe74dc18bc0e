package dev.outlink.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.Main;
import dev.outlink.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoCommandTest {

  private final Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  DemoCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void run_newFolder_crawlsTheWholeSiteAndTellsSo() throws Exception {
    Path folder = temp.resolve("a demo/of outlink");

    int exit = run(folder.toString());

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Every page and every link", folder.resolve("links.tsv").toString())
        .doesNotContain("not expected");
    assertThat(Files.readString(folder.resolve("links.tsv")))
        .startsWith("source\tlink\n")
        .containsPattern("/reference/lens.html\thttps://optics.example/catalogue/fresnel\n")
        .containsPattern("/horn.html\thttp://127.0.0.1:\\d+/search\\?q=horn&lang=en&page=2\n")
        .containsPattern("/map.html\thttp://127.0.0.1:\\d+/guide/harbour.html#pier\n")
        .containsPattern("/harbour.html\thttp://harbour.example/timetable\\?day=monday\n")
        .containsPattern("/paint.html\thttp://paint.example/\n")
        .doesNotContain("mailto:", "javascript:", "mutiny");
    assertThat(Files.readAllLines(folder.resolve("urls.txt")).get(0)).startsWith("# ");
  }

  /** The last line is what a newcomer pastes. */
  @Test
  void run_theCommandAtItsEnd_works() throws Exception {
    Path folder = temp.resolve("it's mine");
    assertThat(run(folder.toString())).isZero();
    String last =
        out.toString(StandardCharsets.UTF_8).lines().reduce((one, two) -> two).orElseThrow();
    String page = "'" + folder.resolve("page.html").toString().replace("'", "'\\''") + "'";
    assertThat(last).isEqualTo("  ./outlink extract " + page + " --base https://example.com/");

    out.reset();
    int status =
        Main.run(
            terminal(),
            "extract",
            folder.resolve("page.html").toString(),
            "--base",
            "https://example.com/");

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(6)
        .contains("https://example.com/\thttps://example.com/guide/");
  }

  @Test
  void run_folderThatIsAFile_isRefused() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "mine");

    assertThat(run(file.toString())).isEqualTo(6);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is a file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void warmup_always_crawlsWithTheCommandAndLeavesNothingBehind() {
    List<Path> files = new ArrayList<>();
    int status =
        Warmup.run(
            args -> {
              files.add(Path.of(args[1]).getParent());
              return Main.run(terminal(), args);
            });
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("tls-error");
    assertThat(status).isZero();
    assertThat(files).hasSize(2).allMatch(Files::notExists); // of crawl and extract
  }

  private Terminal terminal() {
    return new Terminal(
        InputStream.nullInputStream(),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false,
        Map.of());
  }

  private int run(String dir) {
    return DemoCommand.run(
        dir,
        "./outlink",
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
