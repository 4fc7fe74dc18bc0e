package dev.outlink.overflow;

import dev.outlink.task.CrawlTask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the frontier's data goes that the heap has no room for. Waiting URLs: lines of entries, one
 * line for each host and depth, each in the order of its entries' numbers. Known URLs: pieces of
 * memory. Used by one thread at a time, but for what is in the pieces; made, filled, read and
 * closed by the frontier, when there is a first URL to go there.
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
   * are no more or the receiver says that it wants no more. What was given out, and what came
   * before it in its line, is not asked for again.
   */
  void read(long host, int depth, long from, Predicate<Entry> wantsMore) throws IOException;

  /** Forgets the entries of a line with numbers from {@code from} to before {@code end}. */
  void discard(long host, int depth, long from, long end) throws IOException;

  /**
   * One more piece of memory that is not of the heap, all zero. It may be read and written by any
   * thread until {@link #close()} is called, and by none after that.
   *
   * @param bytes its size, the same for all pieces; up to 64 MiB
   */
  ByteBuffer memory(int bytes) throws IOException;

  /** Gives up all that was taken in, the pieces of memory, and the place where it was. */
  @Override
  void close() throws IOException;
}
