package dev.outlink.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * One option of a command, for the command line, the configuration file and the help.
 *
 * @param key the long name without dashes, which is the key in a configuration file
 * @param shortName the short name without dash; empty if there is none
 * @param label the placeholder of the value in the help; empty for a flag
 * @param fallback the default; empty if there is none
 * @param repeatable whether it may be given several times
 * @param help what it does
 */
public record Option(
    String key, String shortName, String label, String fallback, boolean repeatable, String help) {

  /** The option that names the configuration file. The file itself cannot contain it. */
  public static final String CONFIG = "config";

  private static final Option OUTPUT =
      of("output", "o", "FILE", "-", "File for the link rows (TSV); - is standard output.");
  private static final Option NO_HEADER =
      flag("no-header", "", "Write no header line to the output files.");
  private static final Option LINKS =
      of("links", "", "KIND,...", "a,area", "Kinds of links to list; see below.");
  private static final Option SCHEMES =
      of("schemes", "", "SCHEME,...", "http,https", "Schemes of links to list, or all.");
  private static final Option NO_FRAGMENTS =
      flag("no-fragments", "", "List links without their fragments.");
  private static final Option EDGES =
      of(
          "edges",
          "",
          "WHICH",
          "distinct",
          "Links of a page to the same URL: list the first (distinct), or all.");
  private static final Option EXTRACTOR =
      of(
          "extractor",
          "",
          "WHICH",
          "scan",
          "How to find the links of HTML: scan, which is faster, or jsoup.");
  private static final Option COLUMNS =
      of(
          "columns",
          "",
          "COL,...",
          "source,link",
          "Columns of link rows in their order: source, link, kind, element, attribute, text, rel,"
              + " raw, position, occurrence, depth, status.");
  private static final Option MAX_BODY =
      of("max-body", "", "SIZE", "8MB", "Largest body; the rest of a larger page is discarded.");

  /**
   * Options of crawl, in the order of the help. {@link CrawlSettingsBuilder#set} reads their
   * values.
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
          EXTRACTOR,
          of(
              "default-scheme",
              "",
              "SCHEME",
              "",
              "Scheme to add to inputs that have none, such as example.org: http or https."),
          of(
              "depth",
              "d",
              "N",
              "0",
              "Crawl pages up to N links away from an input; 0: only the inputs."),
          of("scope", "", "WHICH", "host", "Links to crawl; see below."),
          repeatable("include", "REGEX", "Crawl only links that match one of these."),
          repeatable("exclude", "REGEX", "Crawl no link that matches one of these."),
          of("follow", "", "KIND,...", "a,area", "Kinds of links to crawl; see below."),
          of(
              "obey",
              "",
              "DIRECTIVE,...",
              "",
              "Robots directives of pages to obey: nofollow, noindex; see below."),
          repeatable(
              "sitemap",
              "URL",
              "Crawl the pages of a sitemap; auto: use the sitemaps of the inputs' hosts."),
          flag(
              "ignore-query-order",
              "",
              "Treat URLs as the same if they differ only in the order of query parameters."),
          of(
              "ignore-params",
              "",
              "NAME,...",
              "",
              "Treat URLs as the same if they differ only in these query parameters, such as"
                  + " utm_*,gclid."),
          of("max-pages", "", "N", "0", "Most URLs to crawl; 0 for no limit."),
          of("max-pages-per-host", "", "N", "0", "Most URLs to crawl on one host; 0 for no limit."),
          of("max-time", "", "TIME", "", "Longest time for the whole crawl."),
          of("max-url-length", "", "N", "2048", "Longest URL of a link to crawl."),
          of("max-segments", "", "N", "32", "Most segments in the path of such a URL."),
          of("max-repeats", "", "N", "4", "Most times that one segment may occur in the path."),
          of("max-variants", "", "N", "10000", "Most links of a host that look alike; see below."),
          flag("no-robots", "", "Do not fetch robots.txt."),
          of(
              "max-crawl-delay",
              "",
              "TIME",
              "30s",
              "Longest Crawl-delay of robots.txt; a longer one is shortened to it."),
          of("concurrency", "c", "N", "256", "Most requests in flight."),
          of("host-concurrency", "", "N", "4", "Most requests in flight to one host."),
          of("host-delay", "", "TIME", "0", "Pause between two requests to one host."),
          of(
              "ip-concurrency",
              "",
              "N",
              "",
              "Most requests in flight to one IP address. Default: 32, or 8 times"
                  + " --host-concurrency if that is more."),
          of("ip-delay", "", "TIME", "0", "Pause between two requests to one IP address."),
          flag("adaptive", "", "Send fewer requests to a host while it answers slowly."),
          of("retries", "", "N", "2", "Most retries after a failure that may be temporary."),
          of(
              "max-retry-after",
              "",
              "TIME",
              "5m",
              "Longest pause for a host that answers 429 or 503."),
          of(
              "max-host-failures",
              "",
              "N",
              "10",
              "Give up a host after N failures in a row; 0: never."),
          of("timeout", "", "TIME", "20s", "Time for a whole request, to its last byte."),
          of("connect-timeout", "", "TIME", "10s", "Time to connect."),
          of(
              "read-timeout",
              "",
              "TIME",
              "",
              "Longest time without data from a server. Default: the value of --timeout."),
          of("max-redirects", "", "N", "10", "Most redirects to follow in a row."),
          MAX_BODY,
          of("user-agent", "A", "TEXT", CrawlSettingsBuilder.USER_AGENT, "User-Agent header."),
          of("contact", "", "TEXT", "", "URL or mail address, added to the User-Agent header."),
          new Option(
              "header",
              "H",
              "HEADER",
              "",
              true,
              "Additional request header, 'Name: value'. Repeatable."),
          of("cookie", "", "TEXT", "", "Cookie header."),
          of(
              "proxy",
              "",
              "URL",
              "",
              "Proxy, [http|https|socks5|socks5h]://[USER:PASSWORD@]HOST:PORT; '' for none."),
          of("noproxy", "", "HOST,...", "", "Hosts to reach without a proxy; * for all."),
          repeatable(
              "resolve",
              "HOST:PORT:ADDR,...",
              "Addresses to use for a host instead of asking DNS; * for every other host."),
          of("cacert", "", "FILE", "", "Trust only the certificates (PEM) in this file."),
          of("cert", "", "FILE", "", "Client certificate (PEM) for servers that ask for one."),
          of("key", "", "FILE", "", "Private key (PEM) of --cert, if it is in another file."),
          flag("http1", "", "Use no HTTP/2, even if the server offers it."),
          flag("insecure", "k", "Accept every TLS certificate."),
          of("temp-dir", "", "DIR", "", "Folder for temporary files, which large crawls need."),
          flag("verbose", "v", "Log every input that was not a plain page; -vv logs more."),
          flag("quiet", "q", "Show no summary and no progress."),
          flag("no-progress", "", "Show no progress."),
          of("color", "", "WHEN", "auto", "Colour on the terminal: auto, always or never."));

  /** The only option of explain that crawl does not have. */
  static final Option FROM =
      of(
          "from",
          "",
          "PAGE",
          "",
          "Explain URL as a link on this input; without --from, URL itself is an input.");

  /** Options of explain, in the order of the help. */
  public static final List<Option> EXPLAIN = withFrom();

  /** Options of extract, in the order of the help. {@link ExtractOptions} reads their values. */
  public static final List<Option> EXTRACT =
      List.of(
          OUTPUT,
          NO_HEADER,
          of("base", "", "URL", "", "The URL from which the document or the folder came."),
          of(
              "type",
              "",
              "TYPE",
              "",
              "Content-Type of the documents. Default: what their names end in."),
          MAX_BODY,
          LINKS,
          SCHEMES,
          NO_FRAGMENTS,
          EDGES,
          COLUMNS,
          EXTRACTOR,
          flag("quiet", "q", "Show no summary."));

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
