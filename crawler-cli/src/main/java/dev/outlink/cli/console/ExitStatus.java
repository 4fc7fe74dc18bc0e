package dev.outlink.cli.console;

/** The exit statuses of the process. */
public final class ExitStatus {

  /** The crawl is finished, with or without broken links. */
  public static final int FINISHED = 0;

  /** A bug of this program. */
  public static final int BUG = 1;

  /** The command line or a configuration file is wrong. */
  public static final int USAGE = 2;

  /** {@code outlink explain}: the URL would not be crawled. */
  public static final int NOT_CRAWLED = 3;

  /** No server answered a request for any of the inputs. */
  public static final int NOTHING_FETCHED = 4;

  /** A budget of the crawl was used up, so URLs were not crawled. */
  public static final int OVER_BUDGET = 5;

  /** Input or output could not be read or written. */
  public static final int IO = 6;

  /**
   * The reader of standard output has gone. It is the status that a shell reports for a program
   * that SIGPIPE ends; there is no message.
   */
  public static final int READER_GONE = 141;

  private ExitStatus() {}
}
