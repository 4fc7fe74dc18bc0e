package dev.outlink.cli;

import dev.outlink.crawl.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of {@code outlink crawl} for picocli, and back from it. */
final class CrawlOptions {

  /** The option that no configuration file has. */
  static final String CONFIG = "config";

  private CrawlOptions() {}

  /** Adds the options and the inputs to a command. */
  static void describe(CommandSpec command) {
    for (Option option : Option.ALL) {
      command.addOption(spec(option));
    }
    command.addOption(
        OptionSpec.builder("--" + CONFIG)
            .paramLabel("FILE")
            .arity("1")
            .type(String.class)
            .description("Properties file with options; the command line wins.")
            .build());
    command.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("INPUT")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A URL, a file of URLs, or - for standard input.")
            .build());
  }

  /** What picocli has read. */
  static Given given(ParseResult parsed) {
    Given given = new Given();
    List<String> inputs = parsed.matchedPositionalValue(0, List.of());
    given.inputs().addAll(inputs);
    for (Option option : Option.ALL) {
      OptionSpec matched = parsed.matchedOption("--" + option.key());
      if (matched != null && option.isFlag()) {
        // Picocli keeps no texts of an option without a value; a repeatable one has an array.
        int times = matched.getValue() instanceof boolean[] values ? values.length : 1;
        for (int i = 0; i < times; i++) {
          given.add(option.key(), "");
        }
      } else if (matched != null) {
        for (String value : matched.stringValues()) {
          given.add(option.key(), value);
        }
      }
    }
    if (parsed.hasMatchedOption("--" + CONFIG)) {
      given.add(CONFIG, parsed.matchedOptionValue("--" + CONFIG, ""));
    }
    for (Exception error : parsed.errors()) {
      describe(error, given.problems());
    }
    return given;
  }

  private static void describe(Exception error, List<String> problems) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> names = new ArrayList<>();
      for (Option option : Option.ALL) {
        names.add("--" + option.key());
      }
      names.add("--" + CONFIG);
      for (String argument : unmatched.getUnmatched()) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String near = Nearest.of(name, names);
        problems.add(
            SafeText.of(name)
                + ": no such option"
                + (near == null ? "" : "; did you mean " + near + "?"));
      }
    } else if (error instanceof MissingParameterException missing
        && !missing.getMissing().isEmpty()
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      problems.add(option.longestName() + ": its value is missing (" + option.paramLabel() + ")");
    } else {
      problems.add(SafeText.of(String.valueOf(error.getMessage())));
    }
  }

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
      List<String> texts = given.values(option.key());
      if (!texts.isEmpty()) {
        String origin = "--" + option.key();
        for (String value : values(texts, option)) {
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

  private static OptionSpec spec(Option option) {
    String longName = "--" + option.key();
    OptionSpec.Builder spec =
        option.shortName().isEmpty()
            ? OptionSpec.builder(longName)
            : OptionSpec.builder("-" + option.shortName(), longName);
    if (option.isFlag()) {
      spec.arity("0");
      if (option.key().equals("verbose")) {
        spec.type(boolean[].class);
      } else {
        spec.type(boolean.class);
      }
    } else {
      spec.arity("1").paramLabel(option.label());
      if (option.repeatable()) {
        spec.type(List.class).auxiliaryTypes(String.class);
      } else {
        spec.type(String.class);
      }
    }
    String end = option.fallback().isEmpty() ? "" : " Default: " + option.fallback();
    return spec.description(option.help() + end).build();
  }

  private static List<String> values(List<String> texts, Option option) {
    if (option.key().equals("verbose")) {
      return List.of(Integer.toString(Math.min(2, texts.size())));
    }
    if (option.isFlag()) {
      return List.of("true");
    }
    return option.repeatable() ? texts : texts.subList(texts.size() - 1, texts.size());
  }

  private static List<ConfigFile.Entry> entries(Given given, List<String> problems) {
    List<String> names = given.values(CONFIG);
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
