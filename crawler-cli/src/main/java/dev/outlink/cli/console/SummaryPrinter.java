package dev.outlink.cli.console;

import dev.outlink.admission.Admission;
import dev.outlink.cli.text.Numbers;
import dev.outlink.cli.text.SafeText;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.CrawlSummary.Failures;
import dev.outlink.record.CrawlSummary.HostTime;
import dev.outlink.record.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a crawl as text. */
public final class SummaryPrinter {

  private static final int MOST_HOSTS = 5;
  private static final int URL_LENGTH = 100;
  private static final int DETAIL_LENGTH = 120;
  private static final int LABEL_WIDTH = 18;
  private static final int NUMBER_WIDTH = 13;

  private final boolean coloured;
  private final StringBuilder text = new StringBuilder(1024);

  private SummaryPrinter(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * The lines of the summary, each with a line end.
   *
   * @param output the file of the link rows, or null where they went to standard output
   * @param pages the file of the page records, or null where none were written
   */
  public static String text(
      CrawlSummary summary, @Nullable Path output, @Nullable Path pages, boolean coloured) {
    SummaryPrinter printer = new SummaryPrinter(coloured);
    if (summary.inputs() == 0 && summary.inputRead()) {
      printer.text.append("There were no URLs in the input.\n");
    } else {
      printer.totals(summary);
      printer.notCrawled(summary);
      printer.failures(summary.failures());
      printer.hosts(summary.slowestHosts());
    }
    printer.files(output, pages);
    return printer.text.toString();
  }

  private void totals(CrawlSummary summary) {
    double seconds = Math.max(1e-3, summary.elapsed().toNanos() / 1e9);
    heading(
        end(summary)
            + Numbers.duration(summary.elapsed())
            + ", "
            + Numbers.tenths(summary.requests() / seconds)
            + " requests a second");
    row("inputs", Numbers.grouped(summary.inputs()));
    if (!summary.inputRead()) {
      text.insert(text.length() - 1, "  (the input was not read to its end)");
    }
    if (summary.discovered() > 0) {
      row("found", Numbers.grouped(summary.discovered()));
    }
    for (Map.Entry<Outcome, Long> each : summary.outcomes().entrySet()) {
      row("  " + each.getKey().label(), Numbers.grouped(each.getValue()));
    }
    row("links", Numbers.grouped(summary.links()));
    row("requests", Numbers.grouped(summary.requests()));
    row("body bytes", Numbers.bytes(summary.bytes()));
  }

  private static String end(CrawlSummary summary) {
    if (summary.timeOver()) {
      return "Stopped by a budget (--max-time) after ";
    }
    if (summary.stopped()) {
      return "Stopped after ";
    }
    return summary.overBudget()
        ? "Stopped by a budget (" + SkipReason.budgets(summary) + ") after "
        : "Finished in ";
  }

  /** Most links of a site lead to known URLs; they are shown only if there are other reasons. */
  private void notCrawled(CrawlSummary summary) {
    List<SkipReason> reasons = SkipReason.reasons(summary);
    if (reasons.isEmpty()) {
      return;
    }
    heading("Not crawled");
    for (SkipReason each : reasons) {
      reason(each);
    }
    Long known = summary.notCrawled().get(Admission.ALREADY_KNOWN);
    if (known != null) {
      text.append(coloured ? "\u001b[2m" : "");
      reason(new SkipReason(SkipReason.words(Admission.ALREADY_KNOWN), "", known));
      text.insert(text.length() - 1, coloured ? "\u001b[0m" : "");
    }
  }

  private void reason(SkipReason reason) {
    text.append("  ");
    right(Numbers.grouped(reason.count()), NUMBER_WIDTH - 2);
    text.append("  ");
    if (reason.option().isEmpty()) {
      text.append(reason.words());
    } else {
      left(reason.words(), LABEL_WIDTH);
      text.append(reason.option());
    }
    text.append('\n');
  }

  private void failures(List<Failures> failures) {
    if (failures.isEmpty()) {
      return;
    }
    heading("Failures (with the first of each kind)");
    for (Failures each : failures) {
      text.append("  ");
      right(Numbers.grouped(each.count()), NUMBER_WIDTH - 2);
      text.append("  ");
      left(each.outcome().label(), LABEL_WIDTH);
      left(each.status() == 0 ? "" : Integer.toString(each.status()), 5);
      text.append(SafeText.of(each.url(), URL_LENGTH));
      if (!each.detail().isEmpty()) {
        text.append("  (").append(SafeText.of(each.detail(), DETAIL_LENGTH)).append(')');
      }
      text.append('\n');
    }
    if (failures.stream().anyMatch(each -> each.detail().contains(": no scheme; did you mean"))) {
      text.append("  --default-scheme https reads lines without a scheme as URLs\n");
    }
  }

  private void hosts(List<HostTime> hosts) {
    if (hosts.isEmpty()) {
      return;
    }
    heading("Slowest hosts (mean response time)");
    for (HostTime each : hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()))) {
      text.append("  ");
      right(Numbers.duration(each.mean()), NUMBER_WIDTH - 2);
      text.append("  ");
      left(SafeText.of(each.host(), URL_LENGTH), LABEL_WIDTH);
      text.append(" (").append(Numbers.grouped(each.requests()));
      text.append(each.requests() == 1 ? " request)\n" : " requests)\n");
    }
  }

  private void files(@Nullable Path output, @Nullable Path pages) {
    if (output == null && pages == null) {
      return;
    }
    heading("Written");
    file("links", output);
    file("pages", pages);
  }

  private void file(String what, @Nullable Path file) {
    if (file != null) {
      text.append("  ");
      left(what, LABEL_WIDTH - 2);
      text.append(SafeText.of(file.toString())).append('\n');
    }
  }

  private void row(String label, String value) {
    text.append("  ");
    left(label, LABEL_WIDTH);
    right(value, NUMBER_WIDTH);
    text.append('\n');
  }

  private void heading(String line) {
    text.append(coloured ? "\u001b[1m" : "").append(line);
    text.append(coloured ? "\u001b[0m\n" : "\n");
  }

  private void left(String value, int width) {
    text.append(value);
    spaces(width - value.length());
  }

  private void right(String value, int width) {
    spaces(width - value.length());
    text.append(value);
  }

  private void spaces(int count) {
    for (int i = 0; i < count; i++) {
      text.append(' ');
    }
  }
}
