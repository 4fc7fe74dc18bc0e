package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.commands.CrawlCommand;
import dev.outlink.cli.commands.CrawlEngine;
import dev.outlink.cli.console.ColourMode;
import dev.outlink.cli.console.FakeCrawl;
import dev.outlink.cli.console.Interrupts;
import dev.outlink.cli.console.Screen;
import dev.outlink.cli.options.CompletionValues;
import dev.outlink.cli.options.CrawlSettings;
import dev.outlink.cli.options.CrawlSettingsBuilder;
import dev.outlink.cli.options.InvalidValueException;
import dev.outlink.cli.options.Option;
import dev.outlink.crawl.Crawl;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.crawl.CrawlListener;
import dev.outlink.crawl.CrawlSummary;
import dev.outlink.crawl.CrawlSummary.Failures;
import dev.outlink.crawl.Explanation;
import dev.outlink.extract.LinkKind;
import dev.outlink.extract.LinkSelection;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.FullFolderException;
import dev.outlink.rows.LinkColumn;
import dev.outlink.rows.TsvOptions;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private static final CrawlSummary ONE_PAGE = FakeCrawl.summary(1, Map.of(Outcome.PAGE, 1L));

  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final Screen screen = new Screen();
  private final FakeCrawl crawl = new FakeCrawl();
  private final List<CrawlConfig> started = new ArrayList<>();
  private int closed;

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
    CrawlConfig config = started.get(0);
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
                .links(
                    new LinkSelection(
                        EnumSet.allOf(LinkKind.class),
                        Set.of("https", "mailto"),
                        false,
                        false,
                        true))
                .build());
    assertThat(screen.err()).isEmpty();
    assertThat(closed).isPositive();
  }

  @Test
  void linkOptions_wrong_saidEachWithWhatThereIs() throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "edges = some\nno-fragments = 1\n");

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
    assertThat(started.get(0).links()).isEqualTo(LinkSelection.DEFAULT);
  }

  @Test
  void noOption_meansTheDefaults() {
    assertThat(crawl("http://a/")).isZero();
    assertThat(started).containsExactly(CrawlConfig.builder().build());
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
    assertThat(started).isEmpty();
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
    assertThat(started.get(0).politeness().concurrency()).isEqualTo(8);
    assertThat(started.get(0).fetch().timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(started.get(0).fetch().headers().entries())
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
    assertThat(started).isEmpty();
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
    assertThat(started).isEmpty();
  }

  @Test
  void inputThatIsAnOutput_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("u"), "http://a/");

    assertThat(crawl("--pages", file.toString(), file.toString())).isEqualTo(6);
    assertThat(screen.err()).contains("is both an input and an output");
    assertThat(started).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT_REFUSED,0,4",
    "HTTP_ERROR,404,0",
    "INTERNAL_ERROR,0,1",
    "BAD_ENCODING,200,0"
  })
  void exitStatus_whereAllFailed(Outcome outcome, int status, int expected) {
    Failures failure = new Failures(outcome, status, 1, "http://a/", "");
    crawl.completion.complete(FakeCrawl.summary(1, Map.of(outcome, 1L), failure));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(expected);
  }

  @Test
  void exitStatus_budget_isFiveUnlessNothingWasFetched() {
    crawl.completion.complete(FakeCrawl.ofSite(3, false, Map.of(Admission.MAX_PAGES, 7L)));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(5);
    assertThat(screen.err()).startsWith("Stopped by a budget (--max-pages) after 2.0 s");
  }

  @Test
  void exitStatus_trapsAndScope_areNoBudgetOfTheCrawl() {
    crawl.completion.complete(
        FakeCrawl.ofSite(
            3, false, Map.of(Admission.OUT_OF_SCOPE, 7L, Admission.REPEATED_SEGMENTS, 1L)));

    assertThat(outlink("crawl", "http://a/")).isZero();
  }

  @Test
  void exitStatus_onlyRefusals_nothingFetched() {
    crawl.completion.complete(FakeCrawl.summary(1, Map.of(Outcome.BAD_URL, 1L)));
    assertThat(outlink("crawl", "http://a/")).isEqualTo(4);
  }

  @Test
  void exitStatus_emptyInput_finished() {
    crawl.completion.complete(FakeCrawl.summary(0, Map.of()));
    assertThat(outlink("crawl", "-")).isZero();
    assertThat(screen.err()).contains("There were no URLs");
  }

  @Test
  void imbalance_isABug() {
    CrawlSummary summary =
        new CrawlSummary(
            1,
            0,
            Map.of(Outcome.PAGE, 1L),
            Map.of(),
            0,
            0,
            1,
            Duration.ofSeconds(1),
            false,
            false,
            true,
            List.of(),
            List.of(),
            List.of("1 inputs read, but 2 outcomes"));
    crawl.completion.complete(summary);

    assertThat(outlink("crawl", "-q", "http://a/")).isEqualTo(1);
    assertThat(screen.err()).isEqualTo("outlink: internal error: 1 inputs read, but 2 outcomes\n");
  }

  @Test
  void outputThatFails_isOneLine() {
    crawl.completion.completeExceptionally(new IOException("standard output: broken pipe"));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: standard output: broken pipe\n");
    assertThat(closed).isPositive();
  }

  @Test
  void anotherFailure_isABugWithItsTrace() {
    crawl.completion.completeExceptionally(new IllegalStateException("oops"));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(1);
    assertThat(screen.err()).contains("internal error", "IllegalStateException: oops", "\tat ");
  }

  @Test
  void signal_decidesTheExitStatus() {
    crawl.completion.complete(ONE_PAGE);
    Interrupts interrupts = new Interrupts(crawl, screen.terminal, status -> {});
    interrupts.signal(2);
    CrawlSettings settings =
        new CrawlSettings(
            CrawlConfig.builder().build(),
            null,
            null,
            "",
            TsvOptions.DEFAULT,
            0,
            true,
            false,
            ColourMode.AUTO);

    int status =
        new CrawlCommand(screen.terminal, config -> engine()).finish(crawl, interrupts, settings);

    assertThat(status).isEqualTo(130);
  }

  @Test
  void help_namesEveryOption() {
    assertThat(outlink("crawl", "--help")).isZero();
    for (Option option : Option.ALL) {
      assertThat(screen.out()).contains("--" + option.key());
    }
    for (LinkKind kind : LinkKind.values()) {
      assertThat(screen.out()).containsPattern("[ \\n]" + kind.label() + ",");
    }
    for (LinkColumn column : LinkColumn.values()) {
      assertThat(screen.out()).contains(column.label());
    }
    assertThat(screen.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "crawl --help", "explain --help", "extract --help", "demo -h", "help"})
  void help_fitsEightyColumns(String arguments) {
    assertThat(outlink(arguments.split(" "))).isZero();
    assertThat(screen.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void help_asACommand_isThatOfTheCommand() {
    assertThat(outlink("explain", "--help")).isZero();
    String all = screen.out();
    assertThat(outlink("help", "explain")).isZero();
    assertThat(screen.out()).isEqualTo(all + all);
  }

  @Test
  void help_hasHeadings_eachOptionBelowOne() {
    assertThat(outlink("crawl", "--help")).isZero();
    assertThat(screen.out().lines().filter(line -> line.matches("[A-Z].*:")).toList())
        .containsSubsequence(
            "Output:",
            "Links to list:",
            "Links to crawl:",
            "Budgets:",
            "Limits against traps, for links:",
            "Politeness:",
            "Network:",
            "General:");
    String all = screen.out();
    assertThat(all.indexOf("--scope")).isBetween(all.indexOf("What is"), all.indexOf("Budgets:"));
    assertThat(all.indexOf("--proxy")).isBetween(all.indexOf("Network:"), all.indexOf("General:"));
    assertThat(all.indexOf("--help")).isGreaterThan(all.indexOf("General:"));
  }

  @ParameterizedTest
  @CsvSource({
    "crwal, 'crwal: no such command; did you mean crawl?'",
    "Crawl, 'Crawl: no such command; did you mean crawl?'",
    "extrct, 'extrct: no such command; did you mean extract?'",
    "xyzzy, 'xyzzy: no such command'",
    "urls.txt, 'urls.txt: no such command; did you mean outlink crawl urls.txt?'",
    "a/list.tsv.gz, 'a/list.tsv.gz: no such command; did you mean outlink crawl a/list.tsv.gz?'",
    "http://a/, 'http://a/: no such command; did you mean outlink crawl http://a/?'",
    "a.org, 'a.org: no such command; did you mean outlink crawl https://a.org?'",
    "p.html, 'p.html: no such command; did you mean outlink extract p.html?'",
    "x.warc.gz, 'x.warc.gz: no such command; did you mean outlink extract x.warc.gz?'",
    "-o, '-o: no such option; options come after the command, as in outlink crawl -o'",
  })
  void commandThatIsNone_isToldWhatMayBeMeant(String first, String line) {
    assertThat(outlink(first, "-d", "2")).isEqualTo(2);
    assertThat(screen.err()).isEqualTo("outlink: " + line + "\nTry 'outlink --help'.\n");
  }

  @Test
  void fileWithoutEnding_isSeenToBeOne() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "http://a/");

    assertThat(outlink(list.toString())).isEqualTo(2);
    assertThat(screen.err()).contains("did you mean outlink crawl " + list + "?");
  }

  @Test
  void folderForTemporaryFilesThatIsFull_isNamed_withTheOptionThatMovesIt() {
    crawl.completion.completeExceptionally(
        new FullFolderException(
            Path.of("/small"), "known URLs cannot be kept", new IOException("No space left")));

    assertThat(crawl("http://a/")).isEqualTo(6);
    assertThat(screen.err())
        .isEqualTo(
            """
            outlink: the folder for temporary files is full: /small: known URLs cannot be kept
            outlink: free space there, or choose another folder with --temp-dir DIR
            """);
  }

  @Test
  void version_isPrinted() {
    assertThat(outlink("--version")).isZero();
    assertThat(screen.out()).startsWith("outlink ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "crawl --help", "--version", "completion bash"})
  void standardOutputThatFails_isAnOutputProblem(String arguments) {
    Screen full = Screen.whoseOutputFails("No space left on device");

    assertThat(Main.run(full.terminal, arguments.split(" "))).isEqualTo(6);
    assertThat(full.err())
        .isEqualTo("outlink: standard output cannot be written: No space left on device\n");
  }

  @Test
  void readerThatIsGone_isToldNothing() {
    Screen gone = Screen.whoseOutputFails("Broken pipe");

    assertThat(Main.run(gone.terminal, "--help")).isEqualTo(141);
    assertThat(gone.err()).isEmpty();
  }

  @Test
  void commandThatIsMissing_isMisuse() {
    assertThat(outlink()).isEqualTo(2);
    assertThat(screen.err()).contains("Try 'outlink --help'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completion_printsAScript(String shell) {
    assertThat(outlink("completion", shell)).isZero();
    assertThat(screen.out()).contains("--host-concurrency", "complete -F");
  }

  @Test
  void completion_offersWhatValuesThereAre() {
    assertThat(outlink("completion", "bash")).isZero();
    assertThat(screen.out())
        .contains("\"page\" \"prefix\" \"host\" \"domain\" \"inputs\"")
        .contains("\"auto\" \"always\" \"never\"")
        .contains("\"distinct\" \"all\"")
        .contains("\"nofollow\" \"noindex\"")
        .contains("\"bash\" \"zsh\"")
        .contains("compgen -f");
    for (Option option : Option.ALL) {
      for (String value : CompletionValues.of(option)) {
        assertThat(screen.out()).as(option.key()).contains("\"" + value + "\"");
      }
    }
  }

  @Test
  void completion_knowsWhichOptionsHaveLists() {
    assertThat(outlink("completion", "zsh")).isZero();
    assertThat(screen.out())
        .contains("--links|--schemes|--columns|--follow|--obey)", "head=\"${word%,*},\"");
  }

  /** What is offered is taken. */
  @Test
  void valuesThatAreOffered_areRight() throws InvalidValueException {
    for (Option option : Option.ALL) {
      for (String value : CompletionValues.of(option)) {
        new CrawlSettingsBuilder(Map.of()).set(option.key(), value);
      }
    }
  }

  @Test
  void completion_ofAnotherShell_isMisuse() {
    assertThat(outlink("completion", "fish")).isEqualTo(2);
  }

  @Test
  void colour_respectsNoColorAndTerminal() {
    assertThat(new Screen("", true, Map.of()).terminal.coloured(ColourMode.AUTO)).isTrue();
    assertThat(new Screen("", true, Map.of("NO_COLOR", "1")).terminal.coloured(ColourMode.AUTO))
        .isFalse();
    assertThat(new Screen("", true, Map.of("TERM", "dumb")).terminal.coloured(ColourMode.AUTO))
        .isFalse();
    assertThat(screen.terminal.coloured(ColourMode.AUTO)).isFalse();
    assertThat(screen.terminal.coloured(ColourMode.ALWAYS)).isTrue();
  }

  private int crawl(String... arguments) {
    crawl.completion.complete(ONE_PAGE);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, "crawl");
    return outlink(all.toArray(new String[0]));
  }

  private int outlink(String... arguments) {
    return new Main(
            screen.terminal,
            config -> {
              started.add(config);
              return engine();
            })
        .run(arguments);
  }

  private CrawlEngine engine() {
    return new CrawlEngine() {
      @Override
      public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
      }

      @Override
      public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
        return crawl;
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
