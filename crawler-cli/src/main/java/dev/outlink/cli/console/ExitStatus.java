package dev.outlink.cli.console;

/** What the process says at its end. */
public final class ExitStatus {

  /** The crawl is finished; broken links are data. */
  public static final int FINISHED = 0;

  /** A bug of this program. */
  public static final int BUG = 1;

  /** The command line or a configuration file is wrong. */
  public static final int USAGE = 2;

  /** {@code outlink explain}: the URL would not be crawled. */
  public static final int NOT_CRAWLED = 3;

  /** There were inputs, and no server answered a request for any of them. */
  public static final int NOTHING_FETCHED = 4;

  /** A budget of the crawl left something out. */
  public static final int OVER_BUDGET = 5;

  /** Input or output could not be read or written. */
  public static final int IO = 6;

  /**
   * Whoever read standard output wants no more of it. What a shell says of a program that SIGPIPE
   * ends; nobody is told anything else.
   */
  public static final int READER_GONE = 141;

  private ExitStatus() {}
}
