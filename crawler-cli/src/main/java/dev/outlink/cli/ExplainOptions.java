package dev.outlink.cli;

import dev.outlink.cli.text.SafeText;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the options of {@code outlink explain} come to.
 *
 * @param crawl how the crawl would be
 * @param url what is explained
 * @param from the page that has a link to it, or null where it is an input
 * @param verbosity as that of a crawl
 */
record ExplainOptions(CrawlConfig crawl, CrawlUrl url, @Nullable CrawlUrl from, int verbosity) {

  /**
   * The options that were given.
   *
   * @throws UsageException if anything is wrong with them; it says all that is
   */
  static ExplainOptions of(Given given, Map<String, String> environment) throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    CrawlUrl from = null;
    for (String page : given.values(Option.FROM)) {
      from = url(CrawlUrl.parse(page), "--from", problems);
    }
    CrawlUrl url = null;
    if (given.inputs().isEmpty()) {
      problems.add("URL: none is given");
    } else if (given.inputs().size() > 1) {
      problems.add("URL: only one is explained at a time");
    } else {
      String text = given.inputs().get(0);
      url = url(from == null ? CrawlUrl.parse(text) : from.resolve(text), "URL", problems);
    }
    Settings settings = new CrawlOptions(given, environment).build(problems);
    return new ExplainOptions(
        settings.crawl(), Objects.requireNonNull(url), from, settings.verbosity());
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
