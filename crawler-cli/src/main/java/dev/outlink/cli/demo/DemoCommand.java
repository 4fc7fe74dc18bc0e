package dev.outlink.cli.demo;

import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.text.ShellWord;
import dev.outlink.record.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code outlink demo [DIR]}: crawls the bundled site and shows what came out. */
public final class DemoCommand {

  private static final int SAMPLES = 5;
  private static final int WIDTH = 120;

  private DemoCommand() {}

  /**
   * Runs the command.
   *
   * @param dir the folder for its files
   * @param command what the user calls this program
   * @return the exit status: 0 where the files hold what the site holds, 1 where they do not, 2 for
   *     a name that no folder can have, 6 where a file cannot be written
   */
  public static int run(String dir, String command, PrintStream out, PrintStream err) {
    try {
      Path folder = Path.of(dir);
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        err.println("outlink: " + folder + " is a file; the demo needs a folder");
        return ExitStatus.IO;
      }
      DemoCrawl crawl = DemoCrawl.run(folder);
      tell(crawl, command, out);
      if (crawl.problems().isEmpty()) {
        return ExitStatus.FINISHED;
      }
      err.println("outlink: the crawl did not find what the site contains:");
      crawl.problems().forEach(problem -> err.println("  " + problem));
      return ExitStatus.BUG;
    } catch (InvalidPathException invalid) {
      err.println("outlink: " + dir + ": " + invalid.getReason());
      return ExitStatus.USAGE;
    } catch (AccessDeniedException denied) {
      err.println("outlink: " + denied.getFile() + ": permission denied");
      return ExitStatus.IO;
    } catch (IOException failure) {
      err.println("outlink: " + failure);
      return ExitStatus.IO;
    }
  }

  private static void tell(DemoCrawl crawl, String command, PrintStream out) throws IOException {
    Path folder = crawl.folder();
    var summary = crawl.summary();
    print(out, "Outlink started a small web server on this machine and crawled the site on it.");
    print(out, "Nothing went over the network.");
    print(out, "");
    print(
        out,
        "%d lines of input, %d requests, %d links, %d kB of pages, %.1f s. Outcomes of the inputs:",
        summary.inputs(),
        summary.requests(),
        summary.links(),
        summary.bytes() / 1000,
        summary.elapsed().toMillis() / 1000.0);
    print(out, "");
    for (Outcome outcome : Outcome.values()) {
      if (summary.count(outcome) > 0) {
        print(out, "  %5d  %-16s %s", summary.count(outcome), outcome.label(), meaning(outcome));
      }
    }
    sample(out, DemoCrawl.links(folder), "the links, one per row: page and target");
    sample(out, DemoCrawl.pages(folder), "the outcome of each line of the input");
    print(out, "");
    if (crawl.problems().isEmpty()) {
      print(
          out, "Every page and every link of the site is in the files. They contain nothing else.");
    }
    print(out, "The list of URLs is %s; its server has stopped.", DemoCrawl.urls(folder));
    print(out, "");
    print(
        out,
        "Next, crawl your own pages over the network: give URLs, or files with one URL per line.");
    print(out, "");
    print(out, "  %s crawl https://example.com/ -o links.tsv", ShellWord.of(command));
    print(out, "");
    print(
        out,
        "Or extract the links of a saved page without the network, here the first page of the site:");
    print(out, "");
    print(
        out,
        "  %s extract %s --base https://example.com/",
        ShellWord.of(command),
        ShellWord.of(DemoCrawl.page(folder).toString()));
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome) {
      case PAGE -> "an HTML page, and its links are listed";
      case NOT_HTML -> "an image";
      case HTTP_ERROR -> "a missing page, and a server error";
      case REDIRECT_LIMIT -> "two URLs that redirect to each other";
      case CONNECT_REFUSED -> "a port on which nothing listens";
      case BAD_URL -> "a line that is not a URL";
      case DUPLICATE -> "a URL that is in the list twice";
      default -> "not expected";
    };
  }

  private static void sample(PrintStream out, Path file, String what) throws IOException {
    List<String> rows = DemoCrawl.rows(file);
    print(out, "");
    print(out, "%s: %s (%d of %d rows)", file, what, Math.min(SAMPLES, rows.size()), rows.size());
    print(out, "");
    for (String row : rows.subList(0, Math.min(SAMPLES, rows.size()))) {
      String line = row.replace("\t", "  ");
      print(out, "  %s", line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line);
    }
  }

  private static void print(PrintStream out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
