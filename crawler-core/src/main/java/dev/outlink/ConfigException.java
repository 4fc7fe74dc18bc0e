package dev.outlink;

import java.util.List;

/** Says all that is wrong with a configuration at once. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * One sentence per problem, each naming its option, such as {@code concurrency: 0 is less than
   * 1}.
   */
  public List<String> problems() {
    return problems;
  }
}
