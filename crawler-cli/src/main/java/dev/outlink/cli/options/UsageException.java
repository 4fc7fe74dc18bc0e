package dev.outlink.cli.options;

import java.util.List;

/** The options are wrong; says all that is wrong with them. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  UsageException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** A line for each problem, which begins with the option's name. */
  public List<String> problems() {
    return problems;
  }
}
