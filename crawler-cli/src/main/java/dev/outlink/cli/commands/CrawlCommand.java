package dev.outlink.cli.commands;

import dev.outlink.Crawl;
import dev.outlink.cli.arguments.Inputs;
import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.console.Interrupts;
import dev.outlink.cli.console.LogSetup;
import dev.outlink.cli.console.OutcomeLog;
import dev.outlink.cli.console.ProgressReporter;
import dev.outlink.cli.console.SummaryPrinter;
import dev.outlink.cli.console.SystemSignals;
import dev.outlink.cli.console.Terminal;
import dev.outlink.cli.options.CrawlSettings;
import dev.outlink.cli.options.NetworkSettingsBuilder;
import dev.outlink.cli.output.ReaderGoneException;
import dev.outlink.cli.text.SafeText;
import dev.outlink.overflow.FullFolderException;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.rows.Tsv;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Runs {@code outlink crawl} with its settings, from the inputs to the exit status. */
public final class CrawlCommand {

  private final Terminal terminal;
  private final CrawlEngine.Factory engines;

  public CrawlCommand(Terminal terminal, CrawlEngine.Factory engines) {
    this.terminal = terminal;
    this.engines = engines;
  }

  /** Crawls, prints the summary, and returns the exit status. Blocks until everything is closed. */
  public int run(CrawlSettings settings, List<String> arguments) {
    LogSetup.verbosity(settings.verbosity());
    Inputs inputs;
    try {
      inputs = Inputs.of(arguments, terminal.in(), settings.defaultScheme());
      refuseToOverwrite(inputs.files(), settings);
      refuseTempDir(settings.crawl().tempDir());
      NetworkSettingsBuilder.checkFiles(settings.crawl().network());
    } catch (IOException e) {
      return ioProblem(e);
    }
    try (CrawlEngine engine = engines.start(settings.crawl())) {
      Crawl crawl = engine.crawl(inputs.seeds(), sink(settings), new OutcomeLog());
      Interrupts interrupts = new Interrupts(crawl, terminal, Runtime.getRuntime()::halt);
      SystemSignals.handle(interrupts::signal);
      // Connections are closed while the summary is printed; the end of this block waits for both.
      var unused =
          crawl
              .completion()
              .whenComplete((summary, cause) -> new Thread(engine::close, "outlink-close").start());
      return finish(crawl, interrupts, settings);
    }
  }

  /** Waits for the end of a crawl and prints its summary. */
  public int finish(Crawl crawl, Interrupts interrupts, CrawlSettings settings) {
    int status;
    try {
      CrawlSummary summary = await(crawl, settings);
      crawl.close(); // so that log lines of URLs come before the summary
      if (!settings.quiet()) {
        terminal
            .err()
            .print(
                SummaryPrinter.text(
                    summary,
                    settings.output(),
                    settings.pages(),
                    terminal.coloured(settings.colour())));
      }
      status = status(summary);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      status = failed(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = ExitStatus.BUG;
    }
    boolean worse = status == ExitStatus.BUG || status == ExitStatus.IO;
    boolean signalled = interrupts.exitStatus() != 0 && !worse;
    return signalled ? interrupts.exitStatus() : status;
  }

  private CrawlSummary await(Crawl crawl, CrawlSettings settings)
      throws ExecutionException, InterruptedException {
    boolean rowsAreSeen = settings.output() == null && terminal.outIsTty();
    if (!settings.progress() || rowsAreSeen) {
      return crawl.completion().toCompletableFuture().get();
    }
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "outlink-progress");
              thread.setDaemon(true);
              return thread;
            });
    boolean grows = settings.crawl().scope().depth() > 0;
    try (ProgressReporter reporter =
        new ProgressReporter(crawl, terminal, scheduler, System::nanoTime, grows)) {
      return crawl.completion().toCompletableFuture().get();
    } finally {
      scheduler.shutdownNow();
    }
  }

  private LinkSink sink(CrawlSettings settings) {
    Path output = settings.output();
    Path pages = settings.pages();
    LinkSink links =
        output == null
            ? Tsv.links(terminal.out(), "standard output", settings.rows())
            : Tsv.links(output, settings.rows());
    return pages == null ? links : links.and(Tsv.pages(pages, settings.rows().header()));
  }

  private int status(CrawlSummary summary) {
    for (String difference : summary.imbalance()) {
      terminal.complain("internal error: " + SafeText.of(difference));
    }
    if (!summary.imbalance().isEmpty() || summary.count(Outcome.INTERNAL_ERROR) > 0) {
      return ExitStatus.BUG;
    }
    if (summary.inputs() > 0 && !anyAnswer(summary)) {
      blameProxy(summary);
      return ExitStatus.NOTHING_FETCHED;
    }
    return summary.overBudget() ? ExitStatus.OVER_BUDGET : ExitStatus.FINISHED;
  }

  /** If a proxy refused everything, reports that as the cause. */
  private void blameProxy(CrawlSummary summary) {
    for (CrawlSummary.Failures failures : summary.failures()) {
      if (failures.detail().contains("the proxy ")) {
        String reason = failures.detail().replaceFirst("^robots\\.txt: ", "");
        terminal.complain("nothing could be fetched: " + SafeText.of(reason, 1_000));
        return;
      }
    }
  }

  private static boolean anyAnswer(CrawlSummary summary) {
    for (CrawlSummary.Failures failures : summary.failures()) {
      if (failures.status() > 0) {
        return true;
      }
    }
    return summary.count(Outcome.PAGE) > 0
        || summary.count(Outcome.TRUNCATED) > 0
        || summary.count(Outcome.NOT_HTML) > 0
        || summary.count(Outcome.REDIRECT) > 0;
  }

  /** Refuses an input that is also an output, because the start of the crawl would empty it. */
  private static void refuseToOverwrite(List<Path> inputs, CrawlSettings settings)
      throws IOException {
    for (Path input : inputs) {
      refuseToOverwrite(input, settings.output());
      refuseToOverwrite(input, settings.pages());
    }
  }

  /** Checks the folder before the crawl, which uses it only after it has grown. */
  private static void refuseTempDir(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": is not a folder (--temp-dir)");
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + ": cannot be written to (--temp-dir)");
    }
  }

  private static void refuseToOverwrite(Path input, @Nullable Path output) throws IOException {
    if (output != null && Files.isRegularFile(output) && Files.isSameFile(input, output)) {
      throw new IOException(output + ": is both an input and an output");
    }
  }

  private int failed(Throwable cause) {
    if (ReaderGoneException.isIn(cause)) {
      return ExitStatus.READER_GONE;
    }
    return cause instanceof IOException io ? ioProblem(io) : bug(cause);
  }

  private int ioProblem(IOException cause) {
    terminal.complain(cause);
    if (cause instanceof FullFolderException || cause.getCause() instanceof FullFolderException) {
      terminal.complain("free space there, or choose another folder with --temp-dir DIR");
    }
    return ExitStatus.IO;
  }

  private int bug(Throwable cause) {
    terminal.bug(cause);
    return ExitStatus.BUG;
  }
}
