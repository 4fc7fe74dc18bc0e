package dev.outlink.cli;

/** What the process says at its end. */
final class ExitStatus {

  /** The crawl is finished; broken links are data. */
  static final int FINISHED = 0;

  /** A bug of this program. */
  static final int BUG = 1;

  /** The command line or a configuration file is wrong. */
  static final int USAGE = 2;

  /** {@code outlink explain}: the URL would not be crawled. */
  static final int NOT_CRAWLED = 3;

  /** There were inputs, and no server answered a request for any of them. */
  static final int NOTHING_FETCHED = 4;

  /** A budget of the crawl left something out. */
  static final int OVER_BUDGET = 5;

  /** Input or output could not be read or written. */
  static final int IO = 6;

  /**
   * Whoever read standard output wants no more of it. What a shell says of a program that SIGPIPE
   * ends; nobody is told anything else.
   */
  static final int READER_GONE = 141;

  private ExitStatus() {}
}
