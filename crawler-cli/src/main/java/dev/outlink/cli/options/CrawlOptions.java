package dev.outlink.cli.options;

import dev.outlink.ConfigException;
import dev.outlink.cli.text.SafeText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the settings of {@code outlink crawl} from the options of the command line, and from the
 * file of {@code --config} for all others. Confined to one thread.
 */
public final class CrawlOptions {

  private final CrawlSettingsBuilder draft;
  private final Map<String, String> origins = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Reads all given options, and the proxies of the environment. */
  CrawlOptions(ParsedArguments given, Map<String, String> environment) {
    draft = new CrawlSettingsBuilder(environment);
    List<ConfigFile.Entry> entries = entries(given);
    for (Option option : Option.ALL) {
      List<String> texts = given.values(option);
      if (!texts.isEmpty()) {
        String origin = "--" + option.key();
        for (String value : texts) {
          set(option.key(), value, origin);
        }
      } else {
        for (ConfigFile.Entry entry : entries) {
          if (entry.key().equals(option.key())) {
            set(option.key(), entry.value(), entry.where() + ": " + entry.key());
          }
        }
      }
    }
  }

  /**
   * The settings of a crawl.
   *
   * @throws UsageException if any option is wrong; it names all errors
   */
  public static CrawlSettings settings(ParsedArguments given, Map<String, String> environment)
      throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    CrawlOptions options = new CrawlOptions(given, environment);
    if (given.inputs().isEmpty() && !options.draft.needsNoInput()) {
      problems.add("INPUT: none is given; name a URL, a file of URLs, or - for standard input");
    }
    return options.build(problems);
  }

  /** The scheme to add to inputs that have none; empty if such inputs are not URLs. */
  String defaultScheme() {
    return draft.defaultScheme();
  }

  /**
   * The settings.
   *
   * @param others other errors of the command line, which are reported first
   * @throws UsageException if any option is wrong; it names all errors
   */
  CrawlSettings build(List<String> others) throws UsageException {
    List<String> all = new ArrayList<>(others);
    all.addAll(problems);
    all.addAll(draft.problems());
    try {
      CrawlSettings settings = draft.build();
      if (all.isEmpty()) {
        return settings;
      }
    } catch (ConfigException e) {
      for (String problem : e.problems()) {
        String key = problem.substring(0, Math.max(0, problem.indexOf(':')));
        String origin = origins.get(key);
        if (origin != null) {
          all.add(origin + problem.substring(key.length()));
        } else if (all.isEmpty()) {
          all.add(problem);
        }
      }
    }
    throw new UsageException(all);
  }

  private List<ConfigFile.Entry> entries(ParsedArguments given) {
    List<String> names = given.values(Option.CONFIG);
    if (names.isEmpty()) {
      return List.of();
    }
    String name = names.get(names.size() - 1);
    try {
      ConfigFile file = ConfigFile.read(Path.of(name));
      problems.addAll(file.problems());
      return file.entries();
    } catch (InvalidPathException e) {
      problems.add("--config: '" + SafeText.of(name) + "' is not a file name");
      return List.of();
    }
  }

  private void set(String key, String value, String origin) {
    origins.put(key, origin);
    try {
      draft.set(key, value);
    } catch (InvalidValueException e) {
      problems.add(origin + ": " + e.getMessage());
    }
  }
}
