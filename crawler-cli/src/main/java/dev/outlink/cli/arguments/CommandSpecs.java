package dev.outlink.cli.arguments;

import java.io.File;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Describes the commands and their help to picocli. */
public final class CommandSpecs {

  private static final String KINDS =
      "KIND is a, area, link, canonical, alternate, manifest, img, source, script,%n"
          + "iframe, frame, form, video, audio, track, embed, object, ping, cite, longdesc,%n"
          + "background, svg, css, meta-refresh, link-header, location, sitemap, feed, text,%n"
          + "or all, which is every kind but text.";

  private static final String[] CRAWL_FOOTER = {
    "",
    "TIME is a number with a unit: 500ms, 20s, 2m, 1h. SIZE is 8MB, 512KiB or bytes.",
    KINDS,
    "--scope WHICH: page (the input itself), prefix (its folder), host, domain,",
    "inputs (the hosts of all inputs), any.",
    "REGEX is an RE2 expression. It matches if it is found anywhere in a link's URL.",
    "--obey nofollow: do not crawl nofollow links, nor the links of nofollow pages;",
    "--obey noindex: do not list the links of noindex pages.",
    "Links look alike if they differ only in queries, numbers and session ids.",
    "0 means no limit for --max-pages, --max-pages-per-host, --max-url-length,",
    "--max-segments, --max-repeats and --max-variants.",
    "Exit status: 0 finished (broken links are data), 1 a bug, 2 wrong usage,",
    "4 nothing could be fetched, 5 stopped by a budget such as --max-pages,",
    "6 input, output or temporary files failed, 130 or 143 interrupted,",
    "141 the reader of standard output has gone, as with | head.",
    "",
    "Examples:",
    "  outlink crawl https://example.org/",
    "  outlink crawl https://example.org/docs/ -d 5 --scope prefix -o links.tsv",
    "  outlink crawl urls.txt -o links.tsv --pages pages.tsv"
  };

  private static final String[] EXPLAIN_FOOTER = {
    "",
    "The options mean the same as for crawl. Options of crawl that do not affect a",
    "single URL are refused. Options about links, such as --scope, --include and",
    "--max-segments, need --from; links are crawled only with --depth 1 or more.",
    "Explain fetches robots.txt and nothing else.",
    "Exit status: 0 it would be crawled, 1 a bug, 2 wrong usage, 3 it would not,",
    "6 the output could not be written.",
    "",
    "Examples:",
    "  outlink explain https://example.org/private/",
    "  outlink explain -d 3 --exclude '[.]pdf$' --from https://example.org/ /a.pdf"
  };

  private static final String[] EXTRACT_FOOTER = {
    "",
    "Names end in .html, .htm, .xhtml, .xml, .rss, .atom, .svg, .txt, .warc or",
    ".warc.gz; for other names give --type. With --base, the URL of each of several",
    "files, or of each file in a folder, is its path below that URL.",
    KINDS,
    "Exit status: 0 finished, 1 a bug, 2 wrong usage, 6 an input could not be read",
    "completely, or the output could not be written.",
    "",
    "Examples:",
    "  curl -s https://example.org/ | outlink extract - --base https://example.org/",
    "  outlink extract pages.warc.gz --links all --columns link,kind -o links.tsv"
  };

  private CommandSpecs() {}

  /** The whole command, with its subcommands. */
  public static CommandSpec root() {
    CommandSpec root = command("outlink", "Fetches web pages and lists their links.");
    CommandSpec crawl =
        command("crawl", "Fetches the pages of a list of URLs, or a site, and writes every link.");
    CommandOptions.CRAWL.describe(crawl);
    crawl.parser().collectErrors(true); // they are reported together with wrong values
    crawl.usageMessage().footer(CRAWL_FOOTER);
    CommandSpec explain =
        command("explain", "Shows whether a crawl would fetch a URL, and which rule decides.");
    CommandOptions.EXPLAIN.describe(explain);
    explain.parser().collectErrors(true);
    explain.usageMessage().customSynopsis("outlink explain [OPTIONS] URL");
    explain.usageMessage().footer(EXPLAIN_FOOTER);
    CommandSpec extract =
        command("extract", "Writes every link of local documents; uses no network.");
    CommandOptions.EXTRACT.describe(extract);
    extract.parser().collectErrors(true);
    extract.usageMessage().footer(EXTRACT_FOOTER);
    CommandSpec completion = command("completion", "Prints a completion script for a shell.");
    completion.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SHELL")
            .arity("1")
            .type(String.class)
            .completionCandidates(List.of("bash", "zsh"))
            .description("bash or zsh")
            .build());
    CommandSpec demo =
        command(
            "demo", "Crawls a small site on this machine and shows the results; uses no network.");
    demo.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("0..1")
            .type(File.class)
            .description("Folder for the files. Default: outlink-demo")
            .build());
    root.usageMessage()
        .footer(
            "",
            "To begin with:",
            "  outlink demo",
            "  outlink crawl https://example.org/",
            "  outlink crawl --help");
    root.addSubcommand("crawl", crawl);
    root.addSubcommand("explain", explain);
    root.addSubcommand("extract", extract);
    root.addSubcommand("demo", demo);
    root.addSubcommand("completion", completion);
    return root;
  }

  private static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().abbreviateSynopsis(true);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this help.").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    return spec;
  }
}
