package dev.outlink.cli;

import java.util.List;

/**
 * One option of {@code outlink crawl}, for the command line, the configuration file and the help.
 *
 * @param key the long name without dashes, which is the key in a configuration file
 * @param shortName the short name without dash; empty where there is none
 * @param label what stands for the value; empty for a flag
 * @param fallback the value where none is given; empty for none
 * @param repeatable whether it may be given several times
 * @param help what it does
 */
record Option(
    String key, String shortName, String label, String fallback, boolean repeatable, String help) {

  /** All options, in the order of the help. {@link Draft#set} gives them their meaning. */
  static final List<Option> ALL =
      List.of(
          of("output", "o", "FILE", "-", "File for the link rows (TSV); - is standard output."),
          of("pages", "", "FILE", "", "File for the page records (TSV): one row for every input."),
          flag("no-header", "", "No header line in the output files."),
          of("concurrency", "c", "N", "256", "Requests in flight."),
          of("host-concurrency", "", "N", "4", "Requests in flight to one host."),
          of("host-delay", "", "TIME", "0", "Pause between two requests to one host."),
          of("timeout", "", "TIME", "20s", "Time for a whole request, to its last byte."),
          of("connect-timeout", "", "TIME", "10s", "Time to connect."),
          of("read-timeout", "", "TIME", "", "Longest silence of a server; as long as --timeout."),
          of("max-redirects", "", "N", "10", "Redirects that are followed in a row."),
          of("max-body", "", "SIZE", "8MB", "Largest body; the rest of a page is left out."),
          of("user-agent", "A", "TEXT", Draft.USER_AGENT, "User-Agent header."),
          new Option(
              "header",
              "H",
              "HEADER",
              "",
              true,
              "One more request header, 'Name: value'; repeatable."),
          of("cookie", "", "TEXT", "", "Cookie header."),
          of("proxy", "", "URL", "", "Proxy, http://[USER:PASSWORD@]HOST:PORT."),
          flag("insecure", "k", "Accept every TLS certificate."),
          flag("verbose", "v", "Log every input that was no plain page; -vv logs most."),
          flag("quiet", "q", "No summary and no progress."),
          flag("no-progress", "", "No progress."),
          of("color", "", "WHEN", "auto", "Colour on the terminal: auto, always or never."));

  boolean isFlag() {
    return label.isEmpty();
  }

  private static Option of(
      String key, String shortName, String label, String fallback, String help) {
    return new Option(key, shortName, label, fallback, false, help);
  }

  private static Option flag(String key, String shortName, String help) {
    return new Option(key, shortName, "", "", false, help);
  }
}
