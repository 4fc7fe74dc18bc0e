package dev.outlink.cli;

import dev.outlink.Crawler;
import dev.outlink.cli.arguments.CommandHint;
import dev.outlink.cli.arguments.CommandOptions;
import dev.outlink.cli.arguments.CommandSpecs;
import dev.outlink.cli.arguments.CompletionScript;
import dev.outlink.cli.arguments.FastArgumentParser;
import dev.outlink.cli.commands.CrawlCommand;
import dev.outlink.cli.commands.CrawlEngine;
import dev.outlink.cli.commands.ExplainCommand;
import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.console.LogSetup;
import dev.outlink.cli.console.Terminal;
import dev.outlink.cli.demo.DemoCommand;
import dev.outlink.cli.demo.Warmup;
import dev.outlink.cli.extract.ExtractCommand;
import dev.outlink.cli.extract.ExtractSettings;
import dev.outlink.cli.options.CrawlOptions;
import dev.outlink.cli.options.CrawlSettings;
import dev.outlink.cli.options.ExplainSettings;
import dev.outlink.cli.options.ExtractOptions;
import dev.outlink.cli.options.ParsedArguments;
import dev.outlink.cli.options.UsageException;
import dev.outlink.cli.output.ReaderGoneException;
import dev.outlink.cli.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code outlink} command. */
public final class Main {

  private final Terminal terminal;
  private final CrawlEngine.Factory engines;

  Main(Terminal terminal, CrawlEngine.Factory engines) {
    this.terminal = terminal;
    this.engines = engines;
  }

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    // Loads the crawler's classes while logging, arguments and network are prepared.
    Thread preloader = new Thread(Crawler::preload, "outlink-preload");
    preloader.setDaemon(true);
    preloader.start();
    LogSetup.install();
    boolean warmup =
        args.length == 1 && args[0].equals("warmup"); // for the launcher; not in the help
    Terminal terminal = Terminal.system();
    System.setErr(terminal.err()); // so that log lines do not break the progress line
    int status = warmup ? Warmup.run(Main::silently) : run(terminal, args);
    System.err.flush();
    System.exit(status);
  }

  /** Runs the command, closes everything that it has opened, and returns its exit status. */
  public static int run(Terminal terminal, String... args) {
    return new Main(terminal, CrawlEngine::real).run(args);
  }

  private static int silently(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return run(
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false, Map.of()),
        args);
  }

  int run(String... args) {
    String command = args.length == 0 ? "" : args[0];
    if (command.equals("help")) {
      String about = args.length == 1 ? "--help" : args[1];
      return about.startsWith("-") ? run("--help") : run(about, "--help");
    }
    CommandOptions options = options(command);
    ParsedArguments plain = options == null ? null : FastArgumentParser.read(options, args, 1);
    return plain == null ? runWithPicocli(args) : run(command, plain);
  }

  /** The options of a command, or null for commands without options of their own. */
  private static @Nullable CommandOptions options(String command) {
    return switch (command) {
      case "crawl" -> CommandOptions.CRAWL;
      case "explain" -> CommandOptions.EXPLAIN;
      case "extract" -> CommandOptions.EXTRACT;
      default -> null;
    };
  }

  private int run(String command, ParsedArguments given) {
    return switch (command) {
      case "crawl" -> crawl(given);
      case "explain" -> explain(given);
      default -> extract(given);
    };
  }

  private int runWithPicocli(String... args) {
    CommandLine root = new CommandLine(CommandSpecs.root());
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
    CommandOptions options = options(command.getCommandName());
    if (options != null) {
      return run(command.getCommandName(), options.given(last));
    }
    return switch (command.getCommandName()) {
      case "demo" -> demo(last);
      case "completion" -> completion(last, root);
      default -> {
        terminal.complain("a command is missing, such as crawl");
        yield tryHelp("outlink");
      }
    };
  }

  private int crawl(ParsedArguments given) {
    CrawlSettings settings;
    try {
      settings = CrawlOptions.settings(given, terminal.environment());
    } catch (UsageException e) {
      return misused(e, "outlink crawl");
    }
    return new CrawlCommand(terminal, engines).run(settings, given.inputs());
  }

  private int explain(ParsedArguments given) {
    try {
      return new ExplainCommand(terminal, engines, this::print)
          .run(ExplainSettings.of(given, terminal.environment()));
    } catch (UsageException e) {
      return misused(e, "outlink explain");
    }
  }

  private int extract(ParsedArguments given) {
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
    String folder = parsed.matchedPositionalValue(0, new File("outlink-demo")).getPath();
    int status =
        DemoCommand.run(
            folder, System.getProperty("outlink.command", "outlink"), out, terminal.err());
    int printed = print(text.toString(StandardCharsets.UTF_8));
    return status == ExitStatus.FINISHED ? printed : status;
  }

  /** Writes to standard output, and returns the exit status. */
  private int print(String text) {
    try {
      terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
      return ExitStatus.FINISHED;
    } catch (IOException e) {
      if (ReaderGoneException.isIn(e)) {
        return ExitStatus.READER_GONE;
      }
      String reason = SafeText.of(String.valueOf(e.getMessage()));
      terminal.complain("standard output cannot be written: " + reason);
      return ExitStatus.IO;
    }
  }

  private int completion(ParseResult parsed, CommandLine root) {
    String shell = parsed.matchedPositionalValue(0, "");
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      terminal.complain("SHELL: must be bash or zsh");
      return tryHelp("outlink completion");
    }
    return print(CompletionScript.of(root));
  }

  private int misused(UsageException problem, String command) {
    for (String line : problem.problems()) {
      terminal.complain(line);
    }
    return tryHelp(command);
  }

  private int misused(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    boolean isRoot = command.getParent() == null;
    if (isRoot && problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      terminal.complain(CommandHint.of(first, command.getSubcommands().keySet()));
    } else {
      terminal.complain(SafeText.of(String.valueOf(problem.getMessage())));
    }
    return tryHelp(command.getCommandSpec().qualifiedName());
  }

  private int tryHelp(String command) {
    terminal.err().println("Try '" + command + " --help'.");
    return ExitStatus.USAGE;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
