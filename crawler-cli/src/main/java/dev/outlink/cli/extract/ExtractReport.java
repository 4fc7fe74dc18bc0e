package dev.outlink.cli.extract;

import dev.outlink.cli.text.Numbers;
import dev.outlink.cli.text.SafeText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts results, and prints messages and the summary on standard error. Confined to one thread.
 */
final class ExtractReport {

  /** Most lines of one kind that are printed; further ones are only counted. */
  private static final int MOST_LINES = 20;

  private final PrintStream err;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long documents;
  private long links;
  private long local;
  private long unreadable;
  private long notes;

  ExtractReport(PrintStream err) {
    this.err = err;
  }

  /** Reports that something cannot be read. */
  void unreadable(String problem) {
    unreadable++;
    say(unreadable, problem);
  }

  /** Reports something that the user should know. */
  void note(String note) {
    notes++;
    say(notes, note);
  }

  private void say(long count, String line) {
    if (count <= MOST_LINES) {
      err.println("outlink: " + line);
    } else if (count == MOST_LINES + 1) {
      err.println("outlink: further lines of this kind are not shown");
    }
  }

  /** Counts a document by its outcome, and its links. */
  void count(String outcome, int found, int foundLocal) {
    documents++;
    outcomes.merge(outcome, 1L, Long::sum);
    links += found;
    local += foundLocal;
  }

  boolean allWasRead() {
    return unreadable == 0;
  }

  /** Reports how many references to files were not listed, if there were any. */
  void hint() {
    if (local > 0) {
      err.println(
          "outlink: links to file: URLs are not listed: "
              + Numbers.grouped(local)
              + "; give --base URL, the document's address on the web, or --schemes all");
    }
  }

  void summary(Duration elapsed, @Nullable Path output) {
    double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
    err.println(
        "Finished in "
            + Numbers.duration(elapsed)
            + ", "
            + Numbers.tenths(documents / seconds)
            + " documents a second");
    row("documents", documents);
    outcomes.forEach((outcome, count) -> row("  " + outcome, count));
    row("links", links);
    if (unreadable > 0) {
      row("unreadable", unreadable);
    }
    if (output != null) {
      err.println("Written");
      err.println("  links           " + SafeText.of(output.toString()));
    }
  }

  private void row(String label, long count) {
    String number = Numbers.grouped(count);
    err.println(
        "  " + label + " ".repeat(Math.max(1, 31 - label.length() - number.length())) + number);
  }
}
