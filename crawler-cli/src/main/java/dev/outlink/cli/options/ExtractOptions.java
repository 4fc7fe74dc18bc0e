package dev.outlink.cli.options;

import dev.outlink.cli.extract.ExtractSettings;
import dev.outlink.cli.text.SafeText;
import dev.outlink.rows.TsvOptions;
import dev.outlink.url.CrawlUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the settings of {@code outlink extract} from its options. Confined to one thread. */
public final class ExtractOptions {

  private static final long LARGEST_BODY = 1_000_000_000;

  private final LinkSettingsBuilder links = new LinkSettingsBuilder();
  private @Nullable Path output;
  private @Nullable CrawlUrl base;
  private @Nullable String type;
  private boolean header = true;
  private int maxBody = 8_000_000;
  private boolean quiet;

  private ExtractOptions() {}

  /**
   * The settings of an extraction.
   *
   * @throws UsageException if any option is wrong; it names all errors
   */
  public static ExtractSettings settings(ParsedArguments given) throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    if (given.inputs().isEmpty()) {
      problems.add(
          "INPUT: none is given; name a document, a WARC file, a folder, or - for standard input");
    }
    ExtractOptions options = new ExtractOptions();
    for (Option option : Option.EXTRACT) {
      for (String value : given.values(option)) {
        try {
          options.set(option.key(), value);
        } catch (InvalidValueException e) {
          problems.add("--" + option.key() + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return options.build();
  }

  private void set(String key, String value) throws InvalidValueException {
    switch (key) {
      case "output" -> output = value.equals("-") ? null : CrawlSettingsBuilder.file(value);
      case "no-header" -> header = !CrawlSettingsBuilder.flag(value);
      case "base" -> base = base(value);
      case "type" -> type = type(value);
      case "max-body" -> maxBody = maxBody(Sizes.parse(value));
      case "quiet" -> quiet = CrawlSettingsBuilder.flag(value);
      default -> {
        if (!links.set(key, value)) {
          throw new IllegalStateException(key);
        }
      }
    }
  }

  private ExtractSettings build() {
    return new ExtractSettings(
        links.selection(),
        links.extractor(),
        new TsvOptions(header, links.columns()),
        output,
        base,
        type,
        maxBody,
        quiet);
  }

  private static CrawlUrl base(String value) throws InvalidValueException {
    if (CrawlUrl.parse(value) instanceof CrawlUrl url && url.path().startsWith("/")) {
      return url;
    }
    throw new InvalidValueException(
        "'" + SafeText.of(value) + "' is not an absolute URL, such as https://example.org/page");
  }

  private static String type(String value) throws InvalidValueException {
    if (!ExtractSettings.isDocument(value)) {
      throw new InvalidValueException(
          "'"
              + SafeText.of(value)
              + "' is none of text/html, application/xhtml+xml, application/xml or another"
              + " +xml, text/plain, application/warc");
    }
    return value;
  }

  private static int maxBody(long bytes) throws InvalidValueException {
    if (bytes < 1 || bytes > LARGEST_BODY) {
      throw new InvalidValueException(bytes + " is not between 1 and " + LARGEST_BODY + " bytes");
    }
    return (int) bytes;
  }
}
