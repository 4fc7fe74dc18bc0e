package dev.outlink.cli.options;

import dev.outlink.ConfigException;
import dev.outlink.CrawlConfig;
import dev.outlink.CrawlConfigBuilder;
import dev.outlink.cli.console.ColourMode;
import dev.outlink.cli.text.SafeText;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.rows.TsvOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Collects the values of the options of {@code outlink crawl}. Confined to one thread. */
public final class CrawlSettingsBuilder {

  static final String USER_AGENT = FetchConfig.DEFAULT_USER_AGENT;

  private static final List<String> FORMATS_TO_COME = List.of(".csv", ".jsonl", ".gz", ".zst");

  private final LinkSettingsBuilder links = new LinkSettingsBuilder();
  private final ScopeSettingsBuilder scope = new ScopeSettingsBuilder();
  private final NetworkSettingsBuilder network;
  private final CrawlConfigBuilder crawl = CrawlConfig.builder();
  private @Nullable Path output;
  private @Nullable Path pages;
  private String defaultScheme = "";
  private boolean header = true;
  private int verbosity;
  private boolean quiet;
  private boolean progress = true;
  private ColourMode colour = ColourMode.AUTO;

  /**
   * Starts with the defaults.
   *
   * @param environment the environment variables, which apply if no option overrides them
   */
  public CrawlSettingsBuilder(Map<String, String> environment) {
    this.network = new NetworkSettingsBuilder(environment);
  }

  /**
   * Sets the value of an option of {@link Option#ALL}.
   *
   * @throws BadValue if the text is not a valid value; the option keeps its default
   */
  public void set(String key, String value) throws InvalidValueException {
    switch (key) {
      case "output" -> output = value.equals("-") ? null : file(value);
      case "pages" -> pages = pagesFile(value);
      case "default-scheme" -> defaultScheme = scheme(value);
      case "no-header" -> header = !flag(value);
      case "concurrency" -> crawl.concurrency(number(value));
      case "host-concurrency" -> crawl.hostConcurrency(number(value));
      case "host-delay" -> crawl.hostDelay(Durations.parse(value));
      case "ip-concurrency" -> crawl.ipConcurrency(number(value));
      case "ip-delay" -> crawl.ipDelay(Durations.parse(value));
      case "adaptive" -> crawl.adaptive(flag(value));
      case "max-host-failures" -> crawl.maxHostFailures(number(value));
      case "max-retry-after" -> crawl.maxRetryAfter(Durations.parse(value));
      case "no-robots" -> crawl.robots(!flag(value));
      case "max-crawl-delay" -> crawl.maxCrawlDelay(Durations.parse(value));
      case "retries" -> crawl.retries(number(value));
      case "max-time" -> crawl.maxTime(Durations.parse(value));
      case "timeout" -> crawl.timeout(Durations.parse(value));
      case "connect-timeout" -> crawl.connectTimeout(Durations.parse(value));
      case "read-timeout" -> crawl.readTimeout(Durations.parse(value));
      case "max-redirects" -> crawl.maxRedirects(number(value));
      case "ignore-query-order" -> crawl.ignoreQueryOrder(flag(value));
      case "ignore-params" -> crawl.ignoreParams(Set.copyOf(LinkSettingsBuilder.names(value)));
      case "max-body" -> crawl.maxBody(Sizes.parse(value));
      case "user-agent" -> crawl.userAgent(checked(value, CrawlConfigBuilder::userAgent).strip());
      case "contact" -> crawl.contact(checked(value, CrawlConfigBuilder::contact).strip());
      case "header" -> {
        HeaderLine line = HeaderLine.parse(value);
        String text = checked(line.value(), (draft, all) -> draft.header(line.name(), all));
        crawl.header(line.name(), text.strip());
      }
      case "cookie" -> crawl.cookie(checked(value, CrawlConfigBuilder::cookie).strip());
      case "temp-dir" -> crawl.tempDir(folder(value));
      case "insecure" -> crawl.insecure(flag(value));
      case "verbose" -> verbosity = verbosity(value);
      case "quiet" -> quiet = flag(value);
      case "no-progress" -> progress = !flag(value);
      case "color" -> colour = colour(value);
      default -> {
        if (!links.set(key, value) && !scope.set(key, value) && !network.set(key, value)) {
          throw new IllegalStateException(key);
        }
      }
    }
  }

  /** The scheme to add to inputs that have none; empty if such inputs are not URLs. */
  String defaultScheme() {
    return defaultScheme;
  }

  /** One line for each error in the environment; call it after all options are set. */
  List<String> problems() {
    return network.problems();
  }

  /** Whether a crawl has something to do without an input. */
  boolean needsNoInput() {
    return scope.sitemapIsNamed();
  }

  /**
   * The settings.
   *
   * @throws dev.outlink.ConfigException if values are out of range
   */
  CrawlSettings build() {
    scope.applyTo(crawl);
    network.applyTo(crawl);
    return new CrawlSettings(
        crawl.links(links.selection()).extractor(links.extractor()).build(),
        output,
        pages,
        defaultScheme,
        new TsvOptions(header, links.columns()),
        verbosity,
        quiet,
        progress && !quiet,
        colour);
  }

  /**
   * Returns the value if it is valid. Each value is checked separately, so that an error names it.
   */
  private static String checked(
      String value, BiFunction<CrawlConfigBuilder, String, CrawlConfigBuilder> setting)
      throws InvalidValueException {
    try {
      CrawlConfig unused = setting.apply(CrawlConfig.builder(), value).build();
      return value;
    } catch (ConfigException e) {
      String problem = e.problems().get(0);
      throw new InvalidValueException(problem.substring(problem.indexOf(':') + 2));
    }
  }

  private static Path pagesFile(String value) throws InvalidValueException {
    if (value.equals("-")) {
      throw new InvalidValueException("standard output is for the link rows; name a file");
    }
    return file(value);
  }

  static Path file(String value) throws InvalidValueException {
    if (value.isBlank()) {
      throw new InvalidValueException("the file's name is empty");
    }
    String lower = value.toLowerCase(Locale.ROOT);
    for (String ending : FORMATS_TO_COME) {
      if (lower.endsWith(ending)) {
        throw new InvalidValueException(
            "only TSV can be written so far, not "
                + ending
                + "; choose a name with another ending, such as .tsv");
      }
    }
    return path(value);
  }

  private static String scheme(String value) throws InvalidValueException {
    if (!value.equals("http") && !value.equals("https")) {
      throw new InvalidValueException("'" + SafeText.of(value) + "' is neither http nor https");
    }
    return value;
  }

  private static Path folder(String value) throws InvalidValueException {
    if (value.isBlank()) {
      throw new InvalidValueException("the folder's name is empty");
    }
    return path(value);
  }

  /** A file that is read. */
  static Path input(String value) throws InvalidValueException {
    if (value.isBlank()) {
      throw new InvalidValueException("the file's name is empty");
    }
    return path(value);
  }

  private static Path path(String value) throws InvalidValueException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InvalidValueException(
          "'" + SafeText.of(value) + "' is not a file name: " + e.getReason());
    }
  }

  static boolean flag(String value) throws InvalidValueException {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidValueException("'" + SafeText.of(value) + "' is neither true nor false");
    };
  }

  static int number(String value) throws InvalidValueException {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new InvalidValueException("'" + SafeText.of(value) + "' is not a whole number");
    }
  }

  static long largeNumber(String value) throws InvalidValueException {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new InvalidValueException("'" + SafeText.of(value) + "' is not a whole number");
    }
  }

  private static int verbosity(String value) throws InvalidValueException {
    return switch (value) {
      case "0" -> 0;
      case "1" -> 1;
      case "2" -> 2;
      default -> throw new InvalidValueException("'" + SafeText.of(value) + "' is not 0, 1 or 2");
    };
  }

  private static ColourMode colour(String value) throws InvalidValueException {
    return switch (value) {
      case "auto" -> ColourMode.AUTO;
      case "always" -> ColourMode.ALWAYS;
      case "never" -> ColourMode.NEVER;
      default ->
          throw new InvalidValueException(
              "'" + SafeText.of(value) + "' is not auto, always or never");
    };
  }
}
