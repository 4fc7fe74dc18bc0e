package dev.outlink.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * One option of a command, for the command line, the configuration file and the help.
 *
 * @param key the long name without dashes, which is the key in a configuration file
 * @param shortName the short name without dash; empty where there is none
 * @param label what stands for the value; empty for a flag
 * @param fallback the value where none is given; empty for none
 * @param repeatable whether it may be given several times
 * @param help what it does
 */
public record Option(
    String key, String shortName, String label, String fallback, boolean repeatable, String help) {

  /** The name of the option that no configuration file has: it names the file. */
  public static final String CONFIG = "config";

  private static final Option OUTPUT =
      of("output", "o", "FILE", "-", "File for the link rows (TSV); - is standard output.");
  private static final Option NO_HEADER =
      flag("no-header", "", "No header line in the output files.");
  private static final Option LINKS =
      of("links", "", "KIND,...", "a,area", "Kinds of links that are listed, see below.");
  private static final Option SCHEMES =
      of("schemes", "", "SCHEME,...", "http,https", "Schemes of links that are listed, or all.");
  private static final Option NO_FRAGMENTS =
      flag("no-fragments", "", "Links without their fragments.");
  private static final Option EDGES =
      of(
          "edges",
          "",
          "WHICH",
          "distinct",
          "Links of a page to one URL: the first (distinct), or all.");
  private static final Option COLUMNS =
      of(
          "columns",
          "",
          "COL,...",
          "source,link",
          "Columns of link rows in their order: source, link, kind, element, attribute, text, rel,"
              + " raw, position, occurrence, depth, status.");
  private static final Option MAX_BODY =
      of("max-body", "", "SIZE", "8MB", "Largest body; the rest of a page is left out.");

  /**
   * Options of crawl, in the order of the help. {@link CrawlSettingsBuilder#set} gives them their
   * meaning.
   */
  public static final List<Option> ALL =
      List.of(
          OUTPUT,
          of("pages", "", "FILE", "", "File for the page records (TSV): one row for every URL."),
          NO_HEADER,
          LINKS,
          SCHEMES,
          NO_FRAGMENTS,
          EDGES,
          COLUMNS,
          of(
              "default-scheme",
              "",
              "SCHEME",
              "",
              "Scheme of inputs without one, such as example.org: http or https."),
          of("depth", "d", "N", "0", "How many links away from an input to crawl; 0: the inputs."),
          of("scope", "", "WHICH", "host", "Which links are crawled, see below."),
          repeatable("include", "REGEX", "Crawl only links in which one of these is found."),
          repeatable("exclude", "REGEX", "Crawl no link in which one of these is found."),
          of("follow", "", "KIND,...", "a,area", "Kinds of links that are crawled, see below."),
          of("obey", "", "WISH,...", "", "Wishes of pages: nofollow, noindex, see below."),
          repeatable(
              "sitemap",
              "URL",
              "Crawl the pages of a sitemap; auto: those of the sitemaps of the inputs' hosts."),
          flag(
              "ignore-query-order",
              "",
              "URLs that differ in the order of their query's parameters are one URL."),
          of(
              "ignore-params",
              "",
              "NAME,...",
              "",
              "URLs that differ in these parameters are one URL, such as utm_*,gclid."),
          of("max-pages", "", "N", "0", "URLs that are crawled; 0 for no limit."),
          of("max-pages-per-host", "", "N", "0", "URLs of one host; 0 for no limit."),
          of("max-time", "", "TIME", "", "Time for the whole crawl."),
          of("max-url-length", "", "N", "2048", "Longest URL of a link that is crawled."),
          of("max-segments", "", "N", "32", "Most segments of its path."),
          of("max-repeats", "", "N", "4", "How often one segment may be in its path."),
          of("max-variants", "", "N", "10000", "Links of a host that look alike, see below."),
          flag("no-robots", "", "Do not ask for robots.txt."),
          of("max-crawl-delay", "", "TIME", "30s", "Longest Crawl-delay of a robots.txt."),
          of("concurrency", "c", "N", "256", "Requests in flight."),
          of("host-concurrency", "", "N", "4", "Requests in flight to one host."),
          of("host-delay", "", "TIME", "0", "Pause between two requests to one host."),
          of(
              "ip-concurrency",
              "",
              "N",
              "",
              "Requests in flight to one IP address; 32, or 8 times those to one host."),
          of("ip-delay", "", "TIME", "0", "Pause between two requests to one IP address."),
          flag("adaptive", "", "Ask a host less while it is slow to answer."),
          of("retries", "", "N", "2", "Further attempts after a failure that may pass."),
          of("max-retry-after", "", "TIME", "5m", "Longest pause that a busy host is given."),
          of("max-host-failures", "", "N", "10", "Failures in a row that end a host; 0: never."),
          of("timeout", "", "TIME", "20s", "Time for a whole request, to its last byte."),
          of("connect-timeout", "", "TIME", "10s", "Time to connect."),
          of("read-timeout", "", "TIME", "", "Longest silence of a server; as long as --timeout."),
          of("max-redirects", "", "N", "10", "Redirects that are followed in a row."),
          MAX_BODY,
          of("user-agent", "A", "TEXT", CrawlSettingsBuilder.USER_AGENT, "User-Agent header."),
          of("contact", "", "TEXT", "", "URL or mail address, added to the User-Agent header."),
          new Option(
              "header",
              "H",
              "HEADER",
              "",
              true,
              "One more request header, 'Name: value'; repeatable."),
          of("cookie", "", "TEXT", "", "Cookie header."),
          of(
              "proxy",
              "",
              "URL",
              "",
              "Proxy, [http|https|socks5|socks5h]://[USER:PASSWORD@]HOST:PORT; '' for none."),
          of("noproxy", "", "HOST,...", "", "Hosts that no proxy is asked for; * for all."),
          repeatable("resolve", "HOST:PORT:ADDR,...", "Addresses of a host; * is every other one."),
          of("cacert", "", "FILE", "", "Certificates (PEM) that are trusted, and no others."),
          of("cert", "", "FILE", "", "Own certificate (PEM) for servers that ask for one."),
          of("key", "", "FILE", "", "Key (PEM) of --cert, if it is not in that file."),
          flag("http1", "", "No HTTP/2, also where the server has it."),
          flag("insecure", "k", "Accept every TLS certificate."),
          of("temp-dir", "", "DIR", "", "Folder for temporary files, which large crawls need."),
          flag("verbose", "v", "Log every input that was no plain page; -vv logs most."),
          flag("quiet", "q", "No summary and no progress."),
          flag("no-progress", "", "No progress."),
          of("color", "", "WHEN", "auto", "Colour on the terminal: auto, always or never."));

  /** The one option that explain has beside those of crawl. */
  static final Option FROM =
      of(
          "from",
          "",
          "PAGE",
          "",
          "The URL is a link of this input; without it, the URL is an input itself.");

  /** Options of explain, in the order of the help. */
  public static final List<Option> EXPLAIN = withFrom();

  /**
   * Options of extract, in the order of the help. {@link ExtractOptions} gives them their meaning.
   */
  public static final List<Option> EXTRACT =
      List.of(
          OUTPUT,
          NO_HEADER,
          of("base", "", "URL", "", "The URL that the document, or the folder, was found at."),
          of("type", "", "TYPE", "", "Content-Type of the documents; else as their names end."),
          MAX_BODY,
          LINKS,
          SCHEMES,
          NO_FRAGMENTS,
          EDGES,
          COLUMNS,
          flag("quiet", "q", "No summary."));

  public boolean isFlag() {
    return label.isEmpty();
  }

  private static List<Option> withFrom() {
    List<Option> options = new ArrayList<>(ALL);
    options.add(0, FROM);
    return List.copyOf(options);
  }

  private static Option of(
      String key, String shortName, String label, String fallback, String help) {
    return new Option(key, shortName, label, fallback, false, help);
  }

  private static Option repeatable(String key, String label, String help) {
    return new Option(key, "", label, "", true, help + " Repeatable.");
  }

  private static Option flag(String key, String shortName, String help) {
    return new Option(key, shortName, "", "", false, help);
  }
}
