package dev.outlink.cli.options;

import dev.outlink.cli.text.SafeText;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the options of {@code outlink explain} come to.
 *
 * @param crawl how the crawl would be
 * @param url what is explained
 * @param from the page that has a link to it, or null where it is an input
 * @param verbosity as that of a crawl
 */
public record ExplainSettings(
    CrawlConfig crawl, CrawlUrl url, @Nullable CrawlUrl from, int verbosity) {

  /** Options of a crawl that decide nothing about a single URL. */
  public static final Set<String> IGNORED =
      Set.of(
          "output",
          "pages",
          "no-header",
          "links",
          "schemes",
          "no-fragments",
          "edges",
          "columns",
          "follow",
          "obey",
          "sitemap",
          "max-pages",
          "max-pages-per-host",
          "max-time",
          "max-variants",
          "concurrency",
          "host-concurrency",
          "ip-concurrency",
          "ip-delay",
          "adaptive",
          "retries",
          "max-retry-after",
          "max-host-failures",
          "max-redirects",
          "max-body",
          "header",
          "cookie",
          "temp-dir",
          "quiet",
          "no-progress",
          "color");

  /** Options that are about links, and decide nothing about an input. */
  private static final Set<String> OF_LINKS =
      Set.of(
          "depth", "scope", "include", "exclude", "max-url-length", "max-segments", "max-repeats");

  /**
   * The options that were given. A configuration file is that of a crawl, and may have others.
   *
   * @throws UsageException if anything is wrong with them; it says all that is
   */
  public static ExplainSettings of(ParsedArguments given, Map<String, String> environment)
      throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    refuse(given, IGNORED, "has no say about a single URL; leave it out", problems);
    if (given.values(Option.FROM).isEmpty()) {
      refuse(
          given,
          OF_LINKS,
          "is about links; name the page that has the link with --from PAGE",
          problems);
    }
    CrawlOptions options = new CrawlOptions(given, environment);
    String scheme = options.defaultScheme();
    CrawlUrl from = null;
    for (String page : given.values(Option.FROM)) {
      from = url(input(page, scheme), "--from", problems);
    }
    CrawlUrl url = null;
    if (given.inputs().isEmpty()) {
      problems.add("URL: none is given");
    } else if (given.inputs().size() > 1) {
      problems.add("URL: only one is explained at a time");
    } else {
      String text = given.inputs().get(0);
      url = url(from == null ? input(text, scheme) : from.resolve(text), "URL", problems);
    }
    CrawlSettings settings = options.build(problems);
    return new ExplainSettings(
        settings.crawl(), Objects.requireNonNull(url), from, settings.verbosity());
  }

  /** What an input is, where it may be a bare domain. */
  private static UrlResult input(String text, String defaultScheme) {
    if (!defaultScheme.isEmpty()) {
      Seeds seeds = Seeds.of(List.of(text)).withDefaultScheme(defaultScheme);
      try (SeedReader reader = seeds.open()) {
        if (reader.next() instanceof Seed.Url seed) {
          return seed.url();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e); // which nothing but a file or stream can have
      }
    }
    return CrawlUrl.parse(text);
  }

  /** An option that changes nothing would be believed to have said yes. */
  private static void refuse(
      ParsedArguments given, Set<String> refused, String why, List<String> problems) {
    List<String> names = new ArrayList<>();
    for (Option option : Option.ALL) {
      if (refused.contains(option.key()) && !given.values(option).isEmpty()) {
        names.add("--" + option.key());
      }
    }
    if (!names.isEmpty()) {
      problems.add(String.join(", ", names) + ": " + why);
    }
  }

  private static @Nullable CrawlUrl url(UrlResult result, String name, List<String> problems) {
    if (result instanceof InvalidUrl invalid) {
      String reason = SafeText.of(invalid.reason());
      problems.add(name + ": '" + SafeText.of(invalid.input()) + "' is no URL: " + reason);
      return null;
    }
    return (CrawlUrl) result;
  }
}
