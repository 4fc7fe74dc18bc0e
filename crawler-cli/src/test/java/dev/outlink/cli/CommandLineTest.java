package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.CrawlConfig;
import dev.outlink.cli.console.Screen;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.link.Extractor;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of a crawl: which settings they make, and which errors are reported. */
class CommandLineTest {

  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final FakeOutlink outlink = new FakeOutlink();
  private final Screen screen = outlink.screen;

  @Test
  void everyOption_reachesTheConfiguration() {
    int status =
        crawl(
            "-c5",
            "--host-concurrency=2",
            "--host-delay",
            "300ms",
            "--timeout",
            "7s",
            "--connect-timeout",
            "3s",
            "--read-timeout",
            "4s",
            "--max-redirects",
            "3",
            "--max-body",
            "1MB",
            "-A",
            "me",
            "-H",
            "A: 1",
            "-H",
            "B: 2",
            "--cookie",
            "c=d",
            "--proxy",
            "http://u:p@proxy:3128",
            "--noproxy",
            "a.example, 10.0.0.0/8",
            "--temp-dir",
            ".",
            "-k",
            "--links",
            "img,all,text",
            "--schemes",
            "HTTPS,mailto",
            "--no-fragments",
            "--edges",
            "all",
            "--columns",
            "link,raw",
            "--extractor",
            "jsoup",
            "--no-header",
            "-vv",
            "-q",
            "--no-progress",
            "--color",
            "never",
            "-o",
            "-",
            "http://a/");

    assertThat(status).isZero();
    CrawlConfig config = outlink.started.get(0);
    assertThat(config)
        .isEqualTo(
            CrawlConfig.builder()
                .concurrency(5)
                .hostConcurrency(2)
                .hostDelay(Duration.ofMillis(300))
                .timeout(Duration.ofSeconds(7))
                .connectTimeout(Duration.ofSeconds(3))
                .readTimeout(Duration.ofSeconds(4))
                .maxRedirects(3)
                .maxBody(1_000_000)
                .userAgent("me")
                .header("A", "1")
                .header("B", "2")
                .cookie("c=d")
                .network(
                    NetworkConfig.DIRECT
                        .withProxy("http://u:p@proxy:3128")
                        .withNoProxy(List.of("a.example", "10.0.0.0/8")))
                .tempDir(Path.of("."))
                .insecure(true)
                .extractor(Extractor.JSOUP)
                .links(
                    new LinkSelection(
                        EnumSet.allOf(LinkKind.class),
                        Set.of("https", "mailto"),
                        false,
                        false,
                        true))
                .build());
    assertThat(screen.err()).isEmpty();
    assertThat(outlink.closed).isPositive();
  }

  @Test
  void linkOptions_wrong_saidEachWithWhatThereIs() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c"), "edges = some\nno-fragments = 1\nextractor = lxml\n");

    int status =
        crawl(
            "--links=a,imgs",
            "--schemes",
            "http:,x",
            "--columns",
            "source,link,source",
            "--config=" + file,
            "http://a/");

    assertThat(status).isEqualTo(2);
    assertThat(screen.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "outlink: --links: 'imgs' is not a kind of links; did you mean img? Choose from:"
                            + " a, area, link,")
                    .endsWith(", text, all"),
            line -> assertThat(line).startsWith("outlink: --schemes: 'http:' is not a scheme;"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "outlink: " + file + ":2: no-fragments: '1' is neither true nor false"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "outlink: " + file + ":1: edges: 'some' is neither distinct nor all"),
            line -> assertThat(line).isEqualTo("outlink: --columns: 'source' is given twice"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "outlink: " + file + ":3: extractor: 'lxml' is neither scan nor jsoup"),
            line -> assertThat(line).startsWith("Try"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--links;'';a name is missing in ''",
        "--links;a,,b;a name is missing in 'a,,b'",
        "--columns;foo;'foo' is not a column; choose from: source, link,",
        "--schemes;1x;'1x' is not a scheme",
      })
  void linkOption_wrong_saysWhy(String arguments) {
    String[] parts = arguments.split(";");
    assertThat(crawl(parts[0] + "=" + parts[1].replace("''", ""), "http://a/")).isEqualTo(2);
    assertThat(screen.err()).startsWith("outlink: " + parts[0] + ": " + parts[2]);
  }

  @Test
  void columnsWithoutProvenance_doNotPayForIt() {
    assertThat(crawl("--columns=source,kind,status", "http://a/")).isZero();
    assertThat(outlink.started.get(0).links()).isEqualTo(LinkSelection.DEFAULT);
  }

  @Test
  void noOption_meansTheDefaults() {
    assertThat(crawl("http://a/")).isZero();
    assertThat(outlink.started).containsExactly(CrawlConfig.builder().build());
  }

  @Test
  void headersThatCannotBeSent_saidEach() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.properties"), "cookie = a\\u0001b\nproxy = http://u:p@p\n");

    int status =
        crawl(
            "--config",
            file.toString(),
            "-H",
            "Good: 1",
            "-H",
            "X Y: 1",
            "-H",
            "Z: a\rb",
            "-A",
            "\u20ac",
            "http://a/");

    assertThat(status).isEqualTo(2);
    assertThat(screen.err().lines())
        .containsExactly(
            "outlink: --user-agent: it has a character that no header can have (beyond ISO 8859-1)",
            "outlink: --header: 'X Y' is not the name of a header",
            "outlink: --header: the value of 'Z' has a control character",
            "outlink: " + file + ":1: cookie: the value of 'Cookie' has a control character",
            "outlink: " + file + ":2: proxy: the port is missing: http://HOST:PORT",
            "Try 'outlink crawl --help'.");
  }

  @Test
  void allThatIsWrong_isSaidAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.properties"),
            "# comment\n\nmax-redirects = 101\ntimout = 5s\nhost-delay = 5 \\\n  parsecs\n");

    int status =
        crawl(
            "--config",
            file.toString(),
            "--timeout",
            "20",
            "-c",
            "0",
            "--pages",
            "p.csv",
            "-H",
            "x",
            "--proxy",
            "socks://p");

    assertThat(status).isEqualTo(2);
    assertThat(screen.err().lines())
        .containsExactly(
            "outlink: INPUT: none is given; name a URL, a file of URLs, or - for standard input",
            "outlink: " + file + ":4: timout: no such option; did you mean timeout?",
            "outlink: --pages: only TSV can be written so far, not .csv; choose a name with another"
                + " ending, such as .tsv",
            "outlink: "
                + file
                + ":5: host-delay: 'parsecs' is not a unit of time; use ms, s, m or h",
            "outlink: --timeout: 20 has no unit; did you mean 20s or 20ms?",
            "outlink: --header: 'x' is not of the form 'Name: value'",
            "outlink: --proxy: this is not of the form"
                + " [http|https|socks5|socks5h]://[USER:PASSWORD@]HOST:PORT",
            "outlink: --concurrency: 0 is not between 1 and 100000",
            "outlink: " + file + ":3: max-redirects: 101 is not between 0 and 100",
            "Try 'outlink crawl --help'.");
    assertThat(outlink.started).isEmpty();
  }

  @Test
  void timeoutOutOfRange_isSaidOnce() {
    assertThat(crawl("--timeout", "0", "http://a/")).isEqualTo(2);
    assertThat(screen.err().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("outlink: --timeout:");
  }

  @Test
  void unknownOption_isRefusedWithSuggestion() {
    assertThat(crawl("--outptu", "x", "http://a/")).isEqualTo(2);
    assertThat(screen.err()).contains("--outptu", "--output", "Try 'outlink crawl --help'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.csv", "x.jsonl", "x.tsv.gz", "x.ZST"})
  void formatsToCome_areRefused(String name) {
    assertThat(crawl("-o", folder.resolve(name).toString(), "http://a/")).isEqualTo(2);
    assertThat(screen.err()).startsWith("outlink: --output: only TSV can be written so far");
  }

  @Test
  void commandLine_winsOverFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c"), "concurrency=7\ntimeout=9s\nheader=A: 1\nheader.2=B: 2\n");

    assertThat(crawl("--config", file.toString(), "-c", "8", "http://a/")).isZero();
    assertThat(outlink.started.get(0).politeness().concurrency()).isEqualTo(8);
    assertThat(outlink.started.get(0).fetch().timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(outlink.started.get(0).fetch().headers())
        .extracting(Map.Entry::getKey)
        .containsExactly("A", "B");
  }

  @Test
  void keySetTwice_orFileMissing_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "concurrency=7\nconcurrency=8\n");

    assertThat(crawl("--config", file.toString(), "http://a/")).isEqualTo(2);
    assertThat(crawl("--config", folder.resolve("no").toString(), "http://a/")).isEqualTo(2);
    assertThat(screen.err()).contains(":2: concurrency: is set twice", "no: no such file");
  }

  @Test
  void inputThatIsMissing_opensNothing() throws IOException {
    Path output = Files.writeString(folder.resolve("o.tsv"), "old");

    assertThat(crawl("-o", output.toString(), "nofile.txt")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: nofile.txt: no such file\n");
    assertThat(outlink.started).isEmpty();
    assertThat(output).hasContent("old");
  }

  @Test
  void tempDirThatIsNoFolder_opensNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    String missing = folder.resolve("missing").toString();

    assertThat(crawl("--temp-dir", file.toString(), "http://a/")).isEqualTo(6);
    assertThat(crawl("--temp-dir", missing, "http://a/")).isEqualTo(6);
    assertThat(crawl("--temp-dir", "", "http://a/")).isEqualTo(2);
    assertThat(screen.err())
        .contains(
            "outlink: " + file + ": is not a folder (--temp-dir)",
            "outlink: " + missing + ": is not a folder (--temp-dir)",
            "outlink: --temp-dir: the folder's name is empty");
    assertThat(outlink.started).isEmpty();
  }

  @Test
  void inputThatIsAnOutput_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("u"), "http://a/");

    assertThat(crawl("--pages", file.toString(), file.toString())).isEqualTo(6);
    assertThat(screen.err()).contains("is both an input and an output");
    assertThat(outlink.started).isEmpty();
  }

  private int crawl(String... arguments) {
    return outlink.crawl(arguments);
  }
}
