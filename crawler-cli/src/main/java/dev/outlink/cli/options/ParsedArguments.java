package dev.outlink.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a command, split into options and inputs. The values are not checked yet.
 *
 * @param options the values of each option that was given, by its key and in their order; a flag
 *     has an empty text for each time that it was given
 * @param inputs the arguments that are not options
 * @param problems one line for each error in the command line
 */
public record ParsedArguments(
    Map<String, List<String>> options, List<String> inputs, List<String> problems) {

  public ParsedArguments() {
    this(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The values of an option; empty if it was not given. */
  public List<String> values(String key) {
    List<String> values = options.get(key);
    return values == null ? List.of() : values;
  }

  /** The values that take effect, as a configuration file would contain them. */
  public List<String> values(Option option) {
    List<String> texts = values(option.key());
    if (texts.isEmpty()) {
      return texts;
    }
    if (option.key().equals("verbose")) {
      return List.of(Integer.toString(Math.min(2, texts.size())));
    }
    if (option.isFlag()) {
      return List.of("true");
    }
    return option.repeatable() ? texts : texts.subList(texts.size() - 1, texts.size());
  }

  public void add(String key, String value) {
    List<String> values = options.get(key);
    if (values == null) {
      values = new ArrayList<>(1);
      options.put(key, values);
    }
    values.add(value);
  }
}
