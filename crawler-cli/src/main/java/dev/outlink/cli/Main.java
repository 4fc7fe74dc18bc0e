package dev.outlink.cli;

import dev.outlink.cli.demo.DemoCommand;
import dev.outlink.cli.demo.Warmup;
import dev.outlink.cli.extract.ExtractCommand;
import dev.outlink.cli.extract.ExtractSettings;
import dev.outlink.cli.text.SafeText;
import dev.outlink.crawl.Crawler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code outlink} command. */
public final class Main {

  private final Terminal terminal;
  private final Engine.Factory engines;

  Main(Terminal terminal, Engine.Factory engines) {
    this.terminal = terminal;
    this.engines = engines;
  }

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    // The parser's classes load while logging, arguments and network are made ready.
    Thread preloader = new Thread(Crawler::preload, "outlink-preload");
    preloader.setDaemon(true);
    preloader.start();
    LogSetup.install();
    boolean warmup =
        args.length == 1 && args[0].equals("warmup"); // the launcher's own; not in the help
    int status = warmup ? Warmup.run(Main::silently) : run(Terminal.system(), args);
    System.err.flush();
    System.exit(status);
  }

  /** Runs the command and returns its exit status; all it has opened is closed then. */
  public static int run(Terminal terminal, String... args) {
    return new Main(terminal, Engine::real).run(args);
  }

  private static int silently(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return run(
        new Terminal(
            InputStream.nullInputStream(), nowhere, nowhere, false, false, System.getenv()),
        args);
  }

  int run(String... args) {
    String command = args.length == 0 ? "" : args[0];
    Given plain = null;
    if (command.equals("crawl")) {
      plain = PlainArguments.read(CommandOptions.CRAWL, args, 1);
    } else if (command.equals("extract")) {
      plain = PlainArguments.read(CommandOptions.EXTRACT, args, 1);
    }
    if (plain == null) {
      return runWithPicocli(args);
    }
    return command.equals("crawl") ? crawl(plain) : extract(plain);
  }

  private int runWithPicocli(String... args) {
    CommandLine root = new CommandLine(root());
    root.setExpandAtFiles(false);
    root.setOverwrittenOptionsAllowed(true);
    ParseResult parsed;
    try {
      parsed = root.parseArgs(args);
    } catch (ParameterException e) {
      return misused(e);
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested()) {
      return print(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }
    if (last.isVersionHelpRequested()) {
      return print("outlink " + version() + System.lineSeparator());
    }
    return switch (command.getCommandName()) {
      case "crawl" -> crawl(CommandOptions.CRAWL.given(last));
      case "extract" -> extract(CommandOptions.EXTRACT.given(last));
      case "demo" -> demo(last);
      case "completion" -> completion(last, root);
      default -> {
        terminal.complain("a command is missing, such as crawl");
        yield tryHelp("outlink");
      }
    };
  }

  private int crawl(Given given) {
    Settings settings;
    try {
      settings = CrawlOptions.settings(given);
    } catch (UsageException e) {
      return misused(e, "outlink crawl");
    }
    return new CrawlCommand(terminal, engines).run(settings, given.inputs());
  }

  private int extract(Given given) {
    ExtractSettings settings;
    try {
      settings = ExtractOptions.settings(given);
    } catch (UsageException e) {
      return misused(e, "outlink extract");
    }
    int status =
        new ExtractCommand(terminal.in(), terminal.out(), terminal.err())
            .run(settings, given.inputs());
    return status == ExitStatus.USAGE ? tryHelp("outlink extract") : status;
  }

  private int demo(ParseResult parsed) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    int status =
        DemoCommand.run(parsed.matchedPositionalValue(0, "outlink-demo"), out, terminal.err());
    int printed = print(text.toString(StandardCharsets.UTF_8));
    return status == ExitStatus.FINISHED ? printed : status;
  }

  /** Writes to standard output, and returns the exit status that comes of it. */
  private int print(String text) {
    try {
      terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
      return ExitStatus.FINISHED;
    } catch (IOException e) {
      String reason = SafeText.of(String.valueOf(e.getMessage()));
      if (reason.equals("Broken pipe")) {
        return ExitStatus.READER_GONE;
      }
      terminal.complain("standard output cannot be written: " + reason);
      return ExitStatus.IO;
    }
  }

  /** Zsh reads the same script, which sets up its own compatibility. */
  private int completion(ParseResult parsed, CommandLine root) {
    String shell = parsed.matchedPositionalValue(0, "");
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      terminal.complain("SHELL: is to be bash or zsh");
      return tryHelp("outlink completion");
    }
    return print(AutoComplete.bash("outlink", root));
  }

  private int misused(UsageException problem, String command) {
    for (String line : problem.problems()) {
      terminal.complain(line);
    }
    return tryHelp(command);
  }

  private int misused(ParameterException problem) {
    terminal.complain(SafeText.of(String.valueOf(problem.getMessage())));
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (first.contains("://") || first.endsWith(".txt")) {
        terminal.complain("did you mean: outlink crawl " + SafeText.of(first));
      }
    }
    return tryHelp(problem.getCommandLine().getCommandSpec().qualifiedName());
  }

  private int tryHelp(String command) {
    terminal.err().println("Try '" + command + " --help'.");
    return ExitStatus.USAGE;
  }

  private static CommandSpec root() {
    CommandSpec root = command("outlink", "Fetches web pages and lists their links.");
    CommandSpec crawl =
        command("crawl", "Fetches the pages of a list of URLs and writes every link in them.");
    CommandOptions.CRAWL.describe(crawl);
    crawl.parser().collectErrors(true); // they are told together with those of the values
    crawl.usageMessage().footer(CRAWL_FOOTER);
    CommandSpec extract =
        command("extract", "Writes every link in documents that are here already; no network.");
    CommandOptions.EXTRACT.describe(extract);
    extract.parser().collectErrors(true);
    extract.usageMessage().footer(EXTRACT_FOOTER);
    CommandSpec completion = command("completion", "Prints a completion script for a shell.");
    completion.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SHELL")
            .arity("1")
            .type(String.class)
            .description("bash or zsh")
            .build());
    CommandSpec demo =
        command(
            "demo",
            "Crawls a small site on this machine and shows what comes out; needs no network.");
    demo.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("0..1")
            .type(String.class)
            .description("Folder for the files. Default: outlink-demo")
            .build());
    root.addSubcommand("crawl", crawl);
    root.addSubcommand("extract", extract);
    root.addSubcommand("demo", demo);
    root.addSubcommand("completion", completion);
    return root;
  }

  private static final String KINDS =
      "KIND is a, area, link, canonical, alternate, manifest, img, source, script,%n"
          + "iframe, frame, form, video, audio, track, embed, object, ping, cite, longdesc,%n"
          + "background, svg, css, meta-refresh, link-header, location, sitemap, feed, text,%n"
          + "or all, which is every kind but text.";

  private static final String[] CRAWL_FOOTER = {
    "",
    "TIME is a number with a unit: 500ms, 20s, 2m, 1h. SIZE is 8MB, 512KiB or bytes.",
    KINDS,
    "Exit status: 0 finished (broken links are data), 1 a bug, 2 wrong usage,",
    "4 nothing could be fetched, 6 input or output failed, 130 or 143 interrupted.",
    "",
    "Examples:",
    "  outlink crawl https://example.org/",
    "  outlink crawl urls.txt -o links.tsv --pages pages.tsv"
  };

  private static final String[] EXTRACT_FOOTER = {
    "",
    "Names end in .html, .htm, .xhtml, .xml, .txt, .warc, .warc.gz; else give --type.",
    KINDS,
    "Exit status: 0 finished, 1 a bug, 2 wrong usage, 6 an input could not be read",
    "to its end, or the output not be written.",
    "",
    "Examples:",
    "  curl -s https://example.org/ | outlink extract - --base https://example.org/",
    "  outlink extract pages.warc.gz --links all --columns link,kind -o links.tsv"
  };

  private static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().abbreviateSynopsis(true);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this help.").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    return spec;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
