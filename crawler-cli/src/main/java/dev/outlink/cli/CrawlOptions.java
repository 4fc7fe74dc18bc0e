package dev.outlink.cli;

import dev.outlink.cli.text.SafeText;
import dev.outlink.crawl.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the options of {@code outlink crawl} come to. */
final class CrawlOptions {

  private CrawlOptions() {}

  /**
   * The settings that were given, on the command line or else in the file of {@code --config}.
   *
   * @throws UsageException if anything is wrong with them; it says all that is
   */
  static Settings settings(Given given) throws UsageException {
    List<String> problems = new ArrayList<>(given.problems());
    if (given.inputs().isEmpty()) {
      problems.add("INPUT: none is given; name a URL, a file of URLs, or - for standard input");
    }
    List<ConfigFile.Entry> entries = entries(given, problems);
    Draft draft = new Draft();
    Map<String, String> origins = new HashMap<>();
    for (Option option : Option.ALL) {
      List<String> texts = given.values(option);
      if (!texts.isEmpty()) {
        String origin = "--" + option.key();
        for (String value : texts) {
          set(draft, option.key(), value, origin, origins, problems);
        }
      } else {
        for (ConfigFile.Entry entry : entries) {
          if (entry.key().equals(option.key())) {
            String origin = entry.where() + ": " + entry.key();
            set(draft, option.key(), entry.value(), origin, origins, problems);
          }
        }
      }
    }
    return build(draft, origins, problems);
  }

  private static List<ConfigFile.Entry> entries(Given given, List<String> problems) {
    List<String> names = given.values(CommandOptions.CONFIG);
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

  private static void set(
      Draft draft,
      String key,
      String value,
      String origin,
      Map<String, String> origins,
      List<String> problems) {
    origins.put(key, origin);
    try {
      draft.set(key, value);
    } catch (BadValue e) {
      problems.add(origin + ": " + e.getMessage());
    }
  }

  private static Settings build(Draft draft, Map<String, String> origins, List<String> problems)
      throws UsageException {
    try {
      Settings settings = draft.build();
      if (problems.isEmpty()) {
        return settings;
      }
    } catch (ConfigException e) {
      for (String problem : e.problems()) {
        String key = problem.substring(0, Math.max(0, problem.indexOf(':')));
        String origin = origins.get(key);
        if (origin != null) {
          problems.add(origin + problem.substring(key.length()));
        } else if (problems.isEmpty()) {
          problems.add(problem);
        }
      }
    }
    throw new UsageException(problems);
  }
}
