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

/** {@code outlink extract}, once its options are read: from the inputs to the exit status. */
public final class ExtractCommand {

  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  /**
   * A command that closes none of these.
   *
   * @param in standard input
   * @param out standard output; it tells of its errors
   * @param err standard error
   */
  public ExtractCommand(InputStream in, OutputStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Extracts, says how it went, and returns the exit status: 0 where all was read, 1 for a bug, 2
   * for wrong usage, 6 where an input could not be read to its end or the output not be written,
   * 141 where nobody reads standard output any more, which is said to nobody.
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
    try (Extraction extraction = new Extraction(settings.links(), sink, report)) {
      for (ExtractInput input : inputs) {
        input.read(in, pages, extraction);
      }
      extraction.finish();
    }
  }

  /** The output is made anew, which would empty an input. */
  private static void refuseToOverwrite(List<ExtractInput> inputs, ExtractSettings settings)
      throws IOException {
    Path output = settings.output();
    if (output == null || !Files.isRegularFile(output)) {
      return;
    }
    for (ExtractInput input : inputs) {
      if (input.file() != null && Files.isSameFile(input.file(), output)) {
        throw new IOException(output + ": is an input and an output at once");
      }
    }
  }
}
