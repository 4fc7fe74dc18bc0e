package dev.outlink.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code outlink crawl} taken apart, not yet understood.
 *
 * @param options the values of each option that is there, by its key and in their order; an empty
 *     text for each time that a flag is there
 * @param inputs the arguments that are no options
 * @param problems what was wrong with them, a line each
 */
record Given(Map<String, List<String>> options, List<String> inputs, List<String> problems) {

  Given() {
    this(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The values of an option; empty where it is not there. */
  List<String> values(String key) {
    List<String> values = options.get(key);
    return values == null ? List.of() : values;
  }

  void add(String key, String value) {
    List<String> values = options.get(key);
    if (values == null) {
      values = new ArrayList<>(1);
      options.put(key, values);
    }
    values.add(value);
  }
}
