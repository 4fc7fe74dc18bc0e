package dev.outlink.cli.arguments;

import dev.outlink.cli.options.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The list of options in the help, in groups with headings. */
final class OptionGroups {

  /** Options about the program itself. */
  private static final String GENERAL = "General";

  /** The first option of each group, in any command. */
  private static final Map<String, String> FIRST =
      Map.of(
          "from", "The URL",
          "output", "Output",
          "base", "Documents",
          "links", "Links to list",
          "depth", "Links to crawl",
          "max-pages", "Budgets",
          "max-url-length", "Limits against traps, for links",
          "no-robots", "Politeness",
          "timeout", "Network",
          "temp-dir", GENERAL);

  private OptionGroups() {}

  /**
   * The text of the list.
   *
   * @param options the options of the command in their order, which decides the groups; all others
   *     come last
   */
  static String list(Help help, List<Option> options) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    Map<String, OptionSpec> rest = new LinkedHashMap<>();
    for (OptionSpec each : help.commandSpec().options()) {
      rest.put(each.longestName(), each);
    }
    String heading = GENERAL;
    for (Option option : options) {
      heading = heading(option, heading);
      OptionSpec spec = rest.remove("--" + option.key());
      if (spec != null && !spec.hidden()) {
        groups.computeIfAbsent(heading, any -> new ArrayList<>()).add(spec);
      }
    }
    groups.computeIfAbsent(GENERAL, any -> new ArrayList<>()).addAll(rest.values());
    StringBuilder text = new StringBuilder();
    groups.forEach((name, specs) -> text.append(group(help, name, specs)));
    return text.toString();
  }

  private static String heading(Option option, String before) {
    return option.key().equals("quiet") ? GENERAL : FIRST.getOrDefault(option.key(), before);
  }

  private static String group(Help help, String name, List<OptionSpec> specs) {
    Help.Layout layout =
        help.createDefaultLayout(
            help.commandSpec().options(),
            help.commandSpec().positionalParameters(),
            help.colorScheme());
    layout.addOptions(specs, help.parameterLabelRenderer());
    return System.lineSeparator() + name + ":" + System.lineSeparator() + layout;
  }
}
