package dev.outlink.cli.options;

import java.util.List;

/** The options are wrong. Contains all errors. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  UsageException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line for each error; it begins with the name of the option. */
  public List<String> problems() {
    return problems;
  }
}
