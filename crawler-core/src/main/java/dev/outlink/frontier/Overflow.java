package dev.outlink.frontier;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where waiting URLs go that memory has no room for: lines of entries, one line for each host and
 * depth, each in the order of its entries' numbers. Used by one thread at a time; made, filled,
 * read and closed by the frontier, when there is a first URL to go there.
 */
public interface Overflow extends AutoCloseable {

  /**
   * A URL that waits.
   *
   * @param host stands for the URL's host; the frontier gives one to each
   * @param number its place in the line of its host and depth; no two have the same
   * @param task the URL
   */
  record Entry(long host, long number, CrawlTask task) {}

  /** Takes entries in. In a line, their numbers ascend from call to call. */
  void append(List<Entry> entries) throws IOException;

  /**
   * Gives out the entries of a line in the order of their numbers, from a number on, until there
   * are no more or the receiver says that it wants no more.
   */
  void read(long host, int depth, long from, Predicate<Entry> wantsMore) throws IOException;

  /** Forgets the entries of a line with numbers from {@code from} to before {@code end}. */
  void discard(long host, int depth, long from, long end) throws IOException;

  /** Gives up all that was taken in, and the place where it was. */
  @Override
  void close() throws IOException;
}
