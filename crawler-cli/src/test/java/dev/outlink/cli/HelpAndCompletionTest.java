package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.console.ColourMode;
import dev.outlink.cli.console.Screen;
import dev.outlink.cli.options.CompletionValues;
import dev.outlink.cli.options.CrawlSettingsBuilder;
import dev.outlink.cli.options.InvalidValueException;
import dev.outlink.cli.options.Option;
import dev.outlink.link.LinkKind;
import dev.outlink.rows.LinkColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help, the completion scripts, and messages for command lines without a known command. */
class HelpAndCompletionTest {

  private final Path folder;

  HelpAndCompletionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final FakeOutlink outlink = new FakeOutlink();
  private final Screen screen = outlink.screen;

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

  private int outlink(String... arguments) {
    return outlink.run(arguments);
  }
}
