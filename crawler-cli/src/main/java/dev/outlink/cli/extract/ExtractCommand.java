package dev.outlink.cli.extract;

import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.output.ReaderGoneException;
import dev.outlink.cli.text.SafeText;
import dev.outlink.rows.Tsv;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs {@code outlink extract} with its settings, from the inputs to the exit status. */
public final class ExtractCommand {

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  /**
   * Creates the command. It closes none of the streams.
   *
   * @param in standard input
   * @param out standard output, which reports write errors
   * @param err standard error
   */
  public ExtractCommand(InputStream in, OutputStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Extracts the links, prints the summary, and returns the exit status: 0 if everything was read,
   * 1 for a bug, 2 for wrong usage, 6 if an input could not be read completely or the output could
   * not be written, 141 without a message if the reader of standard output has gone.
   */
  public int run(ExtractSettings settings, List<String> arguments) {
    long start = System.nanoTime();
    ExtractReport report = new ExtractReport(err);
    InputList inputs = InputList.of(arguments, settings);
    inputs.mistakes().forEach(report::unreadable);
    inputs.missing().forEach(report::unreadable);
    if (!report.allWasRead()) {
      return inputs.mistakes().isEmpty() ? ExitStatus.IO : ExitStatus.USAGE;
    }
    try {
      refuseToOverwrite(inputs.inputs(), settings);
      inputs.unreadable().forEach(report::unreadable);
      inputs.notes().forEach(report::note);
      extract(inputs.inputs(), settings, report);
    } catch (IOException e) {
      if (ReaderGoneException.isIn(e)) {
        return ExitStatus.READER_GONE;
      }
      err.println("outlink: " + SafeText.of(String.valueOf(e.getMessage()), 1_000));
      return ExitStatus.IO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.BUG;
    } catch (IllegalStateException bug) {
      err.println("outlink: internal error, please report it:");
      bug.printStackTrace(err);
      return ExitStatus.BUG;
    }
    if (!settings.quiet()) {
      report.hint();
      report.summary(Duration.ofNanos(System.nanoTime() - start), settings.output());
    }
    return report.allWasRead() ? ExitStatus.FINISHED : ExitStatus.IO;
  }

  private void extract(List<ExtractInput> inputs, ExtractSettings settings, ExtractReport report)
      throws IOException, InterruptedException {
    Path output = settings.output();
    LinkSink sink =
        output == null
            ? Tsv.links(out, "standard output", settings.rows())
            : Tsv.links(output, settings.rows());
    PageReader pages = new PageReader(settings.links().documents(), settings.maxBody());
    LinkFinder finder = new LinkFinder(settings.links(), settings.extractor());
    try (Extraction extraction = new Extraction(finder, sink, report)) {
      for (ExtractInput input : inputs) {
        input.read(in, pages, extraction);
      }
      extraction.finish();
    }
  }

  /** Refuses an input that is also the output, because it would be emptied. */
  private static void refuseToOverwrite(List<ExtractInput> inputs, ExtractSettings settings)
      throws IOException {
    Path output = settings.output();
    if (output == null || !Files.isRegularFile(output)) {
      return;
    }
    for (ExtractInput input : inputs) {
      if (input.file() != null && Files.isSameFile(input.file(), output)) {
        throw new IOException(output + ": is both an input and an output");
      }
    }
  }
}
