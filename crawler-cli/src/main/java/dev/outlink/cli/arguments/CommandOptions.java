package dev.outlink.cli.arguments;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import dev.outlink.cli.options.CompletionValues;
import dev.outlink.cli.options.ExplainSettings;
import dev.outlink.cli.options.Option;
import dev.outlink.cli.options.ParsedArguments;
import dev.outlink.cli.text.ClosestName;
import dev.outlink.cli.text.SafeText;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes the options of one command to picocli, and reads its results.
 *
 * @param options in the order of the help
 * @param hidden the keys of options that are refused with a reason; they are not in the help
 * @param configurable whether a file may contain them too: {@code --config}
 * @param label the placeholder for an input in the help
 * @param inputs the description of inputs in the help
 */
public record CommandOptions(
    List<Option> options, Set<String> hidden, boolean configurable, String label, String inputs) {

  private static final String INPUT = "INPUT";

  public static final CommandOptions CRAWL =
      new CommandOptions(
          Option.ALL, Set.of(), true, INPUT, "A URL, a file of URLs, or - for standard input.");

  public static final CommandOptions EXPLAIN =
      new CommandOptions(
          Option.EXPLAIN,
          ExplainSettings.IGNORED,
          true,
          "URL",
          "The URL to explain; with --from it may be relative.");

  public static final CommandOptions EXTRACT =
      new CommandOptions(
          Option.EXTRACT,
          Set.of(),
          false,
          INPUT,
          "A document, a WARC file, a folder of them, or - for standard input.");

  /** Adds the options and the inputs to a command. */
  void describe(CommandSpec command) {
    for (Option option : options) {
      command.addOption(spec(option));
    }
    command
        .usageMessage()
        .sectionMap()
        .put(SECTION_KEY_OPTION_LIST, help -> OptionGroups.list(help, options));
    if (configurable) {
      command.addOption(
          OptionSpec.builder("--" + Option.CONFIG)
              .paramLabel("FILE")
              .arity("1")
              .type(File.class)
              .description("Properties file with options; the command line wins.")
              .build());
    }
    command.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(File.class)
            .description(inputs)
            .build());
  }

  /** Finds an option by its long or its short name without dashes; null if there is none. */
  @Nullable Option named(String name, boolean isLong) {
    for (Option option : options) {
      if (name.equals(isLong ? option.key() : option.shortName())) {
        return option;
      }
    }
    return null;
  }

  /** Converts the result of picocli. */
  public ParsedArguments given(ParseResult parsed) {
    ParsedArguments given = new ParsedArguments();
    PositionalParamSpec arguments = parsed.matchedPositional(0);
    if (arguments != null) {
      given.inputs().addAll(arguments.stringValues());
    }
    for (Option option : options) {
      OptionSpec matched = parsed.matchedOption("--" + option.key());
      if (matched != null && option.isFlag()) {
        // Picocli keeps no texts of flags; a repeatable flag has an array.
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
    if (configurable && parsed.hasMatchedOption("--" + Option.CONFIG)) {
      List<String> files = parsed.matchedOption("--" + Option.CONFIG).stringValues();
      given.add(Option.CONFIG, files.get(files.size() - 1));
    }
    for (Exception error : parsed.errors()) {
      describe(error, given.problems());
    }
    return given;
  }

  private void describe(Exception error, List<String> problems) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> names = new ArrayList<>();
      for (Option option : options) {
        if (!hidden.contains(option.key())) {
          names.add("--" + option.key());
        }
      }
      if (configurable) {
        names.add("--" + Option.CONFIG);
      }
      for (String argument : unmatched.getUnmatched()) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String near = ClosestName.of(name, names);
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

  private OptionSpec spec(Option option) {
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
      // With the type File a shell offers file names; all values are read as texts.
      Class<?> type = CompletionValues.isFile(option) ? File.class : String.class;
      if (option.repeatable()) {
        spec.type(List.class).auxiliaryTypes(type);
      } else {
        spec.type(type);
      }
      List<String> values = CompletionValues.of(option);
      if (!values.isEmpty()) {
        spec.completionCandidates(values);
      }
    }
    spec.hidden(hidden.contains(option.key()));
    String end = option.fallback().isEmpty() ? "" : " Default: " + option.fallback();
    return spec.description(option.help() + end).build();
  }
}
