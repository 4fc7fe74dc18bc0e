package dev.outlink.cli.demo;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.rows.Tsv;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A crawl of the bundled site into files of one folder, and the check of what came out.
 *
 * @param folder where the files are
 * @param summary what the crawl came to
 * @param problems differences between the files and the site; empty where all is well
 */
record DemoCrawl(Path folder, CrawlSummary summary, List<String> problems) {

  private static final String NO_URL = "this line is no URL";
  private static final long SECONDS = 60;

  /**
   * Crawls.
   *
   * @throws IOException if a file cannot be written
   */
  static DemoCrawl run(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DemoSite site = DemoSite.open()) {
      String closed = "http://127.0.0.1:" + closedPort() + "/";
      Files.writeString(urls(folder), list(site, closed));
      Files.write(page(folder), DemoPage.LISTED.get(0).reply().get().body().read());
      CrawlSummary summary = crawl(folder);
      return new DemoCrawl(folder, summary, problems(expected(site, closed), folder, summary));
    }
  }

  static Path urls(Path folder) {
    return folder.resolve("urls.txt");
  }

  static Path links(Path folder) {
    return folder.resolve("links.tsv");
  }

  static Path pages(Path folder) {
    return folder.resolve("pages.tsv");
  }

  /** The site's first page, as it was served. */
  static Path page(Path folder) {
    return folder.resolve("page.html");
  }

  private static CrawlSummary crawl(Path folder) throws IOException {
    LinkSink sink = Tsv.links(links(folder)).and(Tsv.pages(pages(folder)));
    try (Crawler crawler = Crawler.create(CrawlConfig.builder().build());
        Crawl crawl = crawler.crawl(Seeds.lines(urls(folder)), sink)) {
      return crawl.completion().toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw failure;
    }
  }

  private static String list(DemoSite site, String closed) {
    StringBuilder text = new StringBuilder();
    text.append("# The list of the demo: one URL per line; lines that begin with # are ignored.\n");
    text.append("# The server has stopped, so a second crawl cannot reach it.\n\n");
    for (DemoPage page : DemoPage.LISTED) {
      text.append(site.url(page.path())).append('\n');
    }
    text.append(
        "\n# The same URL again, a line that is not a URL, and a port on which nothing listens:\n");
    text.append(site.url(DemoPage.LISTED.get(0).path())).append('\n');
    text.append(NO_URL).append('\n');
    text.append(closed).append('\n');
    return text.toString();
  }

  private static List<String> expected(DemoSite site, String closed) {
    List<String> rows = new ArrayList<>();
    for (DemoPage page : DemoPage.LISTED) {
      rows.add(row(site.url(page.path()), page.outcome(), page.links()));
    }
    rows.add(row(site.url(DemoPage.LISTED.get(0).path()), Outcome.DUPLICATE, 0));
    rows.add(row(NO_URL, Outcome.BAD_URL, 0));
    rows.add(row(closed, Outcome.CONNECT_REFUSED, 0));
    return rows;
  }

  private static List<String> problems(List<String> expected, Path folder, CrawlSummary summary)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (String record : rows(pages(folder))) {
      String[] cells = record.split("\t", -1);
      found.add(cells[0] + "\t" + cells[1] + "\t" + cells[7]);
    }
    List<String> problems = new ArrayList<>(summary.imbalance());
    difference(expected, found).forEach(row -> problems.add("expected, but missing: " + row));
    difference(found, expected).forEach(row -> problems.add("found, but not expected: " + row));
    int links = DemoPage.LISTED.stream().mapToInt(DemoPage::links).sum();
    int linkRows = rows(links(folder)).size();
    if (linkRows != links || summary.links() != links) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the site has %d links; the file has %d rows, and the summary says %d",
              links,
              linkRows,
              summary.links()));
    }
    return problems;
  }

  private static List<String> difference(List<String> rows, List<String> others) {
    List<String> rest = new ArrayList<>(rows);
    others.forEach(rest::remove);
    return rest;
  }

  private static String row(String url, Outcome outcome, int links) {
    return url + "\t" + outcome.label() + "\t" + links;
  }

  /** The rows of a file below its header. */
  static List<String> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(Math.min(1, lines.size()), lines.size());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }
}
