package dev.outlink.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.cli.options.CrawlOptions;
import dev.outlink.cli.options.Option;
import dev.outlink.cli.options.ParsedArguments;
import dev.outlink.cli.options.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class FastArgumentParserTest {

  private static final List<String> WORDS =
      List.of(
          "-o",
          "--output",
          "x.tsv",
          "-",
          "--no-header",
          "-c",
          "8",
          "--timeout=3s",
          "--timeout",
          "3s",
          "--links=a,img",
          "--links",
          "a,area",
          "--no-fragments",
          "--columns=source,text",
          "--edges",
          "all",
          "-H",
          "--header=A: b",
          "A: b",
          "-v",
          "--verbose",
          "-k",
          "--bogus",
          "-z",
          "",
          "--",
          "https://example.org/?a=b",
          "-q",
          "--proxy=",
          "--cookie",
          "a=b",
          "'x'",
          "\"q\"",
          "-vk",
          "--config",
          "c.properties",
          "-h",
          "--help",
          "@list",
          "-ofile",
          "-5",
          "=",
          "--output=-");

  private static @Nullable ParsedArguments picocli(String... args) {
    CommandSpec spec = CommandSpec.create();
    CommandOptions.CRAWL.describe(spec);
    CommandLine command = new CommandLine(spec);
    command.setExpandAtFiles(false);
    command.setOverwrittenOptionsAllowed(true);
    try {
      return CommandOptions.CRAWL.given(command.parseArgs(args));
    } catch (ParameterException e) {
      return null;
    }
  }

  @Test
  void read_usualLine_needsNoPicocli() {
    String[] args = {"crawl", "urls.txt", "-o", "x.tsv", "-v", "--timeout=3s", "-", "-v"};

    ParsedArguments given =
        Objects.requireNonNull(FastArgumentParser.read(CommandOptions.CRAWL, args, 1));

    assertThat(given.inputs()).containsExactly("urls.txt", "-");
    assertThat(given.values("output")).containsExactly("x.tsv");
    assertThat(given.values("timeout")).containsExactly("3s");
    assertThat(given.values("verbose")).hasSize(2);
  }

  @Test
  void read_everyOption_isKnown() {
    for (Option option : Option.ALL) {
      String[] args =
          option.isFlag()
              ? new String[] {"--" + option.key()}
              : new String[] {"--" + option.key(), "value"};

      assertThat(FastArgumentParser.read(CommandOptions.CRAWL, args, 0))
          .isNotNull()
          .isEqualTo(picocli(args));
    }
  }

  /** Wherever it answers, picocli would have answered the same. */
  @Test
  void read_randomLines_agreesWithPicocli() {
    Random random = new Random(42);
    int answers = 0;
    for (int i = 0; i < 4_000; i++) {
      String[] args = new String[random.nextInt(6)];
      for (int j = 0; j < args.length; j++) {
        args[j] = WORDS.get(random.nextInt(WORDS.size()));
      }
      ParsedArguments plain = FastArgumentParser.read(CommandOptions.CRAWL, args, 0);
      if (plain != null) {
        answers++;
        assertThat(plain).as(String.join(" ", args)).isEqualTo(picocli(args));
      }
    }
    assertThat(answers).isGreaterThan(500);
  }

  /** Picocli keeps no texts for a flag, so each way of writing it is looked at. */
  @Test
  void settings_verboseInAnyWay_isCounted() throws UsageException {
    String[][] lines = {{"-v", "x"}, {"-vk", "x"}, {"-v", "-v", "x"}, {"-vv", "x"}};
    int[] expected = {1, 1, 2, 2};
    for (int i = 0; i < lines.length; i++) {
      ParsedArguments plain = FastArgumentParser.read(CommandOptions.CRAWL, lines[i], 0);
      ParsedArguments given = plain == null ? picocli(lines[i]) : plain;

      assertThat(CrawlOptions.settings(Objects.requireNonNull(given), Map.of()).verbosity())
          .as(String.join(" ", lines[i]))
          .isEqualTo(expected[i]);
    }
  }

  @Test
  void settings_unknownOptionsAndBadValues_areToldAtOnce() {
    CommandSpec spec = CommandSpec.create();
    CommandOptions.CRAWL.describe(spec);
    spec.parser().collectErrors(true);
    ParsedArguments given =
        CommandOptions.CRAWL.given(
            new CommandLine(spec)
                .parseArgs(
                    "--timeot=3s", "-c", "0", "--host-delay", "5", "--resume=3", "--cookie"));

    assertThatThrownBy(() -> CrawlOptions.settings(given, Map.of()))
        .isInstanceOfSatisfying(
            UsageException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(
                        line -> line.contains("--timeot: no such option; did you mean --timeout?"))
                    .anyMatch(line -> line.startsWith("--resume: no such option"))
                    .anyMatch(line -> line.startsWith("--cookie: its value is missing"))
                    .anyMatch(line -> line.startsWith("--concurrency: 0 "))
                    .anyMatch(line -> line.startsWith("--host-delay: "))
                    .anyMatch(line -> line.startsWith("INPUT: ")));
  }
}
