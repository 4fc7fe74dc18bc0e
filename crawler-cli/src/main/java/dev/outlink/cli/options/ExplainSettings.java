package dev.outlink.cli.options;

import dev.outlink.CrawlConfig;
import dev.outlink.cli.text.SafeText;
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
 * The settings of {@code outlink explain}.
 *
 * @param crawl the configuration of the crawl
 * @param url the URL to explain
 * @param from the page with a link to it, or null if the URL is an input
 * @param verbosity as for a crawl
 */
public record ExplainSettings(
    CrawlConfig crawl, CrawlUrl url, @Nullable CrawlUrl from, int verbosity) {

  /** Options of a crawl that do not affect the decision about a single URL. */
  public static final Set<String> IGNORED =
      Set.of(
          "output",
          "pages",
          "no-header",
          "links",
          "schemes",
          "no-fragments",
          "edges",
          "extractor",
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

  /** Options that affect links, but not inputs. */
  private static final Set<String> OF_LINKS =
      Set.of(
          "depth", "scope", "include", "exclude", "max-url-length", "max-segments", "max-repeats");

  /**
   * Reads the given options. A configuration file is that of a crawl, so it may contain any option.
   *
   * @throws UsageException if any option is wrong; it names all errors
   */
  public static ExplainSettings of(ParsedArguments given, Map<String, String> environment)
      throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    refuse(given, IGNORED, "not applicable to a single URL; leave it out", problems);
    if (given.values(Option.FROM).isEmpty()) {
      refuse(
          given, OF_LINKS, "for links only; name the page of the link with --from PAGE", problems);
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
      problems.add("URL: give only one URL");
    } else {
      String text = given.inputs().get(0);
      url = url(from == null ? input(text, scheme) : from.resolve(text), "URL", problems);
    }
    CrawlSettings settings = options.build(problems);
    return new ExplainSettings(
        settings.crawl(), Objects.requireNonNull(url), from, settings.verbosity());
  }

  /** The URL of an input, which may be a bare domain. */
  private static UrlResult input(String text, String defaultScheme) {
    if (!defaultScheme.isEmpty()) {
      Seeds seeds = Seeds.of(List.of(text)).withDefaultScheme(defaultScheme);
      try (SeedReader reader = seeds.open()) {
        if (reader.next() instanceof Seed.Url seed) {
          return seed.url();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e); // cannot happen: only files and streams fail
      }
    }
    return CrawlUrl.parse(text);
  }

  /** Refuses options without effect, so that nobody takes the answer for theirs. */
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
      problems.add(name + ": '" + SafeText.of(invalid.input()) + "' is not a URL: " + reason);
      return null;
    }
    return (CrawlUrl) result;
  }
}
