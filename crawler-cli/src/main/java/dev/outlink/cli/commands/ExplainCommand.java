package dev.outlink.cli.commands;

import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.console.LogSetup;
import dev.outlink.cli.console.Terminal;
import dev.outlink.cli.options.ExplainSettings;
import dev.outlink.cli.options.NetworkSettingsBuilder;
import dev.outlink.cli.text.SafeText;
import dev.outlink.record.Explanation;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;

/** Runs {@code outlink explain} with its settings: shows which rule decides about a URL. */
public final class ExplainCommand {

  private static final int DETAIL_LENGTH = 1_000;
  private static final int LABEL_WIDTH = 20;

  private final Terminal terminal;
  private final CrawlEngine.Factory engines;
  private final ToIntFunction<String> print;

  /**
   * The command.
   *
   * @param print writes to standard output, and returns the exit status
   */
  public ExplainCommand(
      Terminal terminal, CrawlEngine.Factory engines, ToIntFunction<String> print) {
    this.terminal = terminal;
    this.engines = engines;
    this.print = print;
  }

  /** Fetches robots.txt if it is needed, prints all rules, and returns the exit status. */
  public int run(ExplainSettings options) {
    LogSetup.verbosity(options.verbosity());
    try {
      NetworkSettingsBuilder.checkFiles(options.crawl().network());
    } catch (IOException e) {
      terminal.complain(e);
      return ExitStatus.IO;
    }
    try (CrawlEngine engine = engines.start(options.crawl())) {
      Explanation explanation = engine.explain(options.url(), options.from()).get();
      int printed = print.applyAsInt(text(explanation));
      boolean written = printed == ExitStatus.FINISHED;
      return written && !explanation.crawled() ? ExitStatus.NOT_CRAWLED : printed;
    } catch (ExecutionException e) {
      terminal.bug(e.getCause() == null ? e : e.getCause());
      return ExitStatus.BUG;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.BUG;
    }
  }

  static String text(Explanation explanation) {
    StringBuilder text = new StringBuilder(512);
    line(text, "url", explanation.url().href());
    line(text, "parsed", parts(explanation.url()));
    line(text, "key", explanation.key());
    for (Explanation.Line each : explanation.lines()) {
      line(text, each.rule(), (each.passed() ? "yes  " : "no   ") + each.detail());
    }
    return text.append(explanation.crawled() ? "crawl" : "do not crawl" + why(explanation))
        .append('\n')
        .toString();
  }

  private static String parts(CrawlUrl url) {
    StringBuilder parts = new StringBuilder("scheme ").append(url.scheme());
    part(parts, "host", url.hostname());
    if (url.port() >= 0) {
      part(parts, "port", Integer.toString(url.port()));
    }
    part(parts, "path", url.path());
    if (url.query() != null) {
      part(parts, "query", url.query());
    }
    if (url.fragment() != null) {
      part(parts, "fragment", url.fragment() + " (ignored)");
    }
    return parts.toString();
  }

  private static void part(StringBuilder parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.append(", ").append(name).append(' ').append(value);
    }
  }

  private static String why(Explanation explanation) {
    List<Explanation.Line> lines = explanation.lines();
    for (Explanation.Line each : lines) {
      if (!each.passed()) {
        return ": " + each.rule() + ", " + SafeText.of(each.detail(), DETAIL_LENGTH);
      }
    }
    return "";
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label);
    for (int i = label.length(); i < LABEL_WIDTH; i++) {
      text.append(' ');
    }
    text.append(SafeText.of(value, DETAIL_LENGTH)).append('\n');
  }
}
