package dev.outlink.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a command taken apart, not yet understood.
 *
 * @param options the values of each option that is there, by its key and in their order; an empty
 *     text for each time that a flag is there
 * @param inputs the arguments that are no options
 * @param problems what was wrong with them, a line each
 */
public record ParsedArguments(
    Map<String, List<String>> options, List<String> inputs, List<String> problems) {

  public ParsedArguments() {
    this(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The values of an option; empty where it is not there. */
  public List<String> values(String key) {
    List<String> values = options.get(key);
    return values == null ? List.of() : values;
  }

  /** The values that count, as texts that a configuration file could have. */
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
